import { type FaultReason, faultReasons, HistoryError } from './fault.ts'
import type { History } from './history.ts'
import { pseudonymsOf } from './pseudonyms.ts'

/** Bad rows that the message quotes. */
const quoted = 3

/** What to do where no row at all can be used, by the commonest reason. */
const remedies: Readonly<Record<FaultReason, string>> = {
  fields: 'Give the header and the rows the same number of fields: look for a separator too many or too few at the end of the header.',
  quotes: 'Close each quote that is opened, and double those inside a quoted field.',
  control: 'Save the file again as plain CSV in UTF-8.',
  long: 'Split the file at line breaks; a field may not be that long.',
  case: 'Say in a mapping file which column names the case.',
  activity: 'Say in a mapping file which column names the activity.',
  time: 'Say in a mapping file how times are written (“timeFormat”).',
  year: 'Say in a mapping file how times are written (“timeFormat”).',
  order: 'Say in a mapping file which column is the start and which the end.',
  count: 'Say in a mapping file which column holds the count, and write counts as plain numbers.',
  duplicate: 'Give each row once.',
  far: 'Say in a mapping file that far times are meant (“keepFar”).',
  lifecycle: 'Say in a mapping file which column holds starts and ends of work (“lifecycle”), or leave it out.',
  total: 'Take categories that are no sums out of “totals” in the mapping file.',
  mark: 'Take activities that are work out of “notWork” in the mapping file.',
}

/** The message for a history of which no row can be used: the first bad rows with their reasons, and what to do. */
export function noUsableRow(history: History): HistoryError {
  const { read, byReason, listed } = history.reading
  const { mask } = pseudonymsOf(history)
  const first = listed
    .slice(0, quoted)
    .map(({ line, reason, detail }) => `line ${line}: ${faultReasons[reason]} (${mask(detail.replace(/\.$/, ''))})`)
  const [commonest] = Object.entries(byReason).sort(([, a], [, b]) => b - a) as [FaultReason, number][]
  const rest = read > first.length && first.length > 0 ? `; and ${(read - first.length).toLocaleString('en')} more` : ''
  return new HistoryError(
    [
      read === 0 ? 'The history has no row that can be used.' : `None of the ${read.toLocaleString('en')} rows of the history can be used:`,
      ...(first.length > 0 ? [`${first.join('; ')}${rest}.`] : []),
      ...(commonest ? [remedies[commonest[0]]] : []),
    ].join(' '),
  )
}
