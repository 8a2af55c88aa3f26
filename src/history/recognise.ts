import type { HistoryForm } from './history.ts'
import type { KnownColumn, Mapping } from './mapping.ts'
import { possibleTimeFormats } from './time-format.ts'

/** One guess: which header is which column, how sure (0 to 1), and why. */
type Guess = { readonly column: KnownColumn; readonly header: string; readonly confidence: number; readonly why: string }

/** What the sample does not tell and a person has to say. */
type Question = { readonly about: 'timeFormat' | 'columns'; readonly text: string; readonly options: readonly string[] }

export type Recognition = { readonly mapping: Mapping; readonly guesses: readonly Guess[]; readonly questions: readonly Question[] }

/** Recognises columns by name (many synonyms) and by content. Ambiguous times (`03/04/2025`) become a question, never a guess. */
export function recognise(header: readonly string[], sample: readonly (readonly string[])[]): Recognition {
  const columns = header.map((name, i) =>
    describe(
      name,
      sample.map((row) => row[i] ?? ''),
    ),
  )
  const candidates = columns.flatMap(candidatesFor).sort((a, b) => b.confidence - a.confidence)
  const form = formOf(candidates)
  const guesses = withFallbacks(assign(candidates, form), columns, form)
  const byColumn = Object.fromEntries(guesses.map(({ column, header: name }) => [column, name]))
  const times = timesOf(columns.filter(({ name }) => guesses.some((guess) => guess.header === name && timeColumns.has(guess.column))))
  const mapping: Mapping = { form, columns: byColumn, ...(times.format === null ? {} : { timeFormat: times.format }) }
  return { mapping, guesses, questions: [...missing(form, byColumn, header), ...times.questions] }
}

type Column = {
  readonly name: string
  readonly plain: string
  readonly texts: readonly string[]
  readonly formats: readonly string[]
  readonly numeric: boolean
  readonly distinct: number
}

const synonyms: Record<KnownColumn, readonly string[]> = {
  case_id: [
    'caseid',
    'case',
    'ticket',
    'ticketid',
    'ticketnumber',
    'ticketno',
    'incident',
    'incidentid',
    'reportid',
    'caseconceptname',
    'traceid',
    'trace',
    'callid',
    'call',
    'requestid',
    'request',
    'jobid',
    'orderid',
    'appealid',
    'contentid',
    'itemid',
    'issueid',
    'issuekey',
    'id',
    'key',
    'number',
    'reference',
    'ref',
    'vorgang',
    'fall',
    'fallid',
  ],
  activity: [
    'activity',
    'activityname',
    'conceptname',
    'task',
    'taskname',
    'step',
    'stepname',
    'event',
    'eventname',
    'queue',
    'queuename',
    'stage',
    'operation',
    'aktivitat',
    'schritt',
    'phase',
    'worktype',
  ],
  start: [
    'start',
    'starttime',
    'startedat',
    'started',
    'starttimestamp',
    'begin',
    'began',
    'begintime',
    'startdate',
    'pickedup',
    'pickedupat',
    'claimedat',
    'assignedat',
    'beginn',
    'von',
  ],
  end: [
    'end',
    'endtime',
    'endedat',
    'ended',
    'endtimestamp',
    'enddate',
    'complete',
    'completetimestamp',
    'completed',
    'completedat',
    'completetime',
    'finish',
    'finished',
    'finishedat',
    'timetimestamp',
    'timestamp',
    'time',
    'datetime',
    'actionedat',
    'decidedat',
    'ende',
    'bis',
    'eventtime',
  ],
  resource: [
    'resource',
    'orgresource',
    'agent',
    'agentid',
    'agentname',
    'reviewer',
    'reviewerid',
    'moderator',
    'moderatorid',
    'user',
    'userid',
    'username',
    'employee',
    'assignee',
    'assignedto',
    'operator',
    'worker',
    'analyst',
    'performer',
    'server',
    'bearbeiter',
    'handler',
  ],
  category: [
    'category',
    'type',
    'casetype',
    'tickettype',
    'policy',
    'policyarea',
    'reason',
    'reportreason',
    'topic',
    'segment',
    'violationtype',
    'abusetype',
    'priorityclass',
    'servicetype',
    'kategorie',
    'class',
    'subject',
  ],
  arrived: [
    'arrived',
    'arrival',
    'arrivedat',
    'arrivaltime',
    'created',
    'createdat',
    'creationdate',
    'createddate',
    'opened',
    'openedat',
    'received',
    'receivedat',
    'reported',
    'reportedat',
    'submitted',
    'submittedat',
    'eingang',
    'registered',
    'registeredat',
    'opentime',
  ],
  closed: ['closed', 'closedat', 'closedate', 'resolved', 'resolvedat', 'resolutiondate', 'closetime', 'solvedat', 'erledigt'],
  outcome: [
    'outcome',
    'result',
    'decision',
    'action',
    'actiontaken',
    'resolution',
    'verdict',
    'disposition',
    'status',
    'enforcement',
    'ergebnis',
  ],
  from: ['from', 'intervalstart', 'periodstart', 'windowstart'],
  to: ['to', 'until', 'intervalend', 'periodend', 'windowend'],
  hour: ['hour', 'hourstart', 'timebucket', 'bucket', 'interval', 'period', 'day', 'date', 'stunde'],
  count: [
    'count',
    'volume',
    'cases',
    'n',
    'calls',
    'tickets',
    'reports',
    'arrivals',
    'contacts',
    'anzahl',
    'total',
    'quantity',
    'numberofcases',
  ],
  handle_seconds: ['handleseconds', 'handletime', 'aht', 'averagehandletime', 'handlesec', 'avghandletime', 'handletimeseconds'],
}
const timeColumns: ReadonlySet<KnownColumn> = new Set(['start', 'end', 'arrived', 'closed', 'from', 'to', 'hour'])
const numberColumns: ReadonlySet<KnownColumn> = new Set(['count', 'handle_seconds'])
const columnsOf: Record<HistoryForm, readonly KnownColumn[]> = {
  events: ['case_id', 'activity', 'start', 'end', 'resource', 'category', 'arrived', 'outcome'],
  cases: ['case_id', 'arrived', 'closed', 'outcome', 'category'],
  volume: ['from', 'to', 'hour', 'category', 'count', 'handle_seconds'],
}

function describe(name: string, cells: readonly string[]): Column {
  const texts = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  return {
    name,
    plain,
    texts,
    formats: possibleTimeFormats(texts),
    numeric: texts.length > 0 && texts.filter((text) => Number.isFinite(Number(text))).length >= texts.length / 2,
    distinct: new Set(texts).size,
  }
}

function candidatesFor(column: Column): Guess[] {
  return Object.entries(synonyms).flatMap(([key, words]) => {
    const known = key as KnownColumn
    const rank = words.indexOf(column.plain)
    const partial = rank < 0 && words.some((word) => word.length >= 5 && column.plain.includes(word))
    const byName = rank >= 0 ? 0.95 - 0.3 * (rank / words.length) : partial ? 0.5 : 0
    if (byName === 0 || !contentFits(known, column)) return []
    return [
      {
        column: known,
        header: column.name,
        confidence: column.texts.length === 0 ? byName / 2 : byName,
        why: rank >= 0 ? `its name is usual for it` : `its name contains a usual word`,
      },
    ]
  })
}

function contentFits(known: KnownColumn, { formats, numeric, texts }: Column): boolean {
  if (texts.length === 0) return true
  if (timeColumns.has(known)) return formats.length > 0
  if (numberColumns.has(known)) return numeric
  return formats.length === 0
}

function formOf(candidates: readonly Guess[]): HistoryForm {
  const sure = (column: KnownColumn) => candidates.find((guess) => guess.column === column)?.confidence ?? 0
  if (sure('count') > 0 && Math.max(sure('from'), sure('hour')) > 0 && sure('activity') === 0 && sure('case_id') < 0.8) return 'volume'
  if (sure('activity') > 0 && Math.max(sure('start'), sure('end'), sure('arrived')) > 0) return 'events'
  return sure('arrived') > 0 || sure('closed') > 0 ? 'cases' : 'events'
}

/** Best first; each header and each column once. */
function assign(candidates: readonly Guess[], form: HistoryForm): Guess[] {
  const taken = new Set<string>()
  const chosen = new Map<KnownColumn, Guess>()
  for (const guess of candidates) {
    if (!columnsOf[form].includes(guess.column) || chosen.has(guess.column) || taken.has(guess.header)) continue
    if (form === 'volume' && (guess.column === 'hour' ? chosen.has('from') : guess.column === 'from' && chosen.has('hour'))) continue
    chosen.set(guess.column, guess)
    taken.add(guess.header)
  }
  return [...chosen.values()]
}

/** What no name gave away, by content alone: times, and the text column that repeats. Never more than half sure. */
function withFallbacks(guesses: readonly Guess[], columns: readonly Column[], form: HistoryForm): Guess[] {
  const result = [...guesses]
  const free = () => columns.filter(({ name, texts }) => texts.length > 0 && !result.some((guess) => guess.header === name))
  const lacks = (column: KnownColumn) => !result.some((guess) => guess.column === column)
  const take = (column: KnownColumn, found: Column | undefined, confidence: number, why: string) => {
    if (found) result.push({ column, header: found.name, confidence, why })
  }
  const times = free().filter(({ formats }) => formats.length > 0)
  if (form === 'events' && lacks('start') && lacks('end')) take('end', times.at(-1), 0.4, 'it holds times')
  if (form === 'cases' && lacks('arrived')) take('arrived', times[0], 0.4, 'it holds times')
  const texts = free().filter(({ formats, distinct, texts: filled }) => formats.length === 0 && distinct > 1 && distinct <= filled.length)
  if (form !== 'volume' && lacks('case_id'))
    take('case_id', [...texts].sort((a, b) => b.distinct - a.distinct)[0], 0.3, 'it has the most different values')
  if (form === 'events' && lacks('activity'))
    take(
      'activity',
      free().find(({ formats, distinct, numeric }) => formats.length === 0 && !numeric && distinct > 1 && distinct <= 50),
      0.3,
      'it has few values that repeat',
    )
  return result
}

function timesOf(columns: readonly Column[]): { format: string | null; questions: Question[] } {
  const [first, ...others] = columns.filter(({ texts }) => texts.length > 0)
  if (!first) return { format: null, questions: [] }
  const formats = first.formats.filter((format) => others.every((column) => column.formats.includes(format)))
  if (formats.length === 1) return { format: formats[0]!, questions: [] }
  const names = [first, ...others].map(({ name }) => `“${name}”`).join(', ')
  if (formats.length === 0)
    return {
      format: null,
      questions: [
        {
          about: 'timeFormat',
          text: `The times in ${names} are written in different formats.`,
          options: [...new Set([first, ...others].flatMap((column) => column.formats))],
        },
      ],
    }
  return {
    format: null,
    questions: [
      {
        about: 'timeFormat',
        text: `Is “${first.texts[0]!}” in ${names} ${formats.map((format) => `“${format}”`).join(' or ')}? The first rows do not tell.`,
        options: formats,
      },
    ],
  }
}

function missing(form: HistoryForm, found: Readonly<Record<string, string>>, header: readonly string[]): Question[] {
  const ask = (column: string, what: string): Question[] =>
    Object.hasOwn(found, column) ? [] : [{ about: 'columns', text: `Which column holds ${what}?`, options: header }]
  if (form === 'volume')
    return Object.hasOwn(found, 'from')
      ? ask('count', 'the number of cases')
      : [...ask('hour', 'the hour'), ...ask('count', 'the number of cases')]
  if (form === 'cases') return [...ask('case_id', 'the case id'), ...ask('arrived', 'the time of arrival')]
  return [
    ...ask('case_id', 'the case id'),
    ...ask('activity', 'the activity'),
    ...(Object.hasOwn(found, 'start') ? [] : ask('end', 'the time')),
  ]
}
