import type { Zone } from './zone.ts'

/** Wall-clock times of a zone (seconds since 1970-01-01T00:00 on the wall clock) against seconds since the start of a run. */
export type WallClock = {
  /** Seconds since the start at which the clock shows `local`: of a time that it skips the moment of the change, of one that it shows twice the first. */
  toSeconds(local: number): number
  /** What the clock shows at `seconds` since the start. */
  toLocal(seconds: number): number
}

/** The clock of `zone` for a run that starts at `start` (seconds since 1970, UTC). */
export function wallClock(zone: Zone, start: number): WallClock {
  return { toSeconds: (local) => zone.momentOf(local) - start, toLocal: (seconds) => zone.toLocal(start + seconds) }
}

/** Wall-clock seconds since 1970 of a text such as `2025-01-06T08:30` or `2025-01-06T08:30:00`, read as it stands. */
export function localSeconds(text: string): number {
  return Date.parse(`${text.length === 16 ? `${text}:00` : text}Z`) / 1000
}

/** `1999-01-31T08:00:00` of a wall-clock time in seconds. */
export function localText(local: number): string {
  return new Date(Math.floor(local) * 1000).toISOString().slice(0, 19)
}

/** Hour of the week that the wall clock shows: 0 is Monday 00:00, 167 Sunday 23:00. 1970-01-01 was a Thursday. */
export function hourOfWeek(local: number): number {
  const hours = Math.floor(local / 3600) + 3 * 24
  return ((hours % 168) + 168) % 168
}
