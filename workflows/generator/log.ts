import { isoTime } from './clock.ts'
import type { Zone } from './clock.ts'
import type { Dice } from './dice.ts'
import type { Values } from './demand.ts'

/** One piece of work as the case system would have written it; times in seconds since 1970. */
export type Row = {
  readonly activity: string
  readonly start: number
  readonly end: number
  readonly resource: string
  readonly outcome: string
}

/** A case with its work. */
export type CaseLog = { readonly id: string; readonly values: Values; readonly rows: Row[] }

/** How the log is flawed on purpose. */
export type Flaws = {
  /** Share of rows without a start. */
  readonly missingStart: number
  /** Share of rows that stand twice. */
  readonly duplicated: number
  /** The zone in which a resource's tool writes its times. */
  readonly zoneOf: (resource: string) => Zone
}

/** The event log as CSV: one line per piece of work, case by case in order of arrival, `category` and the other attributes as columns. */
export function writeLog(cases: readonly CaseLog[], attributes: readonly string[], flaws: Flaws, die: Dice): string {
  const lines = [['case_id', 'activity', 'start', 'end', 'resource', ...attributes, 'outcome'].join(',')]
  for (const { id, values, rows } of cases) {
    for (const row of [...rows].sort((a, b) => a.start - b.start || a.end - b.end)) {
      const zone = flaws.zoneOf(row.resource)
      const start = die.uniform() < flaws.missingStart ? '' : isoTime(row.start, zone)
      const line = [
        id,
        row.activity,
        start,
        isoTime(row.end, zone),
        row.resource,
        ...attributes.map((name) => values[name] ?? ''),
        row.outcome,
      ].join(',')
      lines.push(line)
      if (die.uniform() < flaws.duplicated) lines.push(line)
    }
  }
  return `${lines.join('\n')}\n`
}
