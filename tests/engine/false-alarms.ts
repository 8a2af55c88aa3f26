import { compareExperiments } from '../../src/simulation/experiment/compare.ts'
import { provenOf } from '../../src/simulation/report/claims.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import { assertLaws } from './assert-laws.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'

/** A small line with a queue, three hours long. */
export function smallLine(): Program {
  const line = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })
  const given = scenario({
    casesPerHour: 60,
    days: 0.12,
    warmup: 0.02,
    pools: { people: pool(2) },
    performance: { work: takes(exponential(60)) },
  })
  const compiled = compile({ workflow: line, scenario: given })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.program
}

/** Share of comparisons of a design with itself, each side with luck of its own, that call a difference proven: by measure. Seeds from `seed` on. */
export async function falseAlarms(comparisons: number, seed: number): Promise<Map<string, number>> {
  const program = smallLine()
  const lanes = [
    {
      ...laneHere(),
      replicate: async (of: Program, replication: number) => {
        const one = await laneHere().replicate(of, replication)
        assertLaws(one, 'A/A')
        return one
      },
    },
  ]
  const alarms = new Map<string, number>()
  for (let i = 0; i < comparisons; i++) {
    const { contrasts } = await compareExperiments(program, program, lanes, {
      replications: 6,
      seed: seed + 2 * i,
      headSeed: seed + 2 * i + 1,
    })
    if (provenOf(contrasts, 6).size > 0) alarms.set('any claim', (alarms.get('any claim') ?? 0) + 1 / comparisons)
    for (const { measure, difference } of contrasts) {
      if (difference === null || difference.low === null || difference.high === null) continue
      const alarm = difference.low > 0 || difference.high < 0
      alarms.set(measure, (alarms.get(measure) ?? 0) + (alarm ? 1 / comparisons : 0))
    }
  }
  return alarms
}
