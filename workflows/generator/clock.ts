/** The zones of the samples. Offsets are worked out here by rule, so that the generator does not depend on a zone database. */
export type Zone = 'UTC' | 'Europe/Dublin' | 'Europe/Lisbon' | 'America/Bogota' | 'Asia/Amman' | 'Asia/Tokyo'

const fixedHours: Partial<Record<Zone, number>> = { UTC: 0, 'America/Bogota': -5, 'Asia/Amman': 3, 'Asia/Tokyo': 9 }

export const minute = 60
export const hour = 3600
export const day = 86400

/** Seconds since 1970 of a UTC time such as `2025-10-01T00:00:00`. */
export function utc(text: string): number {
  return Date.parse(`${text}Z`) / 1000
}

/** Seconds that the zone's clock is ahead of UTC at an instant. Dublin and Lisbon: summer time from the last Sunday of March to that of October, 01:00 UTC. */
export function offsetOf(zone: Zone, at: number): number {
  const fixed = fixedHours[zone]
  if (fixed !== undefined) return fixed * hour
  const year = new Date(at * 1000).getUTCFullYear()
  return at >= lastSunday(year, 2) + hour && at < lastSunday(year, 9) + hour ? hour : 0
}

/** The instant of a wall-clock time, given as seconds since 1970 as if the wall clock were UTC. */
export function instantOf(zone: Zone, wall: number): number {
  return wall - offsetOf(zone, wall - offsetOf(zone, wall))
}

/** Day of the week of a wall-clock time: 1 Monday … 7 Sunday. */
export function weekdayOf(wall: number): number {
  return ((Math.floor(wall / day) + 3) % 7) + 1
}

/** ISO 8601 with the zone's offset, whole seconds: `2025-10-01T09:03:10+09:00`, in UTC with `Z`. */
export function isoTime(at: number, zone: Zone): string {
  const offset = offsetOf(zone, at)
  const wall = new Date((at + offset) * 1000).toISOString().slice(0, 19)
  if (offset === 0 && zone === 'UTC') return `${wall}Z`
  const size = Math.abs(offset) / 60
  return `${wall}${offset < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
}

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0) / 1000
  return last - (weekdayOf(last) % 7) * day
}
