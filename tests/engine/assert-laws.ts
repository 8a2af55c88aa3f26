import type { Observations } from '../../src/simulation/program/observations.ts'

/** Little's law, conservation and the causes of waits, which hold in every run (simulation.md, section 8); throws where one does not. */
export function assertLaws({ checks, failure, replication }: Observations, title: string): void {
  if (failure !== null) throw new Error(`${title}: ${failure.reason}`)
  if (checks.conservation !== 0 || !(checks.littlesLaw < 1e-6) || !(checks.causes < 1e-6))
    throw new Error(`${title}, replication ${replication}: ${JSON.stringify(checks)}`)
}
