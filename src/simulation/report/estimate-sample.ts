import { sketchError } from '../engine/sketch.ts'
import { estimate } from './estimate.ts'
import type { Sample } from '../program/observations.ts'
import type { Est, Num } from './report.ts'

/** A distribution over replications: each of the five numbers with its interval. Replications without a value are left out. */
export function estimateSample(samples: readonly Sample[]): Est {
  const of = (pick: (sample: Sample) => number) => estimate(samples.map((sample) => (sample.n === 0 ? NaN : pick(sample))))
  const quantile = (pick: (sample: Sample) => number) => withSketchError(of(pick))
  return {
    mean: of(({ mean }) => mean),
    p50: quantile(({ p50 }) => p50),
    p90: quantile(({ p90 }) => p90),
    p95: quantile(({ p95 }) => p95),
    p99: quantile(({ p99 }) => p99),
  }
}

/** A quantile's interval with what the sketch may be off: at most this share of the true value, hence e / (1 - e) of the value read. */
function withSketchError({ value, low, high }: Num): Num {
  const error = (value * sketchError) / (1 - sketchError)
  return { value, low: low === null ? null : low - error, high: high === null ? null : high + error }
}
