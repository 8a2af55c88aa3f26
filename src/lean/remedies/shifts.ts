import type { Shift } from '../../simulation/model/people.ts'
import type { PoolScenario } from '../../simulation/model/scenario.ts'
import { expectedQueue, type Queue } from '../causes/queue.ts'

/** Hours of one shift of one person, and of the usual week of work. */
const [shiftHours, contractHours] = [8, 40]
const hoursOfWeek = 168

/** What an hour in the pool costs; null where nobody said. */
export function hourlyCost(pool: PoolScenario | undefined): number | null {
  return pool?.costPerHour ?? pool?.members?.find(({ costPerHour }) => costPerHour !== undefined)?.costPerHour ?? null
}

/** The shifts of one more person with a usual contract of 40 hours: the five days in a row and eight hours each that leave the shortest queue. Hours of the pool's own clock. */
export function bestContract(queue: Queue, title: string): Shift {
  let best = { length: Infinity, day: 0, from: 8 }
  for (let day = 0; day < 7; day++)
    for (let late = 0; late < 24; late += 2) {
      const from = (8 + late) % 24
      const staff = [...queue.staff]
      for (let on = 0; on < contractHours / shiftHours; on++)
        for (let hour = 0; hour < shiftHours; hour++) staff[(((day + on) % 7) * 24 + from + hour) % hoursOfWeek]!++
      const length = expectedQueue({ ...queue, staff })
      if (length < best.length * (1 - 1e-9)) best = { length, day, from }
    }
  const days = Array.from({ length: contractHours / shiftHours }, (_, on) => ((best.day + on) % 7) + 1).toSorted((a, b) => a - b)
  return { title, people: 1, days, from: clock(best.from), to: clock(best.from + shiftHours) }
}

/** Shifts of as many hours as `hours`, laid so that people follow the work: eight hours a day, begun at even hours, one after the other where most is lacking. */
export function followingShifts(work: readonly number[], hours: number, title: string): Shift[] {
  const total = work.reduce((sum, asked) => sum + asked, 0)
  const wanted = work.map((asked) => (total > 0 ? (asked / total) * hours : hours / hoursOfWeek))
  const staff = Array.from({ length: hoursOfWeek }, () => 0)
  const starts = new Map<number, number>()
  for (let left = hours; left >= shiftHours; left -= shiftHours) {
    let best = { worth: -Infinity, at: 0 }
    for (let at = 0; at < hoursOfWeek; at += 2) {
      let worth = 0
      for (let hour = 0; hour < shiftHours; hour++) {
        const where = (at + hour) % hoursOfWeek
        const lacking = wanted[where]! - staff[where]!
        // Nobody there at all is worse than one too few.
        worth += Math.min(1, lacking) + (staff[where] === 0 && wanted[where]! > 0 ? 2 : 0)
      }
      if (worth > best.worth + 1e-9) best = { worth, at }
    }
    for (let hour = 0; hour < shiftHours; hour++) staff[(best.at + hour) % hoursOfWeek]!++
    starts.set(best.at, (starts.get(best.at) ?? 0) + 1)
  }
  return gathered(starts, title)
}

/** Shifts that begin at the same hour with as many people, taken together over the days. */
function gathered(starts: ReadonlyMap<number, number>, title: string): Shift[] {
  const byKind = new Map<string, Shift>()
  for (const [at, people] of [...starts].toSorted((a, b) => a[0] - b[0])) {
    const [day, from] = [Math.floor(at / 24) + 1, at % 24]
    const key = `${from} ${people}`
    const known = byKind.get(key)
    byKind.set(key, {
      title: `${title} ${clock(from)}`,
      people,
      days: [...(known?.days ?? []), day],
      from: clock(from),
      to: clock(from + shiftHours),
    })
  }
  return [...byKind.values()]
}

/** One person in the hours in which nobody is there though work comes. */
export function gapShifts(work: readonly number[], staff: readonly number[], title: string): Shift[] {
  const isEmpty = (hour: number) => staff[hour % hoursOfWeek]! < 0.05 && work[hour % hoursOfWeek]! > 0
  const shifts = new Map<string, Shift>()
  for (let hour = 0; hour < hoursOfWeek; hour++) {
    if (!isEmpty(hour) || isEmpty(hour + hoursOfWeek - 1)) continue
    // A gap longer than a day is one shift around the clock on each of its days.
    for (let from = hour; isEmpty(from) && from < hour + hoursOfWeek;) {
      let to = from
      while (isEmpty(to) && to - from < 24) to++
      const [first, last] = [clock(from), clock(to)]
      const key = `${first} ${last}`
      const day = (Math.floor(from / 24) % 7) + 1
      shifts.set(key, {
        title,
        people: 1,
        days: [...(shifts.get(key)?.days ?? []), day],
        from: first,
        to: last === '00:00' ? '24:00' : last,
      })
      from = to
    }
  }
  return [...shifts.values()].map((shift) => ({ ...shift, days: [...new Set(shift.days)].toSorted((a, b) => a - b) }))
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, '0')}:00`
}
