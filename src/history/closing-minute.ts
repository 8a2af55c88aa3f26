import type { Shift } from '../simulation/model/people.ts'
import { beginOf } from './cases.ts'
import type { History } from './history.ts'
import type { Zone } from '../simulation/model/zone.ts'

/** Fewer rows at the stroke than this are chance. */
const fewest = 20
const dayMinutes = 1440

/**
 * Shifts with the minute in which they end, where work is begun in it: what comes at the stroke of 15:00 and is in somebody's hands until the next morning was taken up by people
 * who were still there. Where more rows begin in that minute than in the whole hour after it the shift ends with the minute; otherwise it is as it was.
 */
export function withClosingMinute(shifts: readonly Shift[], history: History, rows: readonly number[], zone: Zone): readonly Shift[] {
  const byMinute = new Int32Array(7 * dayMinutes)
  for (const row of rows) byMinute[weekMinuteOf(zone.toLocal(beginOf(history, row)))]!++
  return shifts.map((shift) => {
    if (shift.from === shift.to) return shift
    const end = minutesOf(shift.to)
    let [stroke, after] = [0, 0]
    for (const day of shift.days) {
      const closing = (day - 1) * dayMinutes + end + (end <= minutesOf(shift.from) ? dayMinutes : 0)
      stroke += byMinute[closing % byMinute.length]!
      for (let minute = 1; minute < 60; minute++) after += byMinute[(closing + minute) % byMinute.length]!
    }
    if (stroke < fewest || stroke <= after) return shift
    const to = textOf((end + 1) % dayMinutes)
    return { ...shift, to, title: shift.title.replace(`–${shift.to}`, `–${to}`) }
  })
}

/** The week begins on Monday; 1970 began on a Thursday. */
function weekMinuteOf(local: number): number {
  const minute = Math.floor(local / 60) + 3 * dayMinutes
  return ((minute % (7 * dayMinutes)) + 7 * dayMinutes) % (7 * dayMinutes)
}

function minutesOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
}

function textOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
