import type { QualityTable } from '../program/program.ts'
import { exp } from './elementary.ts'

const ln2 = 0.6931471805599453

/**
 * Area under a view curve from `from` to `to` hours since posting (`to` may be Infinity), for a rate of 1 at the time of posting: views per view an hour.
 * In closed form: an exponential, or trapezia.
 */
export function hoursSeen(table: QualityTable, curve: number, from: number, to: number): number {
  if (!(to > from)) return 0
  const halfLife = table.curveHalfLife[curve]!
  if (halfLife === 0) return areaOfPoints(table, curve, to) - areaOfPoints(table, curve, from)
  const decay = ln2 / halfLife
  return (exp(-from * decay) * (1 - exp(-(to - from) * decay))) / decay
}

/** Area from 0 to `hours`: level before the first point, straight lines between points, nothing after the last. */
function areaOfPoints({ pointHours, pointFactor, pointsAt }: QualityTable, curve: number, hours: number): number {
  const [first, end] = [pointsAt[curve]!, pointsAt[curve + 1]!]
  let area = pointFactor[first]! * Math.min(hours, pointHours[first]!)
  for (let i = first; i + 1 < end && pointHours[i]! < hours; i++) {
    const [low, high] = [pointFactor[i]!, pointFactor[i + 1]!]
    const width = pointHours[i + 1]! - pointHours[i]!
    const within = Math.min(hours - pointHours[i]!, width)
    area += within * (low + ((high - low) * within) / (2 * width))
  }
  return area
}
