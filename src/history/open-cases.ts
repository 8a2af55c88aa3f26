import Papa from 'papaparse'
import { zoneOf } from '../simulation/model/zone.ts'
import type { Zone } from '../simulation/model/zone.ts'
import type { Attribute, AttributeValue } from '../workflow/attribute.ts'
import { unguarded } from '../workflow/csv.ts'
import type { State } from '../workflow/state.ts'
import { describeState } from '../workflow/where.ts'
import { documentOrder, pathOf, titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { HistoryError } from './fault.ts'

/** A case that is open now: where it is, since when, when it arrived (seconds since 1970), and what is known of it. */
export type OpenCase = {
  readonly id: string
  /** uid. */
  readonly state: string
  readonly arrived: number
  readonly since: number
  readonly values: Readonly<Record<string, AttributeValue>>
}

export type OpenCases = { readonly cases: readonly OpenCase[]; readonly notes: readonly string[] }

const mostCases = 200_000
/** Faults that are named; the rest are counted. */
const named = 5

/**
 * Reads a table of open cases (CSV): `case_id`, `state` (title, key or path), `since` (when it came into the state) and `arrived`, of which one may be
 * missing, and any attribute of the workflow by its name. Times are ISO 8601, on the wall clock of `timezone` where they name no offset.
 * Every row must be read: a forecast that leaves cases out in silence would be too bright. Throws a HistoryError that names lines.
 */
export function readOpenCases(text: string, workflow: Workflow, timezone: string): OpenCases {
  const { header, rows } = tableOf(text)
  const columns = columnsOf(header, workflow)
  const states = statesByName(workflow)
  const faults: string[] = []
  const seen = new Set<string>()
  const cases = rows.map((cells, i) => {
    try {
      const one = readCase(cells, columns, states, zoneOf(timezone))
      if (seen.has(one.id)) throw new HistoryError(`the case ${one.id} stands on an earlier line, too`)
      seen.add(one.id)
      return one
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error
      faults.push(`Line ${i + 2}: ${error.message}.`)
      return null
    }
  })
  if (faults.length > 0) {
    const more = faults.length > named ? [`And ${faults.length - named} more.`] : []
    throw new HistoryError(['Open cases cannot be read:', ...faults.slice(0, named), ...more].join('\n'))
  }
  return { cases: cases.filter((one) => one !== null), notes: notesOf(columns, workflow) }
}

function tableOf(text: string): { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const parsed = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' })
  const [header, ...rows] = parsed.data.map((cells) => cells.map((cell) => unguarded(cell.trim())))
  if (header === undefined) throw new HistoryError('The file of open cases is empty.')
  if (rows.length > mostCases)
    throw new HistoryError(
      `The file has ${rows.length.toLocaleString('en')} open cases; at most ${mostCases.toLocaleString('en')} can be foretold at once.`,
    )
  return { header, rows }
}

type Columns = {
  readonly id: number
  readonly state: number
  readonly since: number
  readonly arrived: number
  readonly attributes: readonly { readonly at: number; readonly attribute: Attribute }[]
  readonly unknown: readonly string[]
}

function columnsOf(header: readonly string[], { attributes }: Workflow): Columns {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[\s-]+/g, '_'))
  const find = (...names: readonly string[]) => plain.findIndex((name) => names.includes(name))
  const [id, state] = [find('case_id', 'case', 'id'), find('state', 'step', 'queue')]
  const [since, arrived] = [find('since', 'in_state_since', 'entered'), find('arrived', 'created')]
  const missing = [id < 0 && 'case_id', state < 0 && 'state', since < 0 && arrived < 0 && 'since'].filter((name) => name !== false)
  if (missing.length > 0)
    throw new HistoryError(
      `The file of open cases lacks ${missing.join(' and ')}. Its columns are case_id, state, since, arrived and the workflow’s attributes.`,
    )
  const used = new Set([id, state, since, arrived])
  const found = Object.values(attributes).flatMap((attribute) => {
    const at = header.findIndex(
      (name, i) => !used.has(i) && (name === attribute.name || name.toLowerCase() === attribute.title.toLowerCase()),
    )
    return at < 0 ? [] : [{ at, attribute }]
  })
  for (const { at } of found) used.add(at)
  return { id, state, since, arrived, attributes: found, unknown: header.filter((_, i) => !used.has(i)) }
}

function notesOf({ attributes, unknown }: Columns, workflow: Workflow): string[] {
  const known = new Set(attributes.map(({ attribute }) => attribute.name))
  const absent = Object.values(workflow.attributes).filter(({ name }) => !known.has(name))
  return [
    ...(unknown.length > 0 ? [`Columns that are no attribute of the workflow are not used: ${unknown.join(', ')}.`] : []),
    ...absent.map(({ name, default: value }) => `Open cases do not say “${name}”; ${String(value)} is taken for all of them.`),
  ]
}

function statesByName(workflow: Workflow): ReadonlyMap<string, State> {
  const places = documentOrder(workflow).filter(({ type }) => type === 'atomic')
  const names = new Map<string, State | null>()
  for (const state of places)
    for (const name of new Set([titleOf(state), state.key, pathOf(workflow, state.uid), describeState(workflow, state.uid)].map(folded)))
      names.set(name, names.has(name) ? null : state)
  return new Map([...names].filter((entry): entry is [string, State] => entry[1] !== null))
}

const folded = (text: string) => text.trim().toLowerCase()

function readCase(cells: readonly string[], columns: Columns, states: ReadonlyMap<string, State>, zone: Zone): OpenCase {
  const cell = (at: number) => (at < 0 ? '' : (cells[at] ?? ''))
  const id = cell(columns.id)
  if (id === '') throw new HistoryError('the case has no id')
  const state = states.get(folded(cell(columns.state)))
  if (!state) throw new HistoryError(`no state, or more than one, is called “${cell(columns.state)}”`)
  const [came, began] = [columns.since, columns.arrived].map((at) => (cell(at) === '' ? null : instantOf(cell(at), zone)))
  const [since, arrived] = [came ?? began, began ?? came]
  if (typeof since !== 'number' || typeof arrived !== 'number')
    throw new HistoryError('it says neither since when the case is there nor when it arrived')
  if (arrived > since) throw new HistoryError('the case arrived after it came into its state')
  const values = Object.fromEntries(
    columns.attributes.flatMap(({ at, attribute }) => (cell(at) === '' ? [] : [[attribute.name, valueOf(cell(at), attribute)]])),
  )
  return { id, state: state.uid, arrived, since, values }
}

/** Seconds since 1970 of an ISO 8601 time. */
export function instantOf(text: string, zone: Zone): number {
  const [, date, clock = '00:00', offset = ''] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text) ?? []
  const local = date === undefined ? NaN : Date.parse(`${date}T${clock}Z`) / 1000
  if (Number.isNaN(local)) throw new HistoryError(`“${text}” is no time such as 2026-10-05T08:00`)
  if (offset === '') return zone.toEpoch(local)
  return Date.parse(`${date}T${clock}${offset.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`) / 1000
}

function valueOf(text: string, attribute: Attribute): AttributeValue {
  switch (attribute.type) {
    case 'number': {
      const value = Number(text)
      if (!Number.isFinite(value)) throw new HistoryError(`“${text}” is no number for “${attribute.name}”`)
      return value
    }
    case 'boolean':
      if (/^(true|yes|1)$/i.test(text)) return true
      if (/^(false|no|0)$/i.test(text)) return false
      throw new HistoryError(`“${text}” is neither true nor false for “${attribute.name}”`)
    case 'enum': {
      const value = attribute.values.find((one) => folded(one) === folded(text))
      if (value === undefined) throw new HistoryError(`“${text}” is no value of “${attribute.name}” (${attribute.values.join(', ')})`)
      return value
    }
  }
}
