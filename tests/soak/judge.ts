import { cases } from '../judge/bench.ts'
import { judgeCase } from '../judge/judge.ts'
import { plants } from '../judge/plants.ts'
import type { Section, Task, Verdict } from './section.ts'

/** Models asked for of each kind; those in which what was planted does too little to be asked for are left out. */
const each = 24

/** A second bench of models with one cause each, which shares nothing with the first (tests/causes). `--seed` chooses other models. */
export const judge: Section = {
  title: 'on the second bench, too, the planted cause is named first in at least 95 % of the models, and nothing in healthy ones',
  run(task: Task): Verdict {
    const kinds = Object.keys(plants).filter((_, i) => i % task.parts === task.part)
    const lines: string[] = []
    const wrong: string[] = []
    const counted = { models: 0, points: 0, healthy: 0, alarms: 0 }
    for (const [i, kind] of kinds.entries()) {
      const missed: string[] = []
      let [points, models, weak] = [0, 0, 0]
      for (const one of cases([kind], each, task.seed)) {
        if (task.isOver()) break
        const { score, diagnosis, isMaterial } = judgeCase(one)
        if (!isMaterial) weak++
        else {
          models++
          points += score
          if (score < 1) missed.push(`${one.name}: ${diagnosis.cause ? `${diagnosis.cause.kind} at ${diagnosis.cause.where}` : 'nothing'}`)
        }
      }
      if (kind === 'nothing') Object.assign(counted, { healthy: models, alarms: models - points })
      else Object.assign(counted, { models: counted.models + models, points: counted.points + points })
      lines.push(`${kind.padEnd(18)} ${points} of ${models}, ${weak} too weak${missed.map((text) => `\n      ${text}`).join('')}`)
      if (kind === 'nothing' && points < models) wrong.push(`${models - points} of ${models} healthy models raise an alarm`)
      if (kind !== 'nothing' && points < 0.8 * models) wrong.push(`${kind}: ${points} of ${models}`)
      task.progress((i + 1) / kinds.length, counted)
    }
    if (counted.points < 0.95 * counted.models) wrong.push(`this part names ${counted.points} of ${counted.models}`)
    return { counted, wrong, lines }
  },
}
