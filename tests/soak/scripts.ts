import { hour } from '../../workflows/generator/clock.ts'
import { loadKernel } from '../../src/workers/kernel.worker.ts'
import { foretold } from '../known-truth/scripts.ts'
import type { Section, Task, Verdict } from './section.ts'

const worlds = 10
const replications = 10

/** Ten generated worlds: what people, a shift and a timer truly change, beside what fitted tables and case scripts say. The real logs are in `npm run backtest`. */
export const scripts: Section = {
  title: `of ${worlds} worlds: case scripts foretell the effect of a change no worse than fitted tables, in the mean of the absolute errors`,
  async run(task: Task): Promise<Verdict> {
    const kernel = loadKernel()
    const counted = { effects: 0, scriptsNearer: 0, tablesWithinFifth: 0, scriptsWithinFifth: 0 }
    const lines: string[] = []
    let [tables, scripted] = [0, 0]
    for (let number = task.part; number < worlds && !task.isOver(); number += task.parts) {
      for (const effect of await foretold(number, ['people', 'shift', 'timer'], replications, kernel)) {
        const [byTables, byScripts] = [effect.tables, effect.scripts].map((one) => Math.abs(one / effect.real - 1)) as [number, number]
        tables += byTables
        scripted += byScripts
        counted.effects++
        if (byScripts < byTables) counted.scriptsNearer++
        if (byTables <= 0.2) counted.tablesWithinFifth++
        if (byScripts <= 0.2) counted.scriptsWithinFifth++
        const [real, table, script] = [effect.real, effect.tables, effect.scripts].map((seconds) => (seconds / hour).toFixed(2))
        lines.push(`${effect.world}, ${effect.change}: truly ${real} h, by tables ${table} h, by scripts ${script} h`)
      }
      task.progress((number + 1) / worlds, counted)
    }
    const share = (sum: number) => `${((100 * sum) / Math.max(1, counted.effects)).toFixed(1)} %`
    lines.push(
      `mean of the absolute errors: tables ${share(tables)}, scripts ${share(scripted)} (of ${counted.effects} effects of this part)`,
    )
    // By chance the two differ by a few per cent; a tenth more would be a loss.
    const wrong =
      scripted > tables + 0.1 * counted.effects ? [`scripts are off by ${share(scripted)} on average, tables by ${share(tables)}`] : []
    return { counted, wrong, lines }
  },
}
