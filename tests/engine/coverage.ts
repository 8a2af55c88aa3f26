import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { estimate } from '../../src/simulation/report/estimate.ts'
import { assertLaws } from './assert-laws.ts'
import type { Model } from './theory-model.ts'

/** How often the 95 % intervals of one figure held what theory says, and how far the mean of all replications is from it, in standard errors. */
export type Coverage = {
  readonly title: string
  readonly what: string
  readonly theory: number
  readonly mean: number
  readonly macroRuns: number
  readonly covered: number
  readonly standardErrors: number
}

/**
 * The coverage of every figure of the model by macro-runs: each is an experiment of its own luck (seeds `seed` + 1, …) with the model's replications, and an
 * interval of Student's t as every report gives it. Of 400 intervals that hold with 95 %, fewer than 93 or more than 97 % hold in seven such sets of a
 * hundred; so while one of the first `strict` figures is out there, as many macro-runs are added again, up to four times as many, and all are judged: a right engine is
 * out once in 2000 sets at most.
 */
export function coverageOf(model: Model, macroRuns: number, seed: number, strict: number): Coverage[] {
  const tallies = model.checks.map(() => ({ covered: 0, sum: 0, squares: 0 }))
  let done = 0
  do {
    tally(model, tallies, done, done + macroRuns, seed)
    done += macroRuns
  } while (done < macroRuns * 4 && !tallies.slice(0, strict).every(({ covered }) => isPromised(covered / done)))
  return toCoverage(model, tallies, done)
}

/** Whether so many of 95 % intervals that hold are 95 % (93 to 97). */
export function isPromised(share: number): boolean {
  return share >= 0.93 && share <= 0.97
}

type Tally = { covered: number; sum: number; squares: number }

function tally({ checks, program, replications, title }: Model, tallies: readonly Tally[], from: number, to: number, seed: number): void {
  for (let macro = from; macro < to; macro++) {
    const seeded = { ...program, seed: seed + 1 + macro }
    const many = Array.from({ length: replications }, (_, replication) => replicate(seeded, replication, undefined, false, null))
    for (const one of many) assertLaws(one, title)
    checks.forEach(({ theory, of }, i) => {
      const values = many.map(of)
      const { low, high } = estimate(values)
      const into = tallies[i]!
      if (low! <= theory && theory <= high!) into.covered++
      for (const value of values) {
        into.sum += value - theory
        into.squares += (value - theory) ** 2
      }
    })
  }
}

function toCoverage({ checks, replications, title }: Model, tallies: readonly Tally[], macroRuns: number): Coverage[] {
  const n = macroRuns * replications
  return checks.map(({ what, theory }, i) => {
    const { covered, sum, squares } = tallies[i]!
    const off = sum / n
    const error = Math.sqrt((squares - n * off * off) / (n - 1) / n)
    return { title, what, theory, mean: theory + off, macroRuns, covered: covered / macroRuns, standardErrors: off / error }
  })
}

/** One line of a table. */
export function sayCoverage({ title, what, theory, mean, macroRuns, covered, standardErrors }: Coverage): string {
  return `${title}, ${what}: theory ${theory.toPrecision(6)}, mean ${mean.toPrecision(6)} (${standardErrors.toFixed(1)} standard errors off), in ${(covered * 100).toFixed(1)} % of ${macroRuns} intervals`
}
