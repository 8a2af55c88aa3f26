import { besideBest } from '../report/best.ts'
import type { BesideBest } from '../report/best.ts'
import type { Measure, Place } from '../report/comparison.ts'
import { estimate } from '../report/estimate.ts'
import { withCommonWarmup } from './common-warmup.ts'
import { inOrder } from './experiment.ts'
import type { ExperimentOptions } from './experiment.ts'
import type { Lane } from './lane.ts'
import type { Observations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'
import { isSameReading, readingsOf } from '../report/readings.ts'
import type { Reader } from '../report/readings.ts'
import type { Num } from '../report/report.ts'
import { UserError } from '../../workflow/user-error.ts'

type BestOptions = Pick<ExperimentOptions, 'seed' | 'replications' | 'signal'> & {
  /** What is compared; default: the mean lead time. Every design must have the place. */
  readonly measure?: { readonly measure: Measure; readonly where: Place | null }
  /** Which end of the measure is good. Default: `more` for throughput and shares in time, else `less`. */
  readonly better?: 'less' | 'more'
  readonly onProgress?: (done: number, planned: number) => void
}

/** Several designs on the same cases with the same luck, each beside the best of the others; in the order given. */
export type BestOf = {
  readonly replications: number
  readonly designs: readonly (BesideBest & { readonly value: Num })[]
}

/**
 * Multiple comparison with the best (best.ts): replication r of every design on the same cases. `behind` is in the measure's unit, 0 or more where a design is
 * behind the best of the others; the intervals of all designs hold together with 95 %. Throws where a design does not have the measure.
 */
export async function compareWithBest(programs: readonly Program[], lanes: readonly Lane[], options: BestOptions = {}): Promise<BestOf> {
  const measure = options.measure ?? { measure: 'leadTimeMean', where: null }
  const readers = programs.map((program) => readerOf(program, measure))
  const seed = options.seed ?? programs[0]?.seed ?? 0
  const planned = options.replications ?? Math.max(2, ...programs.map(({ replications }) => replications))
  const rows: number[][] = []
  const settled = await withCommonWarmup(programs, lanes, { seed, ...(options.signal && { signal: options.signal }) })
  for (const [i, program] of settled.entries()) {
    const results: Observations[] = []
    await inOrder({ ...program, seed }, lanes, planned, results, options.signal, (many) => {
      options.onProgress?.(i * planned + many.length, programs.length * planned)
      return many.length >= planned
    })
    rows.push(results.map(readers[i]!))
  }
  // A replication in which one design had nothing to measure is left out of all.
  const known = Array.from({ length: planned }, (_, r) => r).filter((r) => rows.every((row) => Number.isFinite(row[r])))
  const values = rows.map((row) => known.map((r) => row[r]!))
  const sign = (options.better ?? (isGood(measure.measure) ? 'more' : 'less')) === 'more' ? -1 : 1
  const beside = besideBest(values.map((row) => row.map((value) => sign * value)))
  return { replications: known.length, designs: beside.map((design, i) => ({ ...design, value: estimate(values[i]!) })) }
}

function isGood(measure: Measure): boolean {
  return measure === 'throughputPerDay' || measure === 'targetMet'
}

function readerOf(program: Program, measure: { readonly measure: Measure; readonly where: Place | null }): Reader {
  const reading = readingsOf(program).find((one) => isSameReading(one, measure))
  if (!reading)
    throw new UserError(`a design has no ${measure.measure}${measure.where ? ` at the ${measure.where.kind} ${measure.where.id}` : ''}`)
  return reading.of
}
