import { loadKernel } from '../../src/workers/kernel.worker.ts'
import { changes, effectsOf, inWords, parametersOf } from '../known-truth/what-if.ts'
import type { Section, Task, Verdict } from './section.ts'

const worlds = 10
const replications = 40

/** Ten generated worlds: a history of each, made by the samples' floor, is calibrated, and then people, a shift, a timer and demand are changed. */
export const truth: Section = {
  title: `of ${worlds} worlds calibrated from their histories: the predicted effect of a change lies within 20 % of the true one in at least 90 %, and as many medians and shares hold the truth`,
  async run(task: Task): Promise<Verdict> {
    const kernel = loadKernel()
    const counted = { effects: 0, held: 0, parameters: 0, inside: 0 }
    const lines: string[] = []
    for (let number = task.part; number < worlds && !task.isOver(); number += task.parts) {
      const { inside, of, outside } = await parametersOf(number)
      counted.parameters += of
      counted.inside += inside
      lines.push(...outside)
      for (const effect of await effectsOf(number, Object.keys(changes), replications, kernel)) {
        counted.effects++
        if (effect.held) counted.held++
        lines.push(inWords(effect))
      }
      task.progress((number + 1) / worlds, counted)
    }
    const wrong = [
      ...(counted.held < 0.9 * counted.effects ? [`only ${counted.held} of ${counted.effects} effects came out`] : []),
      ...(counted.inside < 0.9 * counted.parameters - 2
        ? [`only ${counted.inside} of ${counted.parameters} parameters lie in their interval`]
        : []),
    ]
    return { counted, wrong, lines }
  },
}
