import { formatMeasured } from '../words/duration.ts'
import { formatNumber } from '../words/number.ts'
import type { PlainTable } from '../workflow/csv.ts'
import type { Band, CaseForecast } from './forecast.ts'

/** `12 (8–17)`: the middle one, and between which four of five lie. */
export const sayBand = ({ low, middle, high }: Band) => `${formatNumber(middle)} (${formatNumber(low)}–${formatNumber(high)})`

/** After how long today’s cases are gone; empty where none is there. */
export function sayClears(clears: Band | null, hours: number): string {
  if (clears === null) return ''
  if (clears.middle === Infinity) return `more than ${hours} h`
  const [low, middle, high] = [clears.low, clears.middle, clears.high].map((value) =>
    value === Infinity ? `more than ${hours} h` : formatMeasured(value * 3600),
  )
  return low === middle && middle === high ? middle! : `${middle} (${low} to ${high})`
}

/** Infinity, which is no number in a file, as nothing. */
export const finite = (value: number) => (Number.isFinite(value) ? value : null)

/** Every open case with what becomes of it. `local`: an instant as it is written. */
export function caseTable(cases: readonly CaseForecast[], local: (instant: number) => string): PlainTable {
  const columns = [
    'case_id',
    'state',
    'arrived',
    'since',
    'target',
    'due',
    'chance_to_miss',
    'done_hours_p10',
    'done_hours_p50',
    'done_hours_p90',
  ]
  const rows = cases.map(({ open, state, due, done }) => [
    open.id,
    state,
    local(open.arrived),
    local(open.since),
    due?.what ?? null,
    due === null ? null : local(due.at),
    due?.breach ?? null,
    finite(done.low),
    finite(done.middle),
    finite(done.high),
  ])
  return { columns, rows }
}
