import { fileURLToPath } from 'node:url'
import { compareExperiments } from '../../src/simulation/experiment/compare.ts'
import { provenOf } from '../../src/simulation/report/claims.ts'
import { loadKernel } from '../../src/workers/kernel.worker.ts'
import { kernelLane, steadySample } from '../engine/long-run.ts'
import type { Section, Task, Verdict } from './section.ts'

const folder = fileURLToPath(new URL('../../workflows', import.meta.url))
const replications = 10
/** Three standard errors of 5 % in 400 comparisons are 3.3 points; the promise is one and a half. */
const promised = 0.065

/** As many comparisons as macro-runs: the abuse sample with itself, each side with luck of its own. Of everything that Review would claim, nothing is true. */
export const alarms: Section = {
  title: `the abuse sample compared with itself, each side with luck of its own: any claim in at most ${promised * 100} % of comparisons`,
  async run(task: Task): Promise<Verdict> {
    const kernel = loadKernel()
    if (kernel === null) return { counted: {}, wrong: ['WebAssembly cannot be had here'] }
    const program = steadySample(folder)
    let [comparisons, alarmed] = [0, 0]
    const claims: string[] = []
    for (let i = task.part; i < task.macroRuns && !task.isOver(); i += task.parts) {
      const seed = task.seed + 2 * i
      const { contrasts } = await compareExperiments(program, program, [kernelLane(kernel)], { replications, seed, headSeed: seed + 1 })
      const proven = provenOf(contrasts, replications)
      comparisons++
      if (proven.size > 0) alarmed++
      claims.push(...[...proven].map(({ measure }) => measure))
      task.progress((i + 1) / task.macroRuns, { comparisons, alarmed })
    }
    const line = `A/A of the sample: ${alarmed} of ${comparisons} comparisons claim something: ${claims.join(', ') || 'nothing'}`
    const allowed = promised + 3 * Math.sqrt((0.05 * 0.95) / Math.max(comparisons, 1)) * (comparisons < 400 ? 1 : 0)
    const isRight = alarmed <= allowed * comparisons
    return { counted: { comparisons, alarmed }, wrong: isRight ? [] : [line], lines: [line] }
  },
}
