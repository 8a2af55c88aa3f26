import type { Shift } from './people.ts'

/** Hours a week of these shifts, of all their people. */
export function hoursOf(shifts: readonly Shift[]): number {
  return shifts.reduce((sum, { people, days, from, to }) => sum + people * new Set(days).size * hoursBetween(from, to), 0)
}

function hoursBetween(from: string, to: string): number {
  const hour = (text: string) => Number(text.slice(0, 2)) + Number(text.slice(3, 5)) / 60
  return hour(to) > hour(from) ? hour(to) - hour(from) : hour(to) - hour(from) + 24
}
