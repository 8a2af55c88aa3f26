import { hourOfWeek } from '../../simulation/model/wall-clock.ts'
import { zoneOf } from '../../simulation/model/zone.ts'
import type { History } from '../history.ts'
import type { Traces } from './traces.ts'
import type { Who } from './who.ts'

/** An hour of the week is worked when so large a share of the beginnings of a busy hour falls into it (calibration.md, 4.2). */
const worked = 0.15
const busiest = 20
/** From this share of rows on that run over hours not worked, a team leaves work and takes it up again. */
const leaving = 0.02
/** Hours not worked, one after the other, that are a night and no pause. */
const night = 4
/** Longest row that is looked through, in hours. */
const longest = 24 * 60
const fewest = 50

/**
 * By team: whether work in hand at the end of a shift is left and resumed, since its rows run over nights when nobody of the team begins anything, into hours when somebody does. Where
 * the log has no starts: no.
 */
export function resumingTeams(history: History, { activityOf }: Traces, { teamOf, teams }: Who): boolean[] {
  const zone = zoneOf(history.timezone)
  const rows = teams.map(() => [] as number[])
  for (let row = 0; row < history.rows; row++) {
    const activity = activityOf[history.activity.codes[row]!] ?? -1
    const team = activity < 0 ? null : teamOf[activity]!
    if (team !== null && history.end[row]! >= history.start[row]!) rows[team]!.push(row)
  }
  return rows.map((own) => {
    if (own.length < fewest) return false
    const on = hoursWorked(own.map((row) => hourOfWeek(zone.toLocal(history.start[row]!))))
    // What ends at an hour at which nobody works was closed and not taken up again.
    const over = own.filter((row) => {
      const [begin, end] = [zone.toLocal(history.start[row]!), zone.toLocal(history.end[row]!)]
      return on[hourOfWeek(end)] && spansNight(begin, end, on)
    })
    return over.length >= leaving * own.length
  })
}

/** The hours of the week that are worked, of the hours in which work begins; single holes filled. */
function hoursWorked(begins: readonly number[]): boolean[] {
  const counts = Array.from({ length: 168 }, () => 0)
  for (const hour of begins) counts[hour]!++
  const busy = [...counts].sort((a, b) => b - a).slice(0, busiest)
  const usual = busy.reduce((sum, count) => sum + count, 0) / busiest
  const on = counts.map((count) => count > 0 && count >= worked * usual)
  return on.map((is, hour) => is || (on[(hour + 167) % 168]! && on[(hour + 1) % 168]!))
}

/** Times on the wall clock, in seconds. */
function spansNight(begin: number, end: number, on: readonly boolean[]): boolean {
  let off = 0
  for (let hour = Math.floor(begin / 3600) + 1; (hour + 1) * 3600 <= end && hour * 3600 - begin < longest * 3600; hour++) {
    off = on[hourOfWeek(hour * 3600)] ? 0 : off + 1
    if (off >= night) return true
  }
  return false
}
