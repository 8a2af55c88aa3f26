import { chartFaults } from '../drawings/faults.ts'
import type { Section, Task, Verdict } from './section.ts'

/** Generated charts, laid out as the product does and looked at on the boxes as drawn. Each can be replayed: `--seed NUMBER --charts 1`. */
export const charts: Section = {
  title:
    'a chart that is laid out can be read at every zoom: no pill on a pill or a card, no line through a card, every word drawn or folded, never worse by Tidy',
  async run(task: Task): Promise<Verdict> {
    const counted = { charts: 0, states: 0, ways: 0, faults: 0 }
    const wrong: string[] = []
    for (let i = task.part; i < task.charts && !task.isOver(); i += task.parts) {
      const { states, ways, faults } = await chartFaults(task.seed + i)
      counted.charts++
      counted.states += states
      counted.ways += ways
      counted.faults += faults.length
      if (faults.length > 0)
        wrong.push(`chart ${task.seed + i}: ${faults.slice(0, 4).join(' | ')}${faults.length > 4 ? ` and ${faults.length - 4} more` : ''}`)
      task.progress(i / task.charts, counted)
    }
    return { counted, wrong }
  },
}
