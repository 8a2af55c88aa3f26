import { arrivalsOf } from '../history/arrivals.ts'
import type { ArrivalOptions } from '../history/arrivals.ts'
import { calibrate } from '../history/calibrate.ts'
import type { Calibration } from '../history/calibrate.ts'
import { indexCases } from '../history/cases.ts'
import type { CaseIndex } from '../history/cases.ts'
import { HistoryError } from '../history/fault.ts'
import type { History } from '../history/history.ts'
import type { Mapping } from '../history/mapping.ts'
import { discover } from '../history/discover/discover.ts'
import { tellDiscovered } from '../history/discover/told.ts'
import type { Told } from '../history/discover/told.ts'
import { Head, recogniseIn } from '../history/head.ts'
import { openText } from '../history/opening.ts'
import type { Opening } from '../history/opening.ts'
import { profileHistory } from '../history/profile.ts'
import type { Profile } from '../history/profile.ts'
import type { Question } from '../history/question.ts'
import { readHistory } from '../history/read.ts'
import { askDatabase } from '../history/sql/ask.ts'
import type { QueryResult } from '../history/sql/ask.ts'
import { offeredQueries } from '../history/sql/ready-queries.ts'
import type { OfferedQuery } from '../history/sql/ready-queries.ts'
import { sqlTables } from '../history/sql/tables.ts'
import { rowsAside, rowsBehind } from '../history/rows-behind.ts'
import type { RowQuery, RowsPage } from '../history/rows-behind.ts'
import { readRoster } from '../history/roster/read-roster.ts'
import type { Roster } from '../history/roster/roster.ts'
import { joinedSource } from '../history/sources/joined.ts'
import { openSource } from '../history/sources/open-source.ts'
import type { Decoders, Source } from '../history/sources/source.ts'
import type { Recognition } from '../history/recognise.ts'
import type { PastFile } from '../simulation/model/past.ts'
import type { Arrival } from '../simulation/model/arrival.ts'
import { compile } from '../simulation/compile/compile.ts'
import type { CompileInput } from '../simulation/compile/compile.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { csvOf } from '../workflow/csv.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { cancelTrial, findLuck, followFile, layOver, lookAhead, tryBacktest } from './history-trials.worker.ts'
import type { Luck, TrialProgress } from './history-trials.worker.ts'
import type { LuckAsked } from '../backtest/choose-luck.ts'
import type { PageDatabase } from './sql.worker.ts'
import { byteChunks, type HistoryFile, type TextRead } from './text-chunks.worker.ts'

/** The start of a file and what its columns seem to be. */
export type HeadReading = { readonly opening: Opening; readonly recognition: Recognition }

/** How far reading has come: rows so far, bytes of the unpacked text and of how many (null: not known), and seconds since it began. */
export type FileProgress = {
  readonly rows: number
  readonly bad: number
  readonly bytes: number
  readonly totalBytes: number | null
  readonly seconds: number
}

/** What a drawing is called, and the least share of the moves out of a step that a way needs to be drawn. */
export type Drawing = { readonly id: string; readonly title: string; readonly keep: number }
/** What a roster was read as. */
export type RosterTold = Omit<Roster, 'shifts'> & { readonly shifts: number }
export type DrawnWorkflow = { readonly workflow: Workflow; readonly told: Told }

/** What a history may be asked in SQL. */
export type SqlOffer = {
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[]
  readonly queries: readonly OfferedQuery[]
}

type Loaded = { readonly history: History; readonly index: CaseIndex }

let loaded: Loaded | null = null
/** The roster beside it. */
let roster: Roster | null = null
let stop: AbortController | null = null
/** The history's tables in DuckDB, once a query was asked. */
let database: { readonly of: Loaded; readonly tables: readonly string[]; readonly opened: Promise<PageDatabase> } | null = null
let stopQuery: AbortController | null = null
const decoders: Decoders = (encoding, fatal) => new TextDecoder(encoding, { fatal })
const reportEvery = 250
/** A spreadsheet holds no more rows. */
const sheetRows = 1_048_575

/** The text of a file, or of several as one. */
function sourceOf(file: HistoryFile, sheet?: string, onRead?: (read: TextRead) => void): Promise<Source> {
  if (file instanceof Blob) return openSource(byteChunks(file, onRead), { decoders, sheet })
  let before = 0
  return joinedSource(
    file.map((part) => ({
      name: part.name,
      open: () => {
        const begun = before
        const told = (read: TextRead) => {
          before = begun + read.bytes
          onRead?.({ bytes: before, total: null })
        }
        return openSource(byteChunks(part, told), { decoders, sheet })
      },
    })),
  )
}

/** What the history worker does. The rows stay in the worker; only profiles, scenarios and arrivals leave it. */
export const historyService = {
  /** Reads the start of a file. Throws what is wrong with it. */
  async readHead(file: HistoryFile): Promise<HeadReading> {
    roster = null
    const head = new Head({}, false)
    let whole = true
    const source = await sourceOf(file)
    for await (const chunk of source.chunks) {
      if (!head.add(chunk)) continue
      whole = false
      break
    }
    const opening = openText(head.text, whole)
    return { opening, recognition: recogniseIn(opening, head.text) }
  },

  /** Reads all of a file and keeps its rows; or gives the questions that have to be answered first. Throws what is wrong with it, or `cancelled`. */
  async read(file: HistoryFile, mapping: Mapping, onProgress: (progress: FileProgress) => void): Promise<readonly Question[]> {
    stop?.abort(new Error('cancelled'))
    stop = new AbortController()
    loaded = null
    closeDatabase()
    const started = performance.now()
    let reported = started
    let text: TextRead = { bytes: 0, total: null }
    const source = await sourceOf(file, mapping.sheet, (read) => {
      text = read
    })
    const reading = readHistory(source.chunks, mapping, {
      source,
      signal: stop.signal,
      onProgress: ({ rows, bad }) => {
        const now = performance.now()
        if (now - reported < reportEvery) return
        reported = now
        onProgress({ rows, bad, bytes: text.bytes, totalBytes: text.total, seconds: (now - started) / 1000 })
      },
    })
    const history = await reading.catch((error: unknown) => {
      if (error instanceof HistoryError && error.questions.length > 0) return error.questions
      throw error
    })
    if (!('rows' in history)) return history
    onProgress({
      rows: history.rows,
      bad: history.reading.bad,
      bytes: text.bytes,
      totalBytes: text.bytes,
      seconds: (performance.now() - started) / 1000,
    })
    loaded = { history, index: indexCases(history) }
    return []
  },

  /** Reads the roster beside the history, and keeps it for the next calibration. Throws what is wrong with it. `said`: what the mapping says of it. */
  async readRoster(file: Blob, said: Mapping['roster']): Promise<RosterTold> {
    roster = null
    let text = ''
    const source = await openSource(byteChunks(file), { decoders })
    for await (const chunk of source.chunks) text += chunk
    roster = readRoster(text, said)
    return { ...roster, shifts: roster.shifts.length }
  },

  /** Lets go of the roster. */
  forgetRoster(): void {
    roster = null
  },

  /** Stops reading. */
  cancel(): void {
    stop?.abort(new Error('cancelled'))
  },

  /** Sums up the history that was read last. */
  profile(): Profile {
    const { history, index } = current()
    return profileHistory(history, index)
  },

  /** The rows behind a figure, page by page. */
  rowsBehind(query: RowQuery, from: number, size: number): RowsPage {
    const { history, index } = current()
    return rowsBehind(history, index, query, from, size)
  },

  /** The rows behind a figure (as many as a sheet holds), or those set aside, as CSV. */
  rowsAsCsv(query: RowQuery | 'aside'): string {
    const { history, index } = current()
    return csvOf(query === 'aside' ? rowsAside(history) : rowsBehind(history, index, query, 0, sheetRows))
  },

  /** What may be asked of it in SQL: the tables with their columns, and the library. */
  sqlOffer(): SqlOffer {
    const { history, index } = current()
    const tables = sqlTables(history, index)
    return {
      tables: tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) })),
      queries: offeredQueries(tables),
    }
  },

  /** Asks it in SQL, of which the first `limit` rows come. Throws what is wrong with the query, or `cancelled`. */
  async ask(query: string, limit: number): Promise<QueryResult> {
    stopQuery?.abort(new Error('cancelled'))
    const loadedNow = current()
    if (database?.of !== loadedNow) closeDatabase()
    const { signal } = (stopQuery = new AbortController())
    if (database === null) {
      const tables = sqlTables(loadedNow.history, loadedNow.index)
      const opened = import('./sql.worker.ts').then(({ openDatabase }) => openDatabase(tables))
      database = { of: loadedNow, tables: tables.map(({ name }) => name), opened }
      opened.catch(() => (database = null))
    }
    const { tables, opened } = database
    return askDatabase(await opened, query, tables, limit, signal)
  },

  /** Stops the query that is being asked. */
  cancelQuery(): void {
    stopQuery?.abort(new Error('cancelled'))
  },

  /**
   * Makes a scenario from it. `luck`: past cases lend theirs, in any case or where that foretells better; finding out takes seconds and is rejected with `cancelled` when it is stopped.
   * `mapping` may say more of activities, outcomes and attributes than when the rows were read.
   */
  async calibrate(
    workflow: Workflow,
    scenarioId: string,
    base: Scenario | null,
    until: string | null,
    luck: 'drawn' | LuckAsked,
    mapping: Mapping,
    onProgress: TrialProgress,
  ): Promise<Calibration> {
    const { index } = current()
    const history = { ...current().history, mapping }
    const found = luck === 'drawn' ? null : await findLuck(luck, history, workflow, until, onProgress)
    const made = calibrate({
      history,
      index,
      workflow,
      scenarioId,
      // By its content, so that undo finds the file of the fit before.
      pastFile: (hash) => `${scenarioId}-${hash.slice(0, 8)}.past.jsonl`,
      ...(base ? { base } : {}),
      ...(roster ? { roster } : {}),
      ...(until === null ? {} : { until }),
      ...(found?.luck ? { luck: found.luck } : {}),
    })
    return found?.said ? { ...made, notes: [found.said, ...made.notes] } : made
  },

  /** Draws a workflow from it, and tells what of it the drawing cannot do. */
  discover(drawing: Drawing, mapping: Mapping): DrawnWorkflow {
    const { index } = current()
    const history = { ...current().history, mapping }
    const found = discover(history, { ...drawing, index })
    return { workflow: found.workflow, told: tellDiscovered(found, history) }
  },

  /** Its cases for replay. */
  arrivals(workflow: Workflow, options: ArrivalOptions, mapping: Mapping): Arrival[] {
    const { history, index } = current()
    return arrivalsOf({ ...history, mapping }, workflow, options, index)
  },

  /** Compiles a replay of its cases: the program's tables are far smaller than the cases one by one. */
  async compileReplay(
    input: Omit<CompileInput, 'arrivals'>,
    options: ArrivalOptions,
    mapping: Mapping,
  ): Promise<ReturnType<typeof compile>> {
    return compile({ ...input, arrivals: this.arrivals(input.workflow, options, mapping) })
  },

  /** Back-tests the fit of this workflow to it. Rejected with `cancelled` when it is stopped. */
  backtest(workflow: Workflow, luck: Luck, on: string, mapping: Mapping, onProgress: TrialProgress): ReturnType<typeof tryBacktest> {
    return tryBacktest({ ...current().history, mapping }, workflow, luck, on, onProgress)
  },

  /** Lays a model over it; `kind`: of one kind of case alone. */
  layOver(
    model: { readonly workflow: Workflow; readonly scenario: Scenario },
    past: PastFile | null,
    kind: string | null,
    mapping: Mapping,
    onProgress: TrialProgress,
  ): ReturnType<typeof layOver> {
    const { history, index } = current()
    return layOver({ ...history, mapping }, index, model, past, kind, onProgress)
  },

  /** Follows a second file against a model. */
  followFile,
  /** The next hours from the cases that are open. */
  lookAhead,
  /** Stops a back-test, an overlay, a second file or a look ahead. */
  cancelTrial,

  /** Forgets the rows. */
  forget(): void {
    stop?.abort(new Error('cancelled'))
    loaded = null
    roster = null
    closeDatabase()
  },
}

function closeDatabase(): void {
  stopQuery?.abort(new Error('cancelled'))
  void database?.opened.then(
    (opened) => opened.close(),
    () => undefined,
  )
  database = null
}

function current(): Loaded {
  if (!loaded) throw new Error('No history has been read.')
  return loaded
}
