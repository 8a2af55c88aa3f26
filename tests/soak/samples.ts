import { loadKernel } from '../../src/workers/kernel.worker.ts'
import { formatMeasured } from '../../src/words/duration.ts'
import { samples as worked } from '../../workflows/generator/sample.ts'
import { checkOfLuck, meanTimes } from '../known-truth/sample-waits.ts'
import type { Section, Task, Verdict } from './section.ts'

/** Histories of each sample: the same arrivals, other luck. */
const histories = 12
/** Luck before the first: none of them is the samples' own. */
const firstLuck = 1000
/** On average a time is to be off by no more than this share, or a minute. */
const tolerance = 0.1
const leastSeconds = 60

/** The samples calibrated from twelve histories each that their own generator makes: are waits and lead times those of the history on average? */
export const samples: Section = {
  title: `waits and lead times of the three samples, calibrated from ${histories} histories each with the same arrivals and other luck, are those of each history within 10 % or a minute on average`,
  async run(task: Task): Promise<Verdict> {
    const kernel = loadKernel()
    const mine = worked.filter((_, i) => i % task.parts === task.part)
    const [lines, wrong]: [string[], string[]] = [[], []]
    let [times, done] = [0, 0]
    for (const sample of mine) {
      const checks = []
      for (let luck = 1; luck <= histories && !task.isOver(); luck++) {
        checks.push(await checkOfLuck(sample, firstLuck + luck, kernel))
        task.progress(++done / (histories * mine.length), { times })
      }
      for (const { title, history, simulated, off, halfWidth } of meanTimes(checks)) {
        times++
        const share = (value: number) => `${(100 * value).toFixed(1)} %`
        const line = `${sample.slug}, ${title}: ${formatMeasured(history)}, simulated ${formatMeasured(simulated)} (${off > 0 ? '+' : '−'}${share(Math.abs(off))} ± ${share(halfWidth)})`
        const isFar = Math.abs(off) > Math.max(tolerance, halfWidth) && Math.abs(simulated - history) > leastSeconds
        ;(isFar ? wrong : lines).push(line)
      }
    }
    return { counted: { times }, wrong, lines }
  },
}
