import { bestCases, bestTrials } from '../engine/best-trials.ts'
import { falseAlarms } from '../engine/false-alarms.ts'
import { lineProgram } from '../engine/fixture.ts'
import { stops } from '../engine/stops.ts'
import type { Section, Task, Verdict } from './section.ts'

type Line = { readonly right: boolean; readonly line: string }
const percent = (share: number) => `${(share * 100).toFixed(1)} %`
/** Three standard errors of a share in so many trials, for runs so short that they are more than what is allowed. */
const chance = (share: number, trials: number) => 3 * Math.sqrt((share * (1 - share)) / trials)

/** False alarms of comparisons, intervals beside the best, and intervals of experiments that stop when they are precise. */
export const statistics: Section = {
  title:
    'a design compared with itself raises a false alarm in 5 % ± 1.5; intervals beside the best hold together in 95 %; after a precision stop in 93 %',
  async run(task: Task): Promise<Verdict> {
    const jobs = [alarms, besides, precise].filter((_, i) => i % task.parts === task.part)
    const found: Line[] = []
    for (const [i, job] of jobs.entries()) {
      if (task.isOver()) break
      found.push(...(await job(task)))
      task.progress((i + 1) / jobs.length, { figures: found.length })
    }
    const wrong = found.filter(({ right }) => !right).map(({ line }) => line)
    return {
      counted: { figures: found.length, wrong: wrong.length },
      wrong,
      lines: found.filter(({ right }) => right).map(({ line }) => line),
    }
  },
}

/** Five times as many comparisons as macro-runs: 5 % ± 1.5 then is three standard errors. */
async function alarms({ macroRuns, seed }: Task): Promise<Line[]> {
  const comparisons = macroRuns * 5
  const off = Math.max(0.015, chance(0.05, comparisons))
  return [...(await falseAlarms(comparisons, seed * 1_000_000))].map(([measure, share]) => ({
    // A quantile's interval has the sketch's error on top, so it alarms more rarely.
    right: share <= 0.05 + off && (share >= 0.05 - off || measure === 'leadTimeP90' || measure === 'any claim'),
    line: `A/A, ${measure}: a false alarm in ${percent(share)} of ${comparisons} comparisons`,
  }))
}

function besides({ macroRuns }: Task): Line[] {
  const trials = macroRuns * 50
  return bestCases.map(({ means, shared, replications }) => {
    const { all, kept } = bestTrials(means, shared, replications, trials)
    return {
      right: Math.min(all, kept) >= 0.95 - chance(0.95, trials),
      line: `beside the best, means ${means.join(', ')}, ${percent(shared)} of the luck in common: all intervals hold in ${percent(all)} of ${trials} trials, the best is kept in ${percent(kept)}`,
    }
  })
}

async function precise({ macroRuns, seed }: Task): Promise<Line[]> {
  const experiments = macroRuns * 10
  const { held, mean } = await stops(lineProgram({ days: 1 }), experiments, seed)
  const line = `precision stop after ${mean.toFixed(1)} replications on average: intervals hold in ${percent(held)} of ${experiments} experiments`
  return [{ right: held >= 0.93 - chance(0.93, experiments), line }]
}
