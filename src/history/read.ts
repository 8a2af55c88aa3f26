import { FaultList, HistoryError } from './fault.ts'
import type { History } from './history.ts'
import type { Mapping } from './mapping.ts'
import { headWanted, openText } from './opening.ts'
import type { Opening } from './opening.ts'
import { recognise } from './recognise.ts'
import { RecordReader } from './record-reader.ts'
import { RowTable } from './row-table.ts'

/** How far reading has come. `characters` are of the unpacked text. */
type ReadProgress = { readonly rows: number; readonly bad: number; readonly characters: number }

type ReadOptions = { readonly signal?: AbortSignal; readonly onProgress?: (progress: ReadProgress) => void }

/**
 * Reads a history from chunks of text (already unpacked and decoded), in memory that grows with the rows and not with the text.
 * `mapping` null: the columns are recognised. Bad rows are left out, listed and counted (`History.reading`).
 * Throws a HistoryError when the file cannot be read at all, a UserError for an unknown zone, and the signal's reason when cancelled.
 */
export async function readHistory(
  chunks: AsyncIterable<string>,
  mapping: Mapping | null,
  { signal, onProgress }: ReadOptions = {},
): Promise<History> {
  let head = ''
  let run: Run | null = null
  let characters = 0
  for await (const chunk of chunks) {
    signal?.throwIfAborted()
    characters += chunk.length
    if (run) run.reader.push(chunk)
    else {
      head += chunk
      if (head.length < headWanted) continue
      run = startRun(head, false, mapping)
    }
    onProgress?.({ rows: run.table.rows, bad: run.faults.bad, characters })
  }
  signal?.throwIfAborted()
  run ??= startRun(head, true, mapping)
  run.reader.finish()
  onProgress?.({ rows: run.table.rows, bad: run.faults.bad, characters })
  return finishRun(run)
}

type Run = { readonly opening: Opening; readonly reader: RecordReader; readonly table: RowTable; readonly faults: FaultList }

function startRun(head: string, whole: boolean, given: Mapping | null): Run {
  const opening = openText(head, whole)
  const mapping = given ?? recognised(opening)
  const faults = new FaultList()
  const table = new RowTable(mapping, opening.header, faults)
  const headerLine = 1 + opening.skip.lines
  const reader = new RecordReader(
    opening.delimiter,
    {
      record: (fields, line, raw) => {
        if (line !== headerLine) table.add(fields, line, raw)
      },
      fault: (reason, line, detail, raw) => {
        if (line !== headerLine) faults.add(reason, line, detail, raw)
      },
    },
    headerLine,
  )
  reader.push(head.slice(opening.skip.characters))
  return { opening, reader, table, faults }
}

function recognised({ header, sample }: Opening): Mapping {
  const { mapping, questions } = recognise(header, sample)
  const [question] = questions
  if (question) throw new HistoryError(`${question.text} Say it in a mapping file.`)
  return mapping
}

function finishRun({ opening, reader, table, faults }: Run): History {
  const good = table.rows
  const notes = [...opening.notes, ...table.notes()]
  if (reader.replacementCharacters > 0) {
    notes.push(
      `${reader.replacementCharacters.toLocaleString('en')} characters could not be read as UTF-8 and show as �. Save the file as UTF-8 if names matter.`,
    )
  }
  return table.finish({
    read: good + faults.bad,
    good,
    bad: faults.bad,
    blankLines: reader.blankLines + opening.skip.lines,
    byReason: faults.byReason,
    listed: faults.listed,
    clock: { ...table.clock },
    replacementCharacters: reader.replacementCharacters,
    notes,
  })
}
