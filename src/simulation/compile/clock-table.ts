import type { ClockTable } from '../program/program.ts'
import type { Zone } from '../model/zone.ts'

/** The wall clock of a run from `start` (seconds since 1970, UTC) on, for so many seconds. */
export function clockTable(zone: Zone, start: number, horizon: number): ClockTable {
  const { starts, offsets } = zone.stretches(start, start + horizon)
  return {
    from: Float64Array.from(starts, (from) => Math.max(0, from - start)),
    offset: Float64Array.from(offsets, (offset) => offset + start),
  }
}
