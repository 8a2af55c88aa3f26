import type { ModelName } from './model.ts'

/** What an output should be, and its standard deviation over runs of a million cases (measured with a hand-written simulation of the same model). */
export type Reference = {
  readonly value: number
  readonly spread: number
  /** Exact, or simulated: then known to about 0.13 of the spread. */ readonly exact: boolean
}

const exact = (value: number, spread: number): Reference => ({ value, spread, exact: true })
const simulated = (value: number, spread: number): Reference => ({ value, spread, exact: false })

/**
 * Of M/M/8 and the network by theory (Erlang C; traffic equations and product form); of the line the mean of 60 runs of a million cases of a hand-written
 * simulation, to which six other simulators agree. Times in hours.
 */
export const references: Readonly<Record<ModelName, Readonly<Record<string, Reference>>>> = {
  mmc: {
    mean: exact(1.8769162, 0.0245),
    p95: exact(4.925147, 0.082),
    wq: exact(0.8769162, 0.024),
    lq: exact(6.3137969, 0.176),
    util: exact(0.9, 0.0014),
  },
  line: {
    mean: simulated(0.626217, 0.0175),
    meanA: simulated(0.953782, 0.029),
    meanB: simulated(0.127024, 0.00051),
    meanC: simulated(0.158804, 0.0006),
    p95A: simulated(4.01445, 0.03),
    p95B: simulated(0.429622, 0.0026),
    p95C: simulated(0.510807, 0.003),
    util1: simulated(0.900038, 0.00146),
    util2: simulated(0.776462, 0.0047),
    utilQ: simulated(0.609745, 0.004),
    lq1: simulated(85.6185, 1.9),
    lq2: simulated(18.4548, 2.4),
    lqQ: simulated(1.0423, 0.045),
    breach: simulated(0.00877945, 0.00105),
    timeouts: simulated(0.0080223, 0.0007),
    visits1: simulated(0.78797, 0.00083),
  },
  jackson: {
    mean: exact(3.6201087, 0.0235),
    lq: exact(35.5921174, 0.453),
    util0: exact(0.5, 0.0015),
    util10: exact(0.7, 0.0023),
    util19: exact(0.88, 0.0027),
  },
}

/** Fewest cases in a run for which the empty start and the week it ends in do not matter. */
export const fewestToJudge: Readonly<Record<ModelName, number>> = { mmc: 100_000, line: 500_000, jackson: 100_000 }

/** How far an output over so many cases in all may lie from its reference: four standard deviations, and for a quantile the error of the sketch. */
export function toleranceOf(name: string, { value, spread }: Reference, cases: number): number {
  return 4 * spread * Math.sqrt(1e6 / cases) + (name.startsWith('p95') ? value / 128 : 0)
}
