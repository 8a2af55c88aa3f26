/**
 * Wall-clock times in a zone against seconds since the start of a run. The zone's offset changes are found once, for the span asked for; after that all is
 * arithmetic. A wall-clock time that the clock skips in spring is the moment of the change; one that it shows twice in autumn is the first.
 */
export type WallClock = {
  /** Seconds since the start at which the clock shows `local`: seconds since 1970-01-01T00:00 on the wall clock. */
  toSeconds(local: number): number
  /** What the clock shows at `seconds` since the start. */
  toLocal(seconds: number): number
}

const day = 86_400

/** Whether this is an IANA zone that the machine knows. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Wall-clock seconds since 1970 of a text such as `2025-01-06T08:30` or `2025-01-06T08:30:00`, read as it stands. */
export function localSeconds(text: string): number {
  return Date.parse(`${text.length === 16 ? `${text}:00` : text}Z`) / 1000
}

/** Seconds since 1970 (UTC) at which the clock of `zone` shows the wall-clock seconds `local`. */
export function instantOf(zone: string, local: number): number {
  const offset = offsetAt(formatOf(zone), local)
  const early = offsetAt(formatOf(zone), local - day)
  const late = offsetAt(formatOf(zone), local + day)
  return early === late && early === offset ? local - offset : clockBetween(zone, local - 2 * day, local + 2 * day, 0).toSeconds(local)
}

/** The clock of `zone` from `from` to `to` (seconds since 1970, UTC); `start` is the moment of second 0, also in UTC. */
export function clockBetween(zone: string, from: number, to: number, start: number): WallClock {
  const format = formatOf(zone)
  const changes: { at: number; offset: number }[] = [{ at: -Infinity, offset: offsetAt(format, from) }]
  for (let time = from; time < to; time += day) {
    const offset = offsetAt(format, time + day)
    if (offset !== changes.at(-1)!.offset) changes.push({ at: changeBetween(format, time, time + day), offset })
  }
  return {
    toSeconds(local) {
      for (const [i, { at, offset }] of changes.entries()) {
        const instant = local - offset
        if (instant < (changes[i + 1]?.at ?? Infinity)) return Math.max(instant, at) - start
      }
      return local - changes.at(-1)!.offset - start
    },
    toLocal(seconds) {
      const instant = seconds + start
      return instant + changes.findLast(({ at }) => at <= instant)!.offset
    },
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/** Wall clock less UTC, in seconds, at a moment. */
function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant * 1000).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) / 1000 - Math.floor(instant)
}

function changeBetween(format: Intl.DateTimeFormat, from: number, to: number): number {
  const before = offsetAt(format, from)
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(format, middle) === before) low = middle
    else high = middle
  }
  return high
}

/** Hour of the week that the wall clock shows, Monday 00:00 = 0. 1970-01-01 was a Thursday. */
export function hourOfWeek(local: number): number {
  const hours = Math.floor(local / 3600) + 3 * 24
  return ((hours % 168) + 168) % 168
}
