import { distributionKind } from '../program/program.ts'
import { log, normalQuantile, exp } from './elementary.ts'

const one = new Float64Array(1)

/** A duration from its distribution by inversion: seconds, growing with `u` (0 < u < 1), so that common luck makes common durations. */
export function sampleTime(kind: number, parameters: Float64Array, from: number, to: number, u: number): number {
  one[0] = u
  sampleAt(kind, parameters, from, to, one, 0)
  return one[0]
}

/** As `sampleTime`, with `u` in out[at], where the duration takes its place. */
export function sampleAt(kind: number, parameters: Float64Array, from: number, to: number, out: Float64Array, at: number): void {
  const first = parameters[from]!
  const u = out[at]!
  switch (kind) {
    case distributionKind.constant:
      out[at] = first
      break
    case distributionKind.exponential:
      out[at] = -first * log(1 - u)
      break
    case distributionKind.uniform:
      out[at] = first + (parameters[from + 1]! - first) * u
      break
    case distributionKind.lognormal:
      out[at] = first * exp(parameters[from + 1]! * normalQuantile(u))
      break
    case distributionKind.rare:
      out[at] = u < 1 - first ? 0 : betweenQuantiles(parameters, from + 1, to, (u - (1 - first)) / first)
      break
    default:
      out[at] = betweenQuantiles(parameters, from, to, u)
  }
}

function betweenQuantiles(parameters: Float64Array, from: number, to: number, u: number): number {
  const place = u * (to - from - 1)
  const below = Math.min(Math.floor(place), to - from - 2)
  const low = parameters[from + below]!
  return low + (parameters[from + below + 1]! - low) * (place - below)
}
