import { exp, log } from '../simulation/engine/elementary.ts'
import { spreadOf } from '../history/quantile.ts'
import type { Spread } from '../history/quantile.ts'
import type { EventRow } from './event-log.ts'

/** Rows with the arrival of each case, in milliseconds on the wall clock. */
export type MeasuredLog = { readonly rows: readonly EventRow[]; readonly arrived: ReadonlyMap<string, number> }

/** What is looked at, in milliseconds on the wall clock: `from` is a midnight; of cases that arrive later than `cut` only quick ones can be complete. */
export type Window = { readonly from: number; readonly to: number; readonly cut: number }

/** Times at one step: seconds. Null where no case tells of it. */
export type StepTimes = { readonly title: string; readonly visits: number; readonly wait: Spread | null; readonly work: Spread | null }

/** What is laid over what: of a history and of a run alike. */
export type LogFigures = {
  /** Cases that can be complete: how many, their lead times in seconds, and the share of them in each bin of lead time. */
  readonly cases: number
  readonly leadTime: Spread | null
  readonly leadShares: readonly number[]
  /** By title of the step, in order of the rows. */
  readonly steps: readonly StepTimes[]
  /** By day from the first: cases that wait at 09:00, arrived or done with one step and not yet taken up at the next. */
  readonly queueAtNine: readonly number[]
  /** By week of seven days from the first: cases whose last row ends in it; hours of work done in it. Whole weeks alone. */
  readonly doneByWeek: readonly number[]
  readonly workByWeek: readonly number[]
  /** By hour of the week, Monday 00:00 first: mean hours of work done in it, and mean number of pieces of work begun. */
  readonly workByHour: readonly number[]
  readonly begunByHour: readonly number[]
}

const second = 1000
const hour = 3_600_000
const day = 24 * hour
const week = 7 * day
const nine = 9 * hour
const bins = 24

/** Edges of equal bins on a log scale that hold the lead times of a log, in seconds: one more than there are bins. */
export function leadEdges(measured: MeasuredLog, window: Window): number[] {
  const leads = [...casesOf(measured).values()].flatMap((rows) => leadOf(rows, measured, window))
  const low = Math.max(
    1,
    leads.reduce((least, lead) => Math.min(least, lead), Infinity),
  )
  const high = Math.max(
    low * 2,
    leads.reduce((most, lead) => Math.max(most, lead), 0),
  )
  return Array.from({ length: bins + 1 }, (_, at) => low * exp((log(high / low) * at) / bins))
}

/** Takes the figures of a log. What lies beyond the edges of the bins of lead time is in the first or the last one. */
export function figuresOf(measured: MeasuredLog, window: Window, edges: readonly number[]): LogFigures {
  const cases = casesOf(measured)
  const leads = [...cases.values()].flatMap((rows) => leadOf(rows, measured, window))
  const shares = new Float64Array(Math.max(1, edges.length - 1))
  for (const lead of leads) {
    const above = edges.findIndex((edge) => edge > lead)
    shares[Math.min(shares.length - 1, Math.max(0, (above < 0 ? shares.length : above) - 1))]! += 1 / leads.length
  }
  const days = Math.max(1, Math.floor((window.to - window.from) / day))
  const weeks = Math.floor((window.to - window.from) / week)
  const [queue, done, work] = [new Float64Array(days), new Float64Array(weeks), new Float64Array(weeks)]
  const [workHours, begun] = [new Float64Array(168), new Float64Array(168)]
  const steps = new Map<string, { visits: number; waits: number[]; work: number[] }>()
  for (const [id, rows] of cases) {
    const arrived = measured.arrived.get(id)!
    let ready = arrived
    for (const { activity, start, end, timed } of rows) {
      const step = steps.get(activity) ?? { visits: 0, waits: [], work: [] }
      steps.set(activity, step)
      step.visits++
      if (arrived <= window.cut && timed) {
        step.waits.push(Math.max(0, start - ready) / second)
        step.work.push((end - start) / second)
      }
      countNines(queue, window, ready, start)
      if (start >= window.from && start < window.to) begun[hourOfWeek(start)]!++
      spreadWork(start, end, window, work, workHours)
      ready = Math.max(ready, end)
    }
    const at = Math.floor((ready - window.from) / week)
    if (at >= 0 && at < weeks) done[at]!++
  }
  const perWeek = (sums: Float64Array) => Array.from(sums, (sum) => (sum * week) / (window.to - window.from))
  return {
    cases: leads.length,
    leadTime: spreadOf(leads),
    leadShares: [...shares],
    steps: [...steps].map(([title, { visits, waits, work: times }]) => ({ title, visits, wait: spreadOf(waits), work: spreadOf(times) })),
    queueAtNine: [...queue],
    doneByWeek: [...done],
    workByWeek: [...work],
    workByHour: perWeek(workHours),
    begunByHour: perWeek(begun),
  }
}

function casesOf({ rows }: MeasuredLog): Map<string, EventRow[]> {
  const cases = new Map<string, EventRow[]>()
  for (const row of rows) {
    const own = cases.get(row.case)
    if (own) own.push(row)
    else cases.set(row.case, [row])
  }
  for (const own of cases.values()) own.sort((a, b) => a.start - b.start || a.end - b.end)
  return cases
}

/** The lead time of a case that can be complete, in seconds; nothing for others. */
function leadOf(rows: readonly EventRow[], { arrived }: MeasuredLog, { cut }: Window): number[] {
  const from = arrived.get(rows[0]!.case)!
  if (from > cut) return []
  return [(rows.reduce((last, { end }) => Math.max(last, end), from) - from) / second]
}

/** Every 09:00 from `since` on and before `until` counts one who waits. */
function countNines(queue: Float64Array, { from }: Window, since: number, until: number): void {
  const first = Math.max(0, Math.ceil((since - from - nine) / day))
  for (let at = first; at < queue.length && from + at * day + nine < until; at++) queue[at]!++
}

/** Hours of work by week and by hour of the week; what lies outside of the window is left out. */
function spreadWork(start: number, end: number, { from, to }: Window, byWeek: Float64Array, byHour: Float64Array): void {
  for (let at = Math.max(start, from); at < Math.min(end, to);) {
    const next = Math.min(end, to, (Math.floor(at / hour) + 1) * hour)
    byHour[hourOfWeek(at)]! += (next - at) / hour
    const of = Math.floor((at - from) / week)
    if (of < byWeek.length) byWeek[of]! += (next - at) / hour
    at = next
  }
}

/** 1970-01-01 was a Thursday. */
function hourOfWeek(at: number): number {
  return (Math.floor(at / hour) + 72) % 168
}
