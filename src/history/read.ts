import { FaultList, HistoryError } from './fault.ts'
import type { History } from './history.ts'
import type { Mapping } from './mapping.ts'
import { Head, recogniseIn } from './head.ts'
import { openText } from './opening.ts'
import type { Opening } from './opening.ts'
import { withoutNames } from './pseudonyms.ts'
import { openQuestions } from './question.ts'
import type { Question } from './question.ts'
import { idQuestions, peopleQuestions, readingQuestions, zoneOfRows } from './reading-questions.ts'
import { recognise } from './recognise.ts'
import { RecordReader } from './record-reader.ts'
import { RowTable } from './row-table.ts'
import { stepsOf } from './case-steps.ts'
import { settle } from './settle.ts'
import type { Source } from './sources/source.ts'

/** How far reading has come. `characters` are of the unpacked text. */
type ReadProgress = { readonly rows: number; readonly bad: number; readonly characters: number }

type ReadOptions = {
  readonly signal?: AbortSignal
  /** Zone of the wall clock where the mapping names none. Default: that of the offsets in the file, else UTC. */
  readonly timezone?: string
  readonly onProgress?: (progress: ReadProgress) => void
  /** Where the text came from (encoding, sheet, archive): what there is to say and to ask of it. */
  readonly source?: Pick<Source, 'notes' | 'questions'>
}

const plain: Pick<Source, 'notes' | 'questions'> = { notes: () => [], questions: () => [] }

/**
 * Reads a history from chunks of text (already unpacked and decoded), in memory that grows with the rows and not with the text.
 * `mapping` null: the columns are recognised. Bad rows are left out, listed and counted (`History.reading`).
 * Throws a HistoryError when the file cannot be read at all, a UserError for an unknown zone, and the signal's reason when cancelled.
 */
export async function readHistory(
  chunks: AsyncIterable<string>,
  mapping: Mapping | null,
  { signal, timezone, onProgress, source = plain }: ReadOptions = {},
): Promise<History> {
  const head = new Head(mapping ?? {}, mapping !== null)
  let run: Run | null = null
  let characters = 0
  for await (const chunk of chunks) {
    signal?.throwIfAborted()
    characters += chunk.length
    if (run) run.reader.push(chunk)
    else {
      if (!head.add(chunk)) continue
      run = startRun(head.text, false, mapping, timezone, source)
    }
    onProgress?.({ rows: run.table.rows, bad: run.faults.bad, characters })
  }
  signal?.throwIfAborted()
  run ??= startRun(head.text, true, mapping, timezone, source)
  run.reader.finish()
  onProgress?.({ rows: run.table.rows, bad: run.faults.bad, characters })
  return finishRun(run)
}

type Run = {
  readonly opening: Opening
  readonly reader: RecordReader
  readonly table: RowTable
  readonly faults: FaultList
  readonly questions: readonly Question[]
  readonly source: Pick<Source, 'notes' | 'questions'>
}

function startRun(
  head: string,
  whole: boolean,
  given: Mapping | null,
  timezone: string | undefined,
  source: Pick<Source, 'notes' | 'questions'>,
): Run {
  const opening = openText(head, whole, given ?? {})
  const { mapping: named, questions } = given ? { mapping: given, questions: answered(opening, given) } : recognised(opening, head)
  const zoned = timezone === undefined || named.timezone !== undefined ? named : { ...named, timezone }
  const steps = stepsOf(zoned, opening.header)
  const faults = new FaultList()
  const table = new RowTable(steps?.mapping ?? zoned, steps?.header ?? opening.header, faults, mostAreFull(opening))
  const headerLine = 1 + opening.skip.lines
  const reader = new RecordReader(
    opening.delimiter,
    {
      record: (fields, line, raw) => {
        if (line === headerLine) return
        if (steps) for (const row of steps.rowsOf(fields)) table.add(row, line, raw)
        else table.add(fields, line, raw)
      },
      fault: (reason, line, detail, raw) => {
        if (line !== headerLine) faults.add(reason, line, detail, raw)
      },
    },
    { firstLine: headerLine, backslash: opening.backslash },
  )
  reader.push(head.slice(opening.skip.characters))
  return { opening, reader, table, faults, questions, source }
}

/** Where most rows are shorter than the header, they are not short: the header is wrong. */
function mostAreFull({ header, sample }: Opening): boolean {
  return sample.filter((row) => row.length >= header.length).length * 2 > sample.length
}

/** What the columns leave in doubt and the mapping has settled, each with the answer that it gives. */
function answered({ header, sample }: Opening, mapping: Mapping): Question[] {
  return recognise(header, sample).questions.flatMap((question) => {
    const given = question.answers.findLast(({ mapping: answer }) => holdsAnswer(mapping, answer))
    return given ? [{ ...question, read: 'as the mapping says', default: given.answer }] : []
  })
}

/** Whether all that the answer says stands in the mapping. */
function holdsAnswer(mapping: unknown, answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return mapping === answer
  if (typeof mapping !== 'object' || mapping === null) return false
  return Object.entries(answer).every(([key, value]) => holdsAnswer((mapping as Record<string, unknown>)[key], value))
}

function recognised(opening: Opening, head: string): { mapping: Mapping; questions: readonly Question[] } {
  const { mapping, questions } = recogniseIn(opening, head)
  const open = openQuestions(questions)
  if (open[0]) throw new HistoryError(open[0].answers.length === 0 ? open[0].text : sayOpen(open[0]), open)
  return { mapping, questions }
}

/** The question, with the columns there are and the line of a mapping file that answers it. */
function sayOpen({ id, text, answers }: Question): string {
  const names = answers.slice(0, 10).map(({ answer }) => `“${answer}”`)
  const columns = `${names.join(', ')}${answers.length > names.length ? ` and ${answers.length - names.length} more` : ''}`
  return `${text} The columns are ${columns}. Say it in a mapping file: ${JSON.stringify(answers[0]!.mapping)} for ${names[0]}.${id === 'column:activity' ? ' A table with one row for each case needs “case_id” and “arrived” instead, one of counts “hour” or “from”, and “count”.' : ''}`
}

function finishRun({ opening, reader, table, faults, questions, source }: Run): History {
  const read = table.rows + faults.bad
  const finished = table.finish()
  const { timezone, notes: zoneNotes } = zoneOfRows(table, finished.rows.mapping)
  const settled = settle(finished.rows, timezone, faults)
  const notes = [...source.notes(), ...opening.notes, ...table.notes(), ...zoneNotes, ...settled.notes]
  if (reader.replacementCharacters > 0) {
    notes.push(
      `${reader.replacementCharacters.toLocaleString('en')} characters could not be read as UTF-8 and show as �. Save the file as UTF-8 if names matter.`,
    )
  }
  const { lifecycle: _, ...rows } = settled.rows
  const history = {
    ...rows,
    mapping: { ...rows.mapping, timezone },
    timezone,
    questions: [
      ...source.questions(),
      ...questions,
      ...finished.questions,
      ...readingQuestions(table, rows.mapping),
      ...peopleQuestions(settled.rows, table),
      ...idQuestions(settled.rows),
      ...settled.questions,
    ],
    reading: {
      read,
      good: read - faults.bad,
      bad: faults.bad,
      blankLines: reader.blankLines + opening.skip.lines,
      byReason: faults.byReason,
      listed: faults.listed.toSorted((a, b) => a.line - b.line),
      clock: { ...table.clock },
      replacementCharacters: reader.replacementCharacters,
      padded: table.padded,
      notes,
    },
  }
  return withoutNames(history, opening.delimiter)
}
