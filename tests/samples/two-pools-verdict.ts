import type { Arm } from '../../src/lean/arm.ts'
import { findBottlenecks } from '../../src/lean/bottlenecks.ts'
import { findCauses } from '../../src/lean/causes/causes.ts'
import { findRemedies } from '../../src/lean/remedies/remedies.ts'
import { judge, type Verdict } from '../../src/lean/verdict.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import { twoPools, twoPoolsReport, twoPoolsScenario } from './two-pools.ts'

const program = { names: { segments: ['English', 'Arabic'] } } as unknown as Program
/** Hours saved per case, by remedy; the rest saves nothing that could be told from chance. */
const savings: Readonly<Record<string, number>> = {
  'people:arabic': 0.96,
  'hours:arabic': 0.41,
  'batching:hold': 0.52,
  'people:specialists': 0.12,
  'rework:specialist': 0.02,
}

/** A verdict on the two pools made by hand: eight pairs of runs, noise that is the same in every test. */
export const twoPoolsVerdict: Verdict = judge({
  base: arm(null, 0, 0),
  arms: findRemedies(twoPools, twoPoolsScenario, twoPoolsReport).map((remedy, index) => arm(remedy, savings[remedy.id] ?? 0, index + 1)),
  failed: [],
  left: [],
  bottlenecks: findBottlenecks(twoPools, twoPoolsScenario, twoPoolsReport),
  diagnosis: findCauses(twoPools, twoPoolsScenario, twoPoolsReport),
  report: twoPoolsReport,
  workflow: twoPools,
  budget: 400,
  done: 96,
  final: true,
})

function arm(remedy: Arm['remedy'], saved: number, seed: number): Arm {
  const outcomes = Array.from({ length: 8 }, (_, replication) => {
    const wave = Math.sin(replication * 2.4) * 0.3
    const own = Math.sin(replication * 1.7 + seed * 5) * (0.03 + saved * 0.08)
    return {
      leadTime: (2.78 + wave - saved + (seed === 0 ? 0 : own)) * 3600,
      met: [0.96 + own / 40, Math.min(1, 0.71 + saved / 5 + own / 20)],
      openShare: 0.01,
    }
  })
  return { remedy, program, outcomes, failure: null }
}
