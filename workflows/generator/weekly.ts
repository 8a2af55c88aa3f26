import { day, hour, minute, weekdayOf } from './clock.ts'

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** The first instant after `now` at which the wall clock shows one of the weekly times (`mon 09:00`). */
export function nextWeekly(times: readonly string[], now: number, offsetAt: (at: number) => number): number {
  const wall = now + offsetAt(now)
  const monday = Math.floor(wall / day) * day - (weekdayOf(wall) - 1) * day
  const candidates = times.flatMap((text) =>
    [0, 7].map((later) => {
      const [name = '', clock = ''] = text.split(' ')
      const [hours = 0, minutes = 0] = clock.split(':').map(Number)
      const moment = monday + (names.indexOf(name) + later) * day + hours * hour + minutes * minute
      return moment - offsetAt(moment - offsetAt(moment))
    }),
  )
  return Math.min(...candidates.filter((at) => at > now))
}
