import type { Resample } from '../model/demand.ts'
import type { Past } from '../model/past.ts'
import type { Scenario } from '../model/scenario.ts'
import { dayOf } from './turns.ts'

/** Kinds of day that are drawn from: Monday 0 … Sunday 6, and holidays. */
export const holidayKind = 7

/** The days of the past that may be drawn, as days since 1970-01-01: by weekday, and the holidays apart. */
export type PastDays = readonly (readonly number[])[]

/** Days of the window that the file tells of, without those left out. */
export function pastDays({ window, leaveOut = [] }: Resample, scenario: Scenario, { header }: Past): PastDays {
  const [first, last] = window.split('/').map(dayOf) as [number, number]
  const out = new Set(leaveOut.flatMap((text) => daysOf(text)))
  const holidays = new Set((scenario.holidays ?? []).map(dayOf))
  const kinds: number[][] = Array.from({ length: holidayKind + 1 }, () => [])
  for (let day = Math.max(first, dayOf(header.from)); day <= Math.min(last, dayOf(header.to)); day++)
    if (!out.has(day)) kinds[holidays.has(day) ? holidayKind : weekdayOf(day)]!.push(day)
  return kinds
}

/** Monday 0 … Sunday 6; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** `2025-12-25` or `2025-12-24/2025-12-26` as days. */
function daysOf(text: string): number[] {
  const [first = '', last = first] = text.split('/')
  return Array.from({ length: Math.max(0, dayOf(last) - dayOf(first) + 1) }, (_, i) => dayOf(first) + i)
}
