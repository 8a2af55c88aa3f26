import type { Arrival } from '../simulation/model/arrival.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { indexCases } from './cases.ts'
import type { CaseIndex } from './cases.ts'
import { caseAttributes, valuesOf } from './case-attributes.ts'
import type { History } from './history.ts'
import { zoneOf } from '../simulation/model/zone.ts'

export type ArrivalOptions = {
  /** Wall-clock time that is time 0, `2025-01-06T00:00:00`; default: midnight before the first arrival. */
  readonly start?: string
  /** Zone of `start`; default: the history's. */
  readonly timezone?: string
  /** Days from the start after which no arrival is taken; default: all. */
  readonly days?: number
}

/**
 * The history's cases for replay: seconds since the start, in order of time, with the workflow's attributes. Cases before the start are left out.
 * The cases of a volume's interval are spread evenly over it.
 */
export function arrivalsOf(
  history: History,
  workflow: Workflow,
  options: ArrivalOptions = {},
  index: CaseIndex = indexCases(history),
): Arrival[] {
  const attributes = caseAttributes(history, index, workflow)
  const start =
    options.start === undefined
      ? firstMidnight(history, index)
      : zoneOf(options.timezone ?? history.timezone).toEpoch(Date.parse(`${options.start}Z`) / 1000)
  const end = options.days === undefined ? Infinity : options.days * 86_400
  const arrivals: Arrival[] = []
  const add = (instant: number, c: number) => {
    const time = instant - start
    if (time >= 0 && time < end) arrivals.push({ time, values: valuesOf(attributes, c) })
  }
  if (history.form === 'volume') spreadRows(history, add)
  else for (let c = 0; c < index.cases; c++) add(index.arrived[c]!, c)
  return arrivals.sort((a, b) => a.time - b.time)
}

function spreadRows(history: History, add: (instant: number, row: number) => void): void {
  for (let row = 0; row < history.rows; row++) {
    const [from, count] = [history.start[row]!, Math.round(history.count[row]!)]
    const to = history.end[row]! > from ? history.end[row]! : from + 3600
    for (let i = 0; i < count; i++) add(from + ((to - from) * (i + 0.5)) / count, row)
  }
}

function firstMidnight(history: History, index: CaseIndex): number {
  const zone = zoneOf(history.timezone)
  const first = (history.form === 'volume' ? history.start : index.arrived).reduce((least, time) => Math.min(least, time), Infinity)
  return Number.isFinite(first) ? zone.toEpoch(Math.floor(zone.toLocal(first) / 86_400) * 86_400) : 0
}
