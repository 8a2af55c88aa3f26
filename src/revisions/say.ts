import type { AttributeValue } from '../workflow/attribute.ts'
import type { Json } from '../workflow/json.ts'
import { sayList } from '../words/list.ts'

/** An attribute's value in words. */
export function sayValue(value: AttributeValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

/** Text in quotation marks, cut to one readable line. */
export function quote(text: string, limit = 80): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return `“${line.length > limit ? `${line.slice(0, limit - 1).trimEnd()}…` : line}”`
}

/** Any JSON value on one line, for facts that have no words of their own. */
export function sayJson(value: Json): string {
  if (value === null) return 'nothing'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'object') return quote(JSON.stringify(value)).slice(1, -1)
  return String(value)
}

/** The sentence with its first letter upper case. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `one case`, `3 cases`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`
}

/** `X goes from 4 h to 2 h`, `X is now 2 h (none before)`, `X is removed (was 4 h)`. */
export function goes(subject: string, before: string | undefined, after: string | undefined): string {
  if (before === undefined) return `${subject} is now ${after} (none before)`
  if (after === undefined) return `${subject} is removed (was ${before})`
  return before === after ? `${subject} is written differently` : `${subject} goes from ${before} to ${after}`
}

/** With its indefinite article: `a rest`, `an end`. */
export function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}

/** Lists against each other: `X gain a and lose b`; only their order changed: `X are listed in another order`. The subject is in the plural. */
export function listGoes(subject: string, before: readonly string[], after: readonly string[]): string {
  const [gained, lost] = [after.filter((item) => !before.includes(item)), before.filter((item) => !after.includes(item))]
  const parts = [gained.length > 0 ? `gain ${sayList(gained)}` : '', lost.length > 0 ? `lose ${sayList(lost)}` : ''].filter(
    (part) => part !== '',
  )
  return parts.length === 0 ? `${subject} are listed in another order` : `${subject} ${parts.join(' and ')}`
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Weekly times, days with the same times together: `Mon to Fri 10:00 and 16:00; Sat 10:00`. */
export function sayWeekly(times: readonly string[]): string {
  const byDay = weekdays.map((day) =>
    times
      .filter((time) => time.startsWith(day))
      .map((time) => time.slice(4))
      .sort()
      .join(' and '),
  )
  const runs: { from: number; to: number; at: string }[] = []
  for (const [day, at] of byDay.entries()) {
    const last = runs.at(-1)
    if (at === '') continue
    if (last?.to === day - 1 && last.at === at) last.to = day
    else runs.push({ from: day, to: day, at })
  }
  const name = (day: number) => sentence(weekdays[day] ?? '')
  return runs.map(({ from, to, at }) => `${name(from)}${to > from ? ` to ${name(to)}` : ''} ${at}`).join('; ')
}
