import { fileURLToPath } from 'node:url'
import { coverage } from '../forecast/coverage.ts'
import type { Section, Task, Verdict } from './section.ts'

const folder = fileURLToPath(new URL('../../workflows', import.meta.url))
const samples = [
  ['abuse-reports', 'october.json'],
  ['appeals', 'october.json'],
  ['urgent-harm', 'on-call.json'],
] as const

/** A hundred futures unless told. */
const futuresPer = 4
/** Fewer bands say nothing of a share. */
const fewestBands = 50

/** A daily origin over half a year of a world that the sample's own scenario made, for each sample. */
export const forecast: Section = {
  title: 'the 80 % bands of a forecast hold 75 to 85 % of the time after 8, 24 and 72 hours, from a daily origin over 180 days',
  async run(task: Task): Promise<Verdict> {
    const lines: string[] = []
    const wrong: string[] = []
    let bands = 0
    const mine = samples.filter((_, i) => i % task.parts === task.part)
    for (const [sample, scenario] of mine) {
      if (task.isOver()) break
      const held = await coverage(folder, sample, scenario, {
        origins: 180,
        every: 1,
        horizons: [8, 24, 72],
        futures: Math.ceil(task.macroRuns / futuresPer),
        seed: task.seed,
      })
      for (const one of held) {
        const narrow = one.narrow === 0 ? '' : `; ${one.narrow} bands are too narrow to be judged`
        if (one.of < fewestBands) {
          lines.push(`${sample}, ${one.hours} h: nothing to judge${narrow}`)
          continue
        }
        const share = one.held / one.of
        const half = 1.96 * Math.sqrt((share * (1 - share)) / one.of)
        const line = `${sample}, ${one.hours} h: ${(share * 100).toFixed(1)} % ± ${(half * 100).toFixed(1)} of ${one.of} bands hold; ${((one.middle / one.of) * 100).toFixed(0)} % lie above the middle${narrow}`
        ;(share - half <= 0.85 && share + half >= 0.75 ? lines : wrong).push(line)
        bands += one.of
      }
      task.progress((mine.findIndex(([name]) => name === sample) + 1) / mine.length, { bands })
    }
    return { counted: { bands, wrong: wrong.length }, wrong, lines }
  },
}
