import type { Comparison, Contrast } from '../report/comparison.ts'
import { sketchError } from '../engine/sketch.ts'
import { estimate, variance } from '../report/estimate.ts'
import { withCommonWarmup } from './common-warmup.ts'
import { inOrder } from './experiment.ts'
import type { ExperimentOptions } from './experiment.ts'
import type { Lane } from './lane.ts'
import type { Observations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'
import { isSameReading, readingsOf } from '../report/readings.ts'
import type { Reading } from '../report/readings.ts'
import type { Num } from '../report/report.ts'
import { summarise } from '../report/summarise.ts'

type CompareOptions = Pick<ExperimentOptions, 'seed' | 'replications' | 'signal'> & {
  /** Luck of its own for the head: independent runs instead of pairs on the same cases. Default: the same seed. */
  readonly headSeed?: number
  readonly onProgress?: (done: number, planned: number) => void
}

type Many = readonly Observations[]

/**
 * Both designs on the same cases with the same luck: replication r of one beside replication r of the other, and each measure's difference judged on
 * the pairs. Steps are matched by uid, pools by id, segments by title. A design compared with itself differs by exactly 0.
 */
export async function compareExperiments(
  base: Program,
  head: Program,
  lanes: readonly Lane[],
  options: CompareOptions = {},
): Promise<Comparison> {
  const seed = options.seed ?? base.seed
  const runs = await runTogether([base, head], [seed, options.headSeed ?? seed], lanes, options)
  return comparisonOf(runs, 0, 1)
}

/** A change of workflow and scenario, taken apart: what the workflow does by itself in the base scenario, and what the scenario does then. The two add up to the whole. */
export type Parts = { readonly whole: Comparison; readonly workflow: Comparison; readonly scenario: Comparison }

/** As `compareExperiments`, with a design between: the head's workflow in the base's scenario. All three on the same cases with the same luck. */
export async function compareInParts(
  base: Program,
  between: Program,
  head: Program,
  lanes: readonly Lane[],
  options: Omit<CompareOptions, 'headSeed'> = {},
): Promise<Parts> {
  const seed = options.seed ?? base.seed
  const runs = await runTogether([base, between, head], [seed, seed, seed], lanes, options)
  return { whole: comparisonOf(runs, 0, 2), workflow: comparisonOf(runs, 0, 1), scenario: comparisonOf(runs, 1, 2) }
}

/** As `compareExperiments`, and the head beside each of some other designs; all on the same cases with the same luck. */
export async function compareEach(
  base: Program,
  head: Program,
  others: readonly Program[],
  lanes: readonly Lane[],
  options: Omit<CompareOptions, 'headSeed'> = {},
): Promise<{ readonly whole: Comparison; readonly beside: readonly Comparison[] }> {
  const seed = options.seed ?? base.seed
  const programs = [base, head, ...others]
  const runs = await runTogether(
    programs,
    programs.map(() => seed),
    lanes,
    options,
  )
  return { whole: comparisonOf(runs, 0, 1), beside: others.map((_, i) => comparisonOf(runs, i + 2, 1)) }
}

type Ran = { readonly program: Program; readonly seed: number; readonly results: Many }

/** Every design the same number of times, cut at one warm-up. */
async function runTogether(
  programs: readonly Program[],
  seeds: readonly number[],
  lanes: readonly Lane[],
  { replications, signal, onProgress }: CompareOptions,
): Promise<Ran[]> {
  const planned = replications ?? Math.max(...programs.map((program) => program.replications))
  const cut = await withCommonWarmup(programs, lanes, { seed: seeds[0]!, ...(signal && { signal }) })
  const runs: Ran[] = []
  for (const [i, program] of cut.entries()) {
    const results: Observations[] = []
    await inOrder({ ...program, seed: seeds[i]! }, lanes, planned, results, signal, (many) => {
      onProgress?.(i * planned + many.length, planned * programs.length)
      return many.length >= planned
    })
    runs.push({ program, seed: seeds[i]!, results })
  }
  return runs
}

function comparisonOf(runs: readonly Ran[], from: number, to: number): Comparison {
  const [base, head] = [runs[from]!, runs[to]!]
  return {
    base: summarise(base.program, base.results, base.seed),
    head: summarise(head.program, head.results, head.seed),
    replications: head.results.length,
    contrasts: contrastsOf(readingsOf(base.program), readingsOf(head.program), [base.results, head.results]),
  }
}

/** The whole as it is listed, then what the head has and after it what only the base has, measure by measure. */
function contrastsOf(base: readonly Reading[], head: readonly Reading[], results: readonly [Many, Many]): Contrast[] {
  const gone = base.filter((was) => !head.some((is) => isSameReading(was, is)))
  const measures = [...new Set([...head, ...base].map(({ measure }) => measure))]
  return measures
    .flatMap((measure) => [...head, ...gone].filter((reading) => reading.measure === measure))
    .map((reading) => {
      const [was, is] = [base, head].map((readings) => readings.find((other) => isSameReading(other, reading)))
      return contrastOf(reading, was, is, results)
    })
}

function contrastOf(shown: Reading, was: Reading | undefined, is: Reading | undefined, results: readonly [Many, Many]): Contrast {
  const [base, head] = [was && results[0].map(was.of), is && results[1].map(is.of)]
  const pairs = base && head && base.map((value, i) => head[i]! - value)
  return {
    measure: shown.measure,
    where: shown.where,
    title: shown.title,
    unit: shown.unit,
    base: base ? estimate(base) : null,
    head: head ? estimate(head) : null,
    difference: pairs ? differenceOf(shown, pairs, base, head, results) : null,
    varianceSaved: pairs && base && head && pairs.length >= 2 ? saved(variance(pairs), variance(base) + variance(head)) : null,
  }
}

/** The paired difference; that of a quantile with the error of both sketches in its interval, except where both runs were the same to the last bit. */
function differenceOf(
  { measure }: Reading,
  pairs: readonly number[],
  base: readonly number[],
  head: readonly number[],
  results: readonly [Many, Many],
): Num {
  const difference = estimate(pairs)
  const same = results[0].every(({ digest }, i) => digest === results[1][i]!.digest)
  if (measure !== 'leadTimeP90' || same || difference.low === null || difference.high === null) return difference
  const error = (estimate(base).value + estimate(head).value) * sketchError
  return { ...difference, low: difference.low - error, high: difference.high + error }
}

/** 1 - Var(difference) / (Var(base) + Var(head)): what independent runs would have had to make up with more replications. */
function saved(paired: number, independent: number): number | null {
  return independent > 0 ? 1 - paired / independent : null
}
