import type { Duty } from '../model/people.ts'
import { localSeconds } from '../model/wall-clock.ts'
import type { WallClock } from '../model/wall-clock.ts'

/** From and to in seconds since the start of the run. */
export type Turn = readonly [from: number, to: number]

/** A day of the wall clock as a number: days since 1970-01-01. */
export function dayOf(date: string): number {
  return Math.floor(localSeconds(`${date}T00:00`) / 86400)
}

/**
 * The turns of a shift that may touch the run: on its days of the week, from `firstDay` on, without the holidays unless it is worked on them. Times are
 * wall-clock times, so a turn over a change of the clock is an hour shorter or longer.
 */
export function turnsOf(
  duty: Pick<Duty, 'days' | 'from' | 'to' | 'onHolidays'>,
  clock: WallClock,
  horizon: number,
  holidays: ReadonlySet<number>,
  firstDay = -Infinity,
): Turn[] {
  const { first, last } = daysOfRun(clock, horizon)
  const turns: Turn[] = []
  for (let day = Math.max(firstDay, first); day <= last; day++) {
    const turn = turnOn(day, duty, clock, horizon, holidays)
    if (turn !== null) turns.push(turn)
  }
  return turns
}

/** Days on which a turn may begin that touches the run. */
export function daysOfRun(clock: WallClock, horizon: number): { readonly first: number; readonly last: number } {
  return { first: Math.floor(clock.toLocal(0) / 86400) - 1, last: Math.floor(clock.toLocal(horizon) / 86400) }
}

/** The turn of a shift that begins on a day, if there is one and it touches the run. */
export function turnOn(
  day: number,
  duty: Pick<Duty, 'days' | 'from' | 'to' | 'onHolidays'>,
  clock: WallClock,
  horizon: number,
  holidays: ReadonlySet<number>,
): Turn | null {
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1
  if (!duty.days.includes(weekday) || (holidays.has(day) && duty.onHolidays !== true)) return null
  const [from, to] = [secondsOfDay(duty.from), secondsOfDay(duty.to)]
  const turn = [clock.toSeconds(day * 86400 + from), clock.toSeconds(day * 86400 + (to <= from ? to + 86400 : to))] as const
  return turn[1] > 0 && turn[0] < horizon && turn[1] > turn[0] ? turn : null
}

/** Turns that meet or overlap as one, in order. */
export function joined(turns: readonly Turn[]): Turn[] {
  const whole: [number, number][] = []
  for (const [from, to] of turns.toSorted(([a], [b]) => a - b)) {
    const last = whole.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else whole.push([from, to])
  }
  return whole
}

/** Moments within the run at which a week of the clock begins: Monday 00:00. */
export function mondays(clock: WallClock, horizon: number): number[] {
  const today = Math.floor(clock.toLocal(0) / 86400)
  const moments: number[] = []
  for (let day = today + 7 - ((((today + 3) % 7) + 7) % 7); ; day += 7) {
    const moment = clock.toSeconds(day * 86400)
    if (moment >= horizon) return moments
    if (moment > 0) moments.push(moment)
  }
}

function secondsOfDay(text: string): number {
  const [hours, minutes] = text.split(':').map(Number) as [number, number]
  return hours * 3600 + minutes * 60
}
