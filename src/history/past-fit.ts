import { sha256 } from '../workflow/hash.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { writePast } from '../simulation/model/past.ts'
import type { Past, PastCase, PastVisit } from '../simulation/model/past.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { valuesOf } from './case-attributes.ts'
import type { CaseScript } from './case-scripts.ts'
import type { Evidence } from './evidence.ts'

/** Days of the past that can be drawn anew, and how many cases they have. */
export type FittedDays = {
  readonly window: string
  readonly leaveOut: readonly string[]
  readonly cases: number
  readonly days: number
  /** First and last date, in days since 1970. */
  readonly first: number
  readonly last: number
}

const day = 86_400
/** Days differ from each other by more than fewer than four weeks show. */
const fewestDays = 28
const fewestOfWeekday = 3
/** More cases than this make a file that no page reads; what they tell by the hour of the week is told well enough. */
export const mostCases = 500_000

/**
 * The days of a history that can be drawn anew with all of their cases (calibration.md, 4.9): what belongs together within a day stays together, its bursts, its regular
 * times and its kinds of case. The first and the last date, which may be cut, are left out, and dates that the log does not tell of. Or why that cannot be.
 */
export function fitDays(evidence: Evidence): FittedDays | { readonly why: string } {
  const { history, workflow, series, attributes, until, timezone } = evidence
  if (history.form === 'volume') return { why: 'the history has counts and no cases' }
  const untold = Object.values(workflow.attributes).filter(({ name }) => !attributes.some(({ attribute }) => attribute.name === name))
  if (untold.length > 0)
    return { why: `the history does not tell ${untold.map(({ title }) => title).join(', ')} of its cases, which the mix does` }
  const lastHour = series.firstHour + series.counts.length
  const first = Math.floor(series.firstHour / 24) + 1
  const lastDate = Math.ceil(lastHour / 24) - 1
  const last = lastDate < Math.floor(zoneOf(timezone).toLocal(until) / day) ? lastDate : lastDate - 1
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  const out = days.filter((date) => series.observed[date * 24 - series.firstHour] === 0)
  const kept = days.filter((date) => !out.includes(date))
  const span = Math.ceil(lastHour / 24) - Math.floor(series.firstHour / 24)
  const ofWeekday = Array.from({ length: 7 }, (_, weekday) => kept.filter((date) => date % 7 === weekday).length)
  if (span < fewestDays || Math.min(...ofWeekday) < fewestOfWeekday) return { why: 'it has less than four weeks of whole days' }
  const cases = cameOn(evidence, first, last).length
  if (cases > mostCases) return { why: `it has more than ${mostCases.toLocaleString('en')} cases` }
  return { window: `${dateOf(first)}/${dateOf(last)}`, leaveOut: spansOf(out), cases, days: kept.length, first, last }
}

/** A case that came: seconds of the wall clock since 1970, and its attributes. */
type Came = Pick<CaseScript, 'case' | 'local' | 'values'>

/** The cases that came on some dates, before all that is not looked at. */
function cameOn({ index, attributes, until, timezone }: Evidence, first: number, last: number): Came[] {
  const zone = zoneOf(timezone)
  const found: Came[] = []
  for (let c = 0; c < index.cases; c++) {
    const local = zone.toLocal(index.arrived[c]!)
    if (index.arrived[c]! < until && local >= first * day && local < (last + 1) * day)
      found.push({ case: c, local, values: valuesOf(attributes, c) })
  }
  return found
}

/**
 * The file beside a scenario: the cases of the days that are drawn anew, and with `scripts` what befell those that lend their luck. Null: neither days nor luck
 * are wanted.
 */
export function pastText(
  evidence: Evidence,
  scenario: FittedScenario,
  days: FittedDays | null,
  scripts: readonly CaseScript[],
): string | null {
  if (days === null && scripts.length === 0) return null
  const came = days === null ? [] : cameOn(evidence, days.first, days.last)
  const lending = new Set(scripts.map((script) => script.case))
  const others = came.filter((one) => !lending.has(one.case))
  const names = evidence.attributes.map(({ attribute }) => attribute.name)
  return writePast(pastWith(scenario, names, scripts, others, days))
}

/** What past cases are told to have been fitted to. */
type FittedScenario = Pick<Scenario, 'workflow' | 'timezone' | 'performance'>

/** Past cases that lend their luck to cases of a scenario, for runs whose cases are given. */
export function pastOf(scenario: FittedScenario, workflow: Workflow, scripts: readonly CaseScript[]): Past {
  const names = Object.keys(workflow.attributes).filter((name) => scripts.some(({ values }) => Object.hasOwn(values, name)))
  return pastWith(scenario, names, scripts, [], null)
}

function pastWith(
  { workflow, timezone, performance }: FittedScenario,
  names: readonly string[],
  scripts: readonly CaseScript[],
  others: readonly Came[],
  days: FittedDays | null,
): Past {
  // A file without luck tells of the days that are drawn alone.
  const dates = [...scripts, ...others].map(({ local }) => Math.floor(local / day))
  const [first, last] = scripts.length === 0 && days ? [days.first, days.last] : [least(dates), -least(dates.map((date) => -date))]
  const steps = scripts.length === 0 ? [] : Object.keys(performance)
  const events = [...new Set(scripts.flatMap(({ visits }) => [...visits.values()].flat().flatMap(({ event }) => event ?? [])))].sort()
  const [stepAt, eventAt] = [placesOf(steps), placesOf(events)]
  const lined = ({ local, values }: Came, complete: boolean, visits: readonly PastVisit[]): PastCase => ({
    at: rounded(local - first * day),
    values: names.map((name) => values[name] ?? null),
    complete,
    visits,
  })
  const visitsOf = ({ visits }: CaseScript) =>
    [...visits].flatMap(([uid, list]) =>
      list.map(({ event, time, delay, rest, atLeast }): PastVisit => [
        stepAt.get(uid)!,
        event === undefined ? null : eventAt.get(event)!,
        ...([time, delay, rest, atLeast].map((seconds) => (seconds === undefined ? null : rounded(Math.max(0, seconds)))) as [
          null,
          null,
          null,
          null,
        ]),
      ]),
    )
  const cases = [...scripts.map((script) => lined(script, true, visitsOf(script))), ...others.map((one) => lined(one, false, []))].sort(
    (a, b) => a.at - b.at,
  )
  return {
    header: {
      gemba: 'past',
      format: 1,
      workflow,
      timezone,
      from: dateOf(first),
      to: dateOf(last),
      attributes: [...names],
      steps,
      events,
      cases: cases.length,
      history: sha256(JSON.stringify(cases)),
      tables:
        scripts.length === 0
          ? {}
          : Object.fromEntries(
              Object.entries(performance).map(([uid, { time, delay, rest, outcomes }]) => [
                uid,
                { time, ...(delay === undefined ? {} : { delay }), ...(rest === undefined ? {} : { rest }), outcomes },
              ]),
            ),
    },
    cases,
  }
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((found, number) => Math.min(found, number), Infinity)
}

function placesOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, place) => [name, place]))
}

/** To the millisecond. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
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
