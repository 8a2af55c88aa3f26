import type { Shift } from '../simulation/model/people.ts'
import { hoursOf } from '../simulation/model/shift-hours.ts'
import { formatNumber, formatSigned } from '../words/number.ts'
import { formatShift } from '../words/week.ts'
import { same } from '../workflow/same.ts'
import { count, quote } from './say.ts'

/** More differences of shifts than this are counted, not told. */
const most = 4

/** What became of the shifts of a pool: `Arabic reviewers: one person more, Mon–Fri 08:00–16:00; + 40 h a week`. */
export function shiftsInWords(pool: string, before: readonly Shift[], after: readonly Shift[]): string {
  const told = differences(before, after)
  if (told.length === 0) return `${pool}: the shifts are listed in another order`
  const more = told.length > most ? [`${told.length - most} more shifts differ`] : []
  const [was, is] = [hoursOf(before), hoursOf(after)]
  const hours =
    was === is
      ? `${formatNumber(is)} h a week as before`
      : `${formatSigned(is - was)} h a week (${formatNumber(was)} → ${formatNumber(is)})`
  return `${pool}: ${[...told.slice(0, most), ...more, hours].join('; ')}`
}

/** Shift by shift: those of the same hours by their people, then those of the same name by their hours; what is left has come or gone. */
function differences(before: readonly Shift[], after: readonly Shift[]): string[] {
  const [old, fresh] = [[...before], [...after]]
  paired(old, fresh, same)
  const people = paired(old, fresh, (was, is) => same(hoursIn(was), hoursIn(is)))
  const hours = paired(old, fresh, (was, is) => was.title === is.title && was.people === is.people)
  return [
    ...people.map(([was, is]) =>
      was.people === is.people
        ? `the shift ${quote(was.title)} is now called ${quote(is.title)}`
        : peopleInWords(is, is.people - was.people),
    ),
    ...hours.map(([was, is]) => `${quote(is.title)} is now ${shiftInWords(is)} instead of ${shiftInWords(was)}`),
    ...fresh.map((shift) => peopleInWords(shift, shift.people)),
    ...old.map((shift) => peopleInWords(shift, -shift.people)),
  ]
}

/** Takes out of both lists what belongs together. */
function paired(old: Shift[], fresh: Shift[], belong: (was: Shift, is: Shift) => boolean): (readonly [Shift, Shift])[] {
  return [...fresh].flatMap((is) => {
    const at = old.findIndex((was) => belong(was, is))
    if (at < 0) return []
    const [was] = old.splice(at, 1)
    fresh.splice(fresh.indexOf(is), 1)
    return was ? [[was, is] as const] : []
  })
}

function hoursIn({ days, from, to, onHolidays = false }: Shift): object {
  return { days: [...new Set(days)].toSorted((a, b) => a - b), from, to, onHolidays }
}

function peopleInWords(shift: Shift, change: number): string {
  const number = Math.abs(change) === 1 ? 'one person' : count(Math.abs(change), 'person', 'people')
  return `${number} ${change < 0 ? 'fewer' : 'more'}, ${shiftInWords(shift)}`
}

/** `Mon–Fri 08:00–16:00, also on holidays`. */
export function shiftInWords(shift: Shift): string {
  return `${formatShift(shift)}${shift.onHolidays ? ', also on holidays' : ''}`
}
