import { replicate } from '../../src/simulation/engine/replicate.ts'
import { estimate } from '../../src/simulation/estimate.ts'
import type { Observations } from '../../src/simulation/observations.ts'
import type { Model } from './theory-models.ts'

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

/** Little's law, conservation and the causes of waits, which hold in every run (simulation.md, section 8); throws where one does not. */
export function assertLaws({ checks, failure, replication }: Observations, title: string): void {
  if (failure !== null) throw new Error(`${title}: ${failure.reason}`)
  if (checks.conservation !== 0 || !(checks.littlesLaw < 1e-6) || !(checks.causes < 1e-6))
    throw new Error(`${title}, replication ${replication}: ${JSON.stringify(checks)}`)
}

/**
 * Macro-runs: each is an experiment of its own luck with the model's replications, and an interval of Student's t as every report gives it.
 * Seeds `seed` + 1, … so that the same call gives the same figures.
 */
export function coverageOf(model: Model, macroRuns: number, seed: number): Coverage[] {
  const tallies = model.checks.map(() => ({ covered: 0, sum: 0, squares: 0 }))
  tally(model, tallies, 0, macroRuns, seed)
  return toCoverage(model, tallies, macroRuns)
}

/**
 * The coverage of every figure of the model. Of 400 intervals that hold with 95 %, fewer than 93 or more than 97 % hold in seven such sets of a hundred; so when
 * the model's first figure is out there, three times as many macro-runs are added and all are judged: then a right engine is out once in 2000 sets.
 */
export function checkedCoverage(model: Model, macroRuns: number, seed: number): { first: Coverage; others: Coverage[] } {
  const tallies = model.checks.map(() => ({ covered: 0, sum: 0, squares: 0 }))
  tally(model, tallies, 0, macroRuns, seed)
  let runs = macroRuns
  if (Math.abs(tallies[0]!.covered / runs - 0.95) > 0.02 + 1e-9) {
    runs *= 4
    tally(model, tallies, macroRuns, runs, seed)
  }
  const [first, ...others] = toCoverage(model, tallies, runs)
  return { first: first!, others }
}

type Tally = { covered: number; sum: number; squares: number }

function tally({ checks, program, replications, title }: Model, tallies: readonly Tally[], from: number, to: number, seed: number): void {
  for (let macro = from; macro < to; macro++) {
    const seeded = { ...program, seed: seed + 1 + macro }
    const many = Array.from({ length: replications }, (_, replication) => replicate(seeded, replication))
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
