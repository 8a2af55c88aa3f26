import type { Problem } from '../../workflow/problem.ts'

/** Days that may be simulated at most: a century. Calendars, shifts and weekly times of the whole run are laid out before it begins. */
export const mostDays = 36_525

/** What stands in the way of a run of so many days; null where nothing does. */
export function tooLong(days: number): Problem | null {
  if (days <= mostDays) return null
  return {
    rule: 'too-long',
    severity: 'error',
    place: { kind: 'scenario', path: 'run.days' },
    where: 'Run',
    message: `A run may have ${mostDays.toLocaleString('en')} days (a century) at most, not ${days.toLocaleString('en', { maximumSignificantDigits: 6 })}.`,
    why: 'The calendar of the whole run is laid out before it begins.',
  }
}
