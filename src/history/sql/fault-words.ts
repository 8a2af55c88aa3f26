import { UserError } from '../../workflow/user-error.ts'

/** What a database says is wrong, as it says it when `errors_as_json` is set. */
type Fault = {
  readonly exception_type?: string
  readonly exception_message?: string
  readonly error_subtype?: string
  readonly position?: string
  readonly candidates?: string
  readonly type?: string
  readonly name?: string
}

/** Said of whatever reaches beyond the tables. */
export const lockedWords = 'A query reads the tables of the history and nothing else: no file, no network, no extension, no setting.'

/**
 * What is wrong with a query, in a sentence with the place. `before`: the characters that were put in front of it. `tables`: the names that it may read.
 */
export function queryFault(error: unknown, query: string, before: number, tables: readonly string[]): UserError {
  const said = error instanceof Error ? error.message : String(error)
  const fault = faultIn(said)
  if (fault === null) return new UserError(`The query failed: ${firstLine(said)}`)
  const place = placeOf(query, fault.position === undefined ? null : Number(fault.position) - before)
  return new UserError(wordsOf(fault, place, tables))
}

function wordsOf(fault: Fault, place: string, tables: readonly string[]): string {
  const message = firstLine(fault.exception_message ?? '')
  const name = fault.name ?? ''
  const near = (fault.candidates ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .slice(0, 4)
  if (fault.exception_type === 'Permission' || /configuration has been locked|httpfs|extension/i.test(message))
    return `${lockedWords} This one reaches further${place}.`
  if (fault.error_subtype === 'COLUMN_NOT_FOUND')
    return `There is no column “${name}”${place}.${near.length > 0 ? ` Near it: ${near.join(', ')}.` : ''}`
  if (fault.error_subtype === 'MISSING_ENTRY' && fault.type === 'Table')
    return `There is no table “${name}”${place}. There are: ${tables.join(', ')}.`
  if (fault.error_subtype === 'MISSING_ENTRY')
    return `There is no function “${name}”${place}.${near.length > 0 ? ` Near it: ${near[0]}.` : ''}`
  if (fault.exception_type === 'Parser' && place === atEnd) return 'The query ends too early: something is missing behind it.'
  if (fault.exception_type === 'Parser') return `The query cannot be read${place}: ${message}.`
  if (fault.exception_type === 'Out of Memory') return 'The query needs more memory than there is: ask for less of it at once.'
  return `The query does not work${place}: ${message.replace(/\.$/, '')}.`
}

const atEnd = ' at its end'

/** ` (line 2, character 8)` of the query, or nothing where the place is not in it. */
function placeOf(query: string, at: number | null): string {
  if (at === null || !(at >= 0)) return ''
  const before = query.slice(0, at).split('\n')
  if (at >= query.length) return atEnd
  return ` (line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1})`
}

function faultIn(said: string): Fault | null {
  const from = said.indexOf('{"exception_type"')
  if (from < 0) return null
  try {
    return JSON.parse(said.slice(from, said.lastIndexOf('}') + 1)) as Fault
  } catch {
    return null
  }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').trim()
}
