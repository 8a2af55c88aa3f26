import { censoringOf, indexCases, lastInstant } from './cases.ts'
import type { CaseIndex } from './cases.ts'
import { arrivalSeries, describeDemand } from './demand.ts'
import type { DemandShape } from './demand.ts'
import type { TextColumn } from './dictionary.ts'
import type { Reading } from './fault.ts'
import type { History, HistoryForm } from './history.ts'
import type { Mapping } from './mapping.ts'
import { noUsableRow } from './no-rows.ts'
import type { Question } from './question.ts'
import { pseudonymsOf } from './pseudonyms.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { spreadOf } from './quantile.ts'
import type { Spread } from './quantile.ts'
import { findSuspicions } from './suspicion.ts'
import type { Suspicion } from './suspicion.ts'
import { variantsOf } from './variants.ts'
import type { Variants } from './variants.ts'
import { hourOfWeek, localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { formatAmount } from '../words/number.ts'

/** One value of a column and how many cases (of a volume: how much volume) have it. */
export type Portion = { readonly value: string; readonly cases: number; readonly share: number }

export type ActivityProfile = {
  readonly name: string
  readonly rows: number
  readonly share: number
  /** From start to end, in seconds; null where the log has no starts. */
  readonly handle: Spread | null
  /** From when the work could begin (end of the step before, or arrival) to its start, in seconds. */
  readonly wait: Spread | null
  readonly resources: number
}

export type ResourceProfile = {
  readonly name: string
  readonly rows: number
  readonly busySeconds: number
  /** Rows begun, by hour of the week (168). */
  readonly hoursOfWeek: readonly number[]
}

export type ColumnProfile = {
  readonly header: string
  readonly role: string | null
  readonly filled: number
  readonly distinct: number
  readonly examples: readonly string[]
}

/** What is in a history. Plain data: it crosses from a worker to the page and prints as JSON. */
export type Profile = {
  readonly form: HistoryForm
  readonly timezone: string
  readonly rows: number
  readonly cases: number
  /** First and last instant on the zone's wall clock, and the days between them. */
  readonly period: { readonly from: string; readonly to: string; readonly days: number }
  readonly columns: readonly ColumnProfile[]
  readonly demand: DemandShape
  /** Cases by category, most first; empty without a category column. */
  readonly mix: readonly Portion[]
  /** The commonest values of each further column. */
  readonly attributes: Readonly<Record<string, readonly Portion[]>>
  readonly leadTime: Spread | null
  readonly activities: readonly ActivityProfile[]
  /** The ways that cases went; none unless it is an event log. */
  readonly variants: Variants
  /** The 200 with most rows; empty unless the mapping asks for figures per person. */
  readonly resources: readonly ResourceProfile[]
  readonly resourceCount: number
  readonly suspicions: readonly Suspicion[]
  /** Cases near the end that fits leave out, with arrivals after `cut` (wall clock), and cases not closed. */
  readonly censoring: { readonly p90LeadTime: number; readonly cut: string; readonly leftOut: number; readonly open: number } | null
  readonly reading: Reading
  /** Doubts about the reading with the answers taken; the mapping as it was read, with every default in it. */
  readonly questions: readonly Question[]
  readonly mapping: Mapping
  /** What a careful reader would say about it, in sentences. */
  readonly notes: readonly string[]
}

/** Sums a history up. Throws a HistoryError when it has no usable row. */
export function profileHistory(history: History, index: CaseIndex = indexCases(history)): Profile {
  const series = arrivalSeries(history, index)
  if (!series) throw noUsableRow(history)
  const people = pseudonymsOf(history)
  const zone = zoneOf(history.timezone)
  const [first, last] = period(history, index)
  const demand = describeDemand(series)
  const censored = index.cases > 0 ? censoringOf(index, last) : null
  const leads = Array.from(index.finished, (finished, c) => finished - index.arrived[c]!).filter((lead) => lead >= 0)
  const censoring = censored && {
    p90LeadTime: censored.p90,
    cut: localText(zone.toLocal(censored.cut)),
    leftOut: censored.leftOut,
    open: censored.open,
  }
  const firstRows = index.cases > 0 ? Int32Array.from({ length: index.cases }, (_, c) => index.rows[index.from[c]!]!) : null
  return {
    form: history.form,
    timezone: history.timezone,
    rows: history.rows,
    cases: index.cases > 0 ? index.cases : Math.round(demand.cases),
    period: { from: localText(zone.toLocal(first)), to: localText(zone.toLocal(last)), days: (last - first) / 86_400 },
    columns: columnsOf(history, people),
    demand,
    mix: portions(history.category, firstRows, history.count, Infinity),
    attributes: Object.fromEntries(
      [...history.attributes].map(([name, column]) => [
        name,
        people.withholds(name)
          ? []
          : portions(column, firstRows, history.count, 20).map((portion) => ({ ...portion, value: people.show(name, portion.value) })),
      ]),
    ),
    leadTime: spreadOf(leads),
    activities: activitiesOf(history, index),
    variants: variantsOf(history, index),
    ...resourcesOf(history, people),
    suspicions: findSuspicions(history, index),
    censoring,
    reading: maskedReading(history.reading, people),
    questions: history.questions.map((question) => maskedQuestion(question, people)),
    mapping: history.mapping,
    notes: notesOf(history, demand, censoring).map(people.mask),
  }
}

function maskedReading(reading: Reading, { mask }: Pseudonyms): Reading {
  return {
    ...reading,
    listed: reading.listed.slice(0, 1000).map((fault) => ({ ...fault, detail: mask(fault.detail), excerpt: mask(fault.excerpt) })),
    notes: reading.notes.map(mask),
  }
}

/** A question with names of people replaced; whether “SYSTEM” is a person cannot be asked without the word, which is one of a fixed list. */
export function maskedQuestion(question: Question, { mask }: Pseudonyms): Question {
  if (question.id === 'nobody') return question
  return { ...question, text: mask(question.text), examples: question.examples.map(mask) }
}

function period(history: History, index: CaseIndex): [number, number] {
  let first = Infinity
  for (let row = 0; row < history.rows; row++)
    first = Math.min(first, Number.isNaN(history.start[row]!) ? history.end[row]! : history.start[row]!)
  for (const arrived of index.arrived) first = Math.min(first, arrived)
  return [first, lastInstant(history)]
}

function portions(column: TextColumn, firstRows: Int32Array | null, weights: Float64Array, limit: number): Portion[] {
  if (column.values.length === 0) return []
  const counts = new Float64Array(column.values.length + 1)
  let total = 0
  const add = (row: number, weight: number) => {
    counts[column.codes[row]! + 1]! += weight
    total += weight
  }
  if (firstRows) for (const row of firstRows) add(row, 1)
  else for (let row = 0; row < weights.length; row++) add(row, weights[row]!)
  return Array.from(counts, (cases, i) => ({ value: i === 0 ? '' : column.values[i - 1]!, cases, share: cases / total }))
    .filter(({ cases }) => cases > 0)
    .sort((a, b) => b.cases - a.cases)
    .slice(0, limit)
}

function columnsOf(history: History, people: Pseudonyms): ColumnProfile[] {
  const roles = new Map(Object.entries(history.mapping.columns).map(([role, header]) => [header, role]))
  const texts: Record<string, TextColumn> = {
    case_id: history.caseId,
    activity: history.activity,
    resource: history.resource,
    category: history.category,
    outcome: history.outcome,
  }
  return history.header.map((header) => {
    const role = roles.get(header) ?? null
    const text = (role === null ? null : texts[role]) ?? history.attributes.get(header)
    if (!text) return { header, role, filled: filledTimes(history, role), distinct: 0, examples: [] }
    return {
      header,
      role,
      filled: text.codes.reduce((sum, code) => sum + (code >= 0 ? 1 : 0), 0),
      distinct: text.values.length,
      examples: text.values.slice(0, people.withholds(header) ? 0 : 3).map((value) => people.show(header, value)),
    }
  })
}

function filledTimes(history: History, role: string | null): number {
  const columns: Record<string, Float64Array> = {
    start: history.start,
    from: history.start,
    hour: history.start,
    end: history.end,
    to: history.end,
    closed: history.end,
    arrived: history.arrived,
    count: history.count,
    handle_seconds: history.handleSeconds,
  }
  const column = role === null ? undefined : columns[role]
  return column ? column.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0) : 0
}

function activitiesOf(history: History, index: CaseIndex): ActivityProfile[] {
  const gathered = history.activity.values.map((name) => ({
    name,
    rows: 0,
    handle: [] as number[],
    wait: [] as number[],
    resources: new Set<number>(),
  }))
  for (let c = 0; c < (gathered.length > 0 ? index.cases : 0); c++) {
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) {
      const row = index.rows[at]!
      const activity = gathered[history.activity.codes[row]!]!
      activity.rows++
      if (history.resource.codes[row]! >= 0) activity.resources.add(history.resource.codes[row]!)
      const start = history.start[row]!
      if (Number.isNaN(start)) continue
      if (history.end[row]! >= start) activity.handle.push(history.end[row]! - start)
      // A case whose arrival is only known by its first row's start has, there, no wait to measure.
      if (at > index.from[c]! || index.arrived[c]! < start) activity.wait.push(start - index.enabled[row]!)
    }
  }
  return gathered
    .map(({ name, rows, handle, wait, resources }) => ({
      name,
      rows,
      share: rows / history.rows,
      handle: spreadOf(handle),
      wait: spreadOf(wait),
      resources: resources.size,
    }))
    .sort((a, b) => b.rows - a.rows)
}

function resourcesOf(history: History, people: Pseudonyms): Pick<Profile, 'resources' | 'resourceCount'> {
  const zone = zoneOf(history.timezone)
  const asked = history.mapping.people === 'names' || history.mapping.people === 'figures'
  const gathered = (asked ? history.resource.values : []).map((_, code) => ({
    name: people.person(code),
    rows: 0,
    busySeconds: 0,
    hoursOfWeek: Array.from({ length: 168 }, () => 0),
  }))
  for (let row = 0; row < history.rows; row++) {
    const resource = gathered[history.resource.codes[row]!]
    if (!resource) continue
    const [start, end] = [history.start[row]!, history.end[row]!]
    resource.rows++
    if (end >= start) resource.busySeconds += end - start
    resource.hoursOfWeek[hourOfWeek(zone.toLocal(Number.isNaN(start) ? end : start))]!++
  }
  return { resources: gathered.sort((a, b) => b.rows - a.rows).slice(0, 200), resourceCount: history.resource.values.length }
}

function notesOf(history: History, demand: DemandShape, censoring: Profile['censoring']): string[] {
  const notes = [...history.reading.notes]
  const { people } = history.mapping
  if (history.resource.values.length > 0 && people === 'names')
    notes.push('People are called by their names, and there are figures for each of them, as the mapping says.')
  if (history.resource.values.length > 0 && people === 'figures')
    notes.push('There are figures for each person, under pseudonyms, as the mapping says.')
  const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1 })
  for (const { from, days } of demand.gaps)
    notes.push(
      `No arrivals for ${days === 1 ? 'a day' : `${days} days`} from ${from}, where that weekday usually has some: left out of the demand.`,
    )
  if (demand.noise)
    notes.push(
      `Arrivals are burstier than chance: the variance of the hourly counts is ${number(demand.dispersion)} times their mean (Poisson: 1).`,
    )
  if (demand.growth.significant)
    notes.push(`Demand ${demand.growth.estimate > 0 ? 'grows' : 'falls'} by ${number(Math.abs(demand.growth.estimate) * 100)} % a month.`)
  if (censoring && censoring.leftOut > 0)
    notes.push(
      `${formatAmount(censoring.leftOut, 'case')} ${censoring.leftOut === 1 ? 'arrives' : 'arrive'} after ${censoring.cut.replace('T', ' ')}; of these only quick ones can be complete, so that fits leave them out.`,
    )
  if (history.form === 'cases' && censoring && censoring.open > 0)
    notes.push(`${formatAmount(censoring.open, 'case')} ${censoring.open === 1 ? 'is' : 'are'} not closed.`)
  return notes
}
