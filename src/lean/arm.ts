import { besideBest } from '../simulation/report/best.ts'
import type { BesideBest } from '../simulation/report/best.ts'
import type { Observations } from '../simulation/program/observations.ts'
import type { Program } from '../simulation/program/program.ts'
import { differences, estimateMean, orNothing, type Estimate } from '../simulation/report/estimate.ts'
import type { Remedy } from './remedies/remedy.ts'

/** What the verdict reads of one replication: mean lead time in seconds, share of the service target met by segment (NaN: none). */
type Outcome = { readonly leadTime: number; readonly met: readonly number[]; readonly openShare: number }

/** One design under test: a remedy, or for `null` the design as it is; its outcomes by replication. */
export type Arm = { readonly remedy: Remedy | null; readonly program: Program; readonly outcomes: Outcome[]; failure: string | null }

/** Keeps what the verdict needs of a replication. */
export function record(arm: Arm, replication: number, observations: Observations): void {
  if (observations.failure) arm.failure ??= observations.failure.reason
  arm.outcomes[replication] = {
    leadTime: observations.leadTime.n === 0 ? NaN : observations.leadTime.mean,
    met: observations.segments.map(({ met }) => met),
    openShare: observations.open / Math.max(1, observations.arrived + observations.openBefore),
  }
}

/** Mean lead times by replication, seconds. */
export function leadTimes(arm: Arm): number[] {
  return arm.outcomes.map(({ leadTime }) => leadTime)
}

/** What the remedy saves of the mean lead time, seconds per case, paired by replication. */
export function gainOf(base: Arm, arm: Arm, family: number): Estimate {
  return estimateMean(differences(leadTimes(base), leadTimes(arm)), family)
}

/** By how much the share of cases in time grows in a segment, paired; null where the segment has no target. */
export function targetGain(base: Arm, arm: Arm, segment: number, family: number): Estimate | null {
  const met = ({ outcomes }: Arm) => outcomes.map((outcome) => outcome.met[segment] ?? NaN)
  const gain = estimateMean(differences(met(arm), met(base)), family)
  return gain.n === 0 ? null : gain
}

/** Rounds after which arms may fall out of a race; together they may drop the true best with 5 %. */
export const mostRounds = 6

/** Each arm beside the best of the others by mean lead time, seconds; on the pairs that both have. */
export function besideTheBest(arms: readonly Arm[]): BesideBest[] {
  return besideBest(arms.map(leadTimes), 1 - 0.05 / mostRounds)
}

/** The arms that cannot be told from the best (multiple comparison with the best, simulation/report/best.ts), that with the largest gain first. */
export function contenders(base: Arm, arms: readonly Arm[]): Arm[] {
  const beside = besideTheBest(arms)
  return arms
    .filter((_, i) => beside[i]!.standing !== 'not best')
    .toSorted((a, b) => orNothing(gainOf(base, b, 1).value) - orNothing(gainOf(base, a, 1).value))
}
