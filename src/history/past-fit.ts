import { sha256 } from '../workflow/hash.ts'
import { writePast } from '../simulation/model/past.ts'
import type { Past } from '../simulation/model/past.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { valuesOf } from './case-attributes.ts'
import type { Evidence } from './evidence.ts'

/** A file of past cases to be written beside the scenario, and the days of it that can be drawn. */
export type FittedPast = {
  readonly text: string
  readonly hash: string
  readonly window: string
  readonly leaveOut: readonly string[]
  readonly cases: number
  readonly days: number
}

const day = 86_400
/** Days differ from each other by more than fewer than four weeks show. */
const fewestDays = 28
const fewestOfWeekday = 3
/** More cases than this make a file that no page reads; what they tell by the hour of the week is told well enough. */
const mostCases = 500_000

/**
 * The cases of a history day by day, so that days can be drawn anew (calibration.md, 4.9): what belongs together within a day stays together, its bursts, its regular
 * times and its kinds of case. The first and the last date, which may be cut, are left out, and dates that the log does not tell of. Or why that cannot be.
 */
export function fitPast({
  history,
  index,
  workflow,
  series,
  attributes,
  until,
  timezone,
}: Evidence): FittedPast | { readonly why: string } {
  if (history.form === 'volume') return { why: 'the history has counts and no cases' }
  const untold = Object.values(workflow.attributes).filter(({ name }) => !attributes.some(({ attribute }) => attribute.name === name))
  if (untold.length > 0)
    return { why: `the history does not tell ${untold.map(({ title }) => title).join(', ')} of its cases, which the mix does` }
  const zone = zoneOf(timezone)
  const lastHour = series.firstHour + series.counts.length
  const first = Math.floor(series.firstHour / 24) + 1
  const lastDate = Math.ceil(lastHour / 24) - 1
  const last = lastDate < Math.floor(zone.toLocal(until) / day) ? lastDate : lastDate - 1
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  const out = days.filter((date) => series.observed[date * 24 - series.firstHour] === 0)
  const kept = days.filter((date) => !out.includes(date))
  const span = Math.ceil(lastHour / 24) - Math.floor(series.firstHour / 24)
  const ofWeekday = Array.from({ length: 7 }, (_, weekday) => kept.filter((date) => date % 7 === weekday).length)
  if (span < fewestDays || Math.min(...ofWeekday) < fewestOfWeekday) return { why: 'it has less than four weeks of whole days' }
  const cases = casesOn(first, last)
  if (cases.length > mostCases) return { why: `it has more than ${mostCases.toLocaleString('en')} cases` }
  const [from, to] = [dateOf(first), dateOf(last)]
  const text = writePast({
    header: {
      gemba: 'past',
      format: 1,
      workflow: workflow.header.workflow.id,
      timezone,
      from,
      to,
      attributes: attributes.map(({ attribute }) => attribute.name),
      steps: [],
      events: [],
      cases: cases.length,
      history: sha256(JSON.stringify(cases)),
      tables: {},
    },
    cases,
  })
  return { text, hash: sha256(text), window: `${from}/${to}`, leaveOut: spansOf(out), cases: cases.length, days: kept.length }

  function casesOn(begin: number, end: number): Past['cases'] {
    const found: Past['cases'][number][] = []
    for (let c = 0; c < index.cases; c++) {
      const at = Math.round((zone.toLocal(index.arrived[c]!) - begin * day) * 1000) / 1000
      if (!(index.arrived[c]! < until) || at < 0 || at >= (end - begin + 1) * day) continue
      const known = valuesOf(attributes, c)
      found.push({ at, values: attributes.map(({ attribute }) => known[attribute.name] ?? null), complete: false, visits: [] })
    }
    return found.sort((a, b) => a.at - b.at)
  }
}

function dateOf(date: number): string {
  return localText(date * day).slice(0, 10)
}

/** Dates in order, those that follow each other as one span. */
function spansOf(dates: readonly number[]): string[] {
  const spans: [first: number, last: number][] = []
  for (const date of dates) {
    const open = spans.at(-1)
    if (open?.[1] === date - 1) open[1] = date
    else spans.push([date, date])
  }
  return spans.map(([first, last]) => (first === last ? dateOf(first) : `${dateOf(first)}/${dateOf(last)}`))
}
