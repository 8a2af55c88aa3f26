import { distributionKind } from '../program.ts'
import { log, normalQuantile, exp } from './elementary.ts'

/** A duration from its distribution by inversion: seconds, growing with `u` (0 < u < 1), so that common luck makes common durations. */
export function sampleTime(kind: number, parameters: Float64Array, from: number, to: number, u: number): number {
  const first = parameters[from]!
  switch (kind) {
    case distributionKind.constant:
      return first
    case distributionKind.exponential:
      return -first * log(1 - u)
    case distributionKind.uniform:
      return first + (parameters[from + 1]! - first) * u
    case distributionKind.lognormal:
      return first * exp(parameters[from + 1]! * normalQuantile(u))
    default: {
      const place = u * (to - from - 1)
      const below = Math.min(Math.floor(place), to - from - 2)
      const low = parameters[from + below]!
      return low + (parameters[from + below + 1]! - low) * (place - below)
    }
  }
}
