import { besideBest } from '../../src/simulation/report/best.ts'
import { Luck } from './luck.ts'

/**
 * Designs with these means in normal replications of variance 1, of which the share `shared` is common to all designs: the share of trials in which all
 * intervals beside the best hold at once, and in which the first, a best one, may be best.
 */
export function bestTrials(means: readonly number[], shared: number, replications: number, trials: number): { all: number; kept: number } {
  const luck = new Luck(7)
  const truth = means.map((mean, i) => mean - Math.min(...means.filter((_, j) => j !== i)))
  let [all, kept] = [0, 0]
  for (let trial = 0; trial < trials; trial++) {
    const common = Array.from({ length: replications }, () => luck.normal() * Math.sqrt(shared))
    const values = means.map((mean) => common.map((z) => mean + z + luck.normal() * Math.sqrt(1 - shared)))
    const beside = besideBest(values)
    if (beside.every(({ behind }, i) => behind.low <= truth[i]! && truth[i]! <= behind.high)) all++
    if (beside[0]!.standing !== 'not best') kept++
  }
  return { all: all / trials, kept: kept / trials }
}

/** Cases to try: one clear best, a best among near ones with much luck in common, and four that are all best. */
export const bestCases = [
  { means: [0, 0.5, 1], shared: 0, replications: 10 },
  { means: [0, 0.3, 0.3, 1, 2], shared: 0.8, replications: 8 },
  { means: [0, 0, 0, 0], shared: 0.5, replications: 6 },
]
