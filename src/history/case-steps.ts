import type { KnownColumn, Mapping } from './mapping.ts'
import { HistoryError } from './fault.ts'

/** What the columns of the step and of its time are called. */
const [stepName, timeName] = ['step', 'step time']

/** A case table whose columns of times are steps, as the event log that it tells of: what rows become, with which columns. */
export type Steps = {
  readonly header: readonly string[]
  readonly mapping: Mapping
  /** The rows of a case, one for each step that has a time; the row itself where none has. */
  readonly rowsOf: (fields: readonly string[]) => string[][]
}

/** Reads `mapping.steps`; null: there are none. Throws a HistoryError for a column that the file does not have. */
export function stepsOf(mapping: Mapping, header: readonly string[]): Steps | null {
  const { steps = [] } = mapping
  if (steps.length === 0) return null
  const places = steps.map((name) => {
    const at = header.indexOf(name)
    if (at < 0)
      throw new HistoryError(
        `The mapping names the step “${name}”, which the file does not have. Its columns are: ${header.slice(0, 30).join(', ')}.`,
      )
    return { name, at }
  })
  const own: Partial<Record<KnownColumn, string>> = { ...mapping.columns, activity: stepName, end: timeName }
  delete own.closed
  return {
    header: [...header, stepName, timeName],
    mapping: { ...mapping, form: 'events', columns: own },
    rowsOf: (fields) => {
      // A row that does not fit is told of once.
      if (fields.length !== header.length) return [[...fields]]
      const done = places.filter(({ at }) => (fields[at] ?? '').trim() !== '')
      return done.length === 0 ? [[...fields, '', '']] : done.map(({ name, at }) => [...fields, name, fields[at]!])
    },
  }
}
