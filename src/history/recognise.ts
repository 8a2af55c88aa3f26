import type { HistoryForm } from './history.ts'
import { timeColumns } from './column-guess.ts'
import type { Column, Guess } from './column-guess.ts'
import { holdsStages } from './lifecycle.ts'
import type { KnownColumn, Mapping } from './mapping.ts'
import { NothingWords } from './nothing.ts'
import { readDuration, readNumber, unitOf } from './number-format.ts'
import type { Question } from './question.ts'
import { synonyms } from './synonyms.ts'
import { datedColumns } from './recognise-dates.ts'
import { mergedCells } from './recognise-merged.ts'
import { handleUnit, rosterQuestion, unusedTimes, zoneOfColumn } from './recognise-rest.ts'
import { findStages } from './recognise-stages.ts'
import { timesOf, unreadTimes } from './recognise-times.ts'
import { isDigitsOnly, possibleTimeFormats } from './time-shape.ts'

export type Recognition = { readonly mapping: Mapping; readonly guesses: readonly Guess[]; readonly questions: readonly Question[] }

/** Recognises columns by name (many synonyms) and by content. Ambiguous times (`03/04/2025`) become a question, never a guess. */
export function recognise(header: readonly string[], sample: readonly (readonly string[])[]): Recognition {
  const described = header.map((name, i) =>
    describe(
      name,
      sample.map((row) => row[i] ?? ''),
    ),
  )
  const { columns, dates } = datedColumns(described, sample)
  const onlyDates = new Set(dates.values())
  const constant = constantWithinCases(columns, sample, header)
  const candidates = columns
    .flatMap((column) => candidatesFor(column, columns))
    .filter(({ column, header: name }) => (column !== 'start' || !constant.has(name)) && !(timeColumns.has(column) && onlyDates.has(name)))
  candidates.sort((a, b) => b.confidence - a.confidence)
  const form = formOf(candidates, columns)
  const named = withFallbacks(assign(candidates, form), columns, form, new Set([...constant, ...onlyDates]))
  const stages = form === 'events' ? findStages(columns, sample, header, columnsBy(named)) : null
  const guesses = stages?.stages
    ? [
        ...named.filter(({ header: name }) => name !== stages.header),
        { column: 'lifecycle' as const, header: stages.header, confidence: 0.7, why: 'its words come in pairs' },
      ]
    : named
  const byColumn = columnsBy(guesses)
  const times = timesOf(columns, guesses)
  const zone = zoneOfColumn(columns, guesses)
  const unit = handleUnit(columns, guesses)
  const merged = mergedCells(header, sample, byColumn)
  const usedDates = guesses.filter(({ header: name }) => dates.has(name)).map(({ column, header: name }) => [column, dates.get(name)!])
  const mapping: Mapping = {
    form,
    columns: byColumn,
    ...(times.format === null ? {} : { timeFormat: times.format }),
    ...(Object.keys(times.formats).length > 0 ? { formats: times.formats } : {}),
    ...(usedDates.length > 0 ? { dates: Object.fromEntries(usedDates) as NonNullable<Mapping['dates']> } : {}),
    ...(merged ? { fillDown: merged.columns } : {}),
    ...(stages?.stages ? { stages: stages.stages } : {}),
    ...(zone.timezone === null ? {} : { timezone: zone.timezone }),
    ...(unit.unit === null ? {} : { handleUnit: unit.unit }),
  }
  const unread = unreadTimes(columns, guesses, form)
  const asked = missing(form, byColumn, header)
  // A column that is named for its times and not understood is why they are missing: that is the question.
  const open = unread.some(({ default: answer }) => answer === null) ? asked.filter(({ id }) => !/:(end|arrived|hour)$/.test(id)) : asked
  const roster = rosterQuestion(described)
  if (roster) return { mapping: { columns: {} }, guesses: [], questions: [roster] }
  const doubts = [
    ...(merged ? [merged.question] : []),
    ...zone.questions,
    ...unit.questions,
    ...(stages?.question ? [stages.question] : []),
  ]
  const unused = open.length > 0 ? [] : unusedTimes(columns, guesses, form, dates)
  return { mapping, guesses, questions: [...unread, ...open, ...times.questions, ...doubts, ...unused] }
}

function columnsBy(guesses: readonly Guess[]): Mapping['columns'] {
  return Object.fromEntries(guesses.map(({ column, header }) => [column, header]))
}

const numberColumns: ReadonlySet<KnownColumn> = new Set(['count', 'handle_seconds'])
const columnsOf: Record<HistoryForm, readonly KnownColumn[]> = {
  events: ['case_id', 'activity', 'start', 'end', 'resource', 'category', 'arrived', 'outcome', 'lifecycle', 'handle_seconds'],
  cases: ['case_id', 'arrived', 'closed', 'outcome', 'category'],
  volume: ['from', 'to', 'hour', 'category', 'count', 'handle_seconds'],
}

const usualNothing = new NothingWords(undefined)

function describe(name: string, cells: readonly string[]): Column {
  const texts = cells.map((cell) => cell.trim()).filter((cell) => cell !== '' && !usualNothing.holds(cell, true))
  return {
    name,
    plain: plainOf(name),
    texts,
    formats: possibleTimeFormats(texts),
    numeric: texts.length > 0 && texts.filter((text) => readNumber(text) !== null).length >= texts.length / 2,
    distinct: new Set(texts).size,
  }
}

/** What a name that begins with `case:` says is true of the whole case: when it came in, perhaps, and never when work began. */
const ofCase = (name: string) => /^case[:._\s]/i.test(name) && !/^case[:._\s]*(id|no|number|key|concept:name|ref)/i.test(name)

function candidatesFor(column: Column, columns: readonly Column[]): Guess[] {
  const stages = stagesFor(column, columns)
  if (stages) return [stages]
  return Object.entries(synonyms).flatMap(([key, words]) => {
    const known = key as KnownColumn
    const plain = known === 'handle_seconds' ? withoutUnit(column) : column.plain
    const rank = words.indexOf(plain)
    const partial = rank < 0 && words.some((word) => word.length >= 5 && plain.includes(word))
    const byTail = rank < 0 && timeColumns.has(known) && words.includes(tailOf(column.name))
    const bySpan = (known === 'start' && synonyms.from.includes(plain)) || (known === 'end' && synonyms.to.includes(plain))
    const byName = rank >= 0 ? 0.95 - 0.3 * (rank / words.length) : byTail || bySpan ? 0.6 : partial ? 0.5 : 0
    if (byName === 0 || known === 'lifecycle' || !contentFits(known, column)) return []
    if ((known === 'start' || known === 'end') && ofCase(column.name)) return []
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

/** The last part of a name with points in it, as nested records have: `event.end`. */
function tailOf(name: string): string {
  return plainOf(name.slice(name.lastIndexOf('.') + 1))
}

function plainOf(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** The plain name without the unit at its end, and without "in" before that. */
function withoutUnit({ name, plain }: Column): string {
  const last =
    name
      .match(/[A-Za-z]+/g)
      ?.at(-1)
      ?.toLowerCase() ?? ''
  return unitOf(last) !== null && plain.endsWith(last) && plain !== last ? plain.slice(0, -last.length).replace(/(?<=.)in$/, '') : plain
}

/** A column of starts and ends of work, by its content; its name may be one of an activity only where another column is. */
function stagesFor(column: Column, columns: readonly Column[]): Guess | null {
  if (!holdsStages(column.texts)) return null
  const isNamed = synonyms.lifecycle.includes(column.plain)
  const others = columns.some((other) => other !== column && !holdsStages(other.texts) && synonyms.activity.includes(other.plain))
  if (!isNamed && !others) return null
  return { column: 'lifecycle', header: column.name, confidence: isNamed ? 0.95 : 0.7, why: 'it holds starts and ends of work' }
}

/** Columns of times that are the same in all rows of a case, where the sample has enough cases of several rows to tell. */
function constantWithinCases(columns: readonly Column[], sample: readonly (readonly string[])[], header: readonly string[]): Set<string> {
  const id = columns.findIndex(({ plain }) => synonyms.case_id.includes(plain))
  const constant = new Set<string>()
  if (id < 0) return constant
  for (const [at, { formats }] of columns.entries()) {
    if (at === id || formats.length === 0) continue
    const first = new Map<string, string>()
    let [again, changed] = [0, 0]
    for (const row of sample) {
      const known = first.get(row[id] ?? '')
      if (known === undefined) first.set(row[id] ?? '', row[at] ?? '')
      else if (known === row[at]) again++
      else changed++
    }
    if (again >= 5 && changed === 0 && first.size >= 3) constant.add(header[at]!)
  }
  return constant
}

function contentFits(known: KnownColumn, { formats, numeric, texts }: Column): boolean {
  if (texts.length === 0) return true
  if (known === 'handle_seconds' && texts.filter((text) => readDuration(text) !== null).length * 2 > texts.length) return true
  if (timeColumns.has(known)) return formats.length > 0
  if (numberColumns.has(known)) return numeric
  return formats.every(isDigitsOnly)
}

function formOf(candidates: readonly Guess[], columns: readonly Column[]): HistoryForm {
  const sure = (column: KnownColumn) => candidates.find((guess) => guess.column === column)?.confidence ?? 0
  const counted = candidates.find((guess) => guess.column === 'count' && guess.confidence > 0.6)
  if (counted) {
    // The rows of counts have no id: what looks like one is the count itself.
    const ids = candidates.filter(
      ({ column, header, confidence }) => column === 'case_id' && header !== counted.header && confidence >= 0.6,
    )
    const bins = Math.max(sure('from'), sure('hour')) > 0
    const times = columns.filter(({ formats }) => formats.some((format) => !isDigitsOnly(format))).length
    if (ids.length === 0 && (times === 1 || (bins && times <= 2))) return 'volume'
  }
  if (sure('count') > 0 && Math.max(sure('from'), sure('hour')) > 0 && sure('activity') === 0 && sure('case_id') < 0.8) return 'volume'
  // A table of cases has one row for each and says when it came: with activities and nothing but a time of closing, each row closes a piece of work.
  if (sure('activity') > 0) return 'events'
  return sure('arrived') > 0 || sure('closed') > 0 ? 'cases' : 'events'
}

/** Best first; each header and each column once. */
function assign(candidates: readonly Guess[], form: HistoryForm): Guess[] {
  const taken = new Set<string>()
  const chosen = new Map<KnownColumn, Guess>()
  for (const guess of candidates) {
    if (!columnsOf[form].includes(guess.column) || chosen.has(guess.column) || taken.has(guess.header)) continue
    if (form === 'events' && guess.column === 'handle_seconds') {
      // Beside a start and an end, how long it took says nothing new.
      const both = ['start', 'end'].every((known) => candidates.some(({ column, confidence }) => column === known && confidence >= 0.5))
      if (both || guess.confidence < 0.5) continue
    }
    if (form === 'volume' && (guess.column === 'hour' ? chosen.has('from') : guess.column === 'from' && chosen.has('hour'))) continue
    chosen.set(guess.column, guess)
    taken.add(guess.header)
  }
  return [...chosen.values()]
}

/** What no name gave away, by content alone: times, and the text column that repeats. Never more than half sure. */
function withFallbacks(guesses: readonly Guess[], columns: readonly Column[], form: HistoryForm, constant: ReadonlySet<string>): Guess[] {
  const result = [...guesses]
  const free = () => columns.filter(({ name, texts }) => texts.length > 0 && !result.some((guess) => guess.header === name))
  const lacks = (column: KnownColumn) => !result.some((guess) => guess.column === column)
  const take = (column: KnownColumn, found: Column | undefined, confidence: number, why: string) => {
    if (found) result.push({ column, header: found.name, confidence, why })
  }
  const times = free().filter(
    ({ name, formats }) =>
      formats.some((format) => !isDigitsOnly(format) || format.startsWith('epoch')) && !constant.has(name) && !ofCase(name),
  )
  if (form === 'events' && lacks('start') && lacks('end')) take('end', times.at(-1), 0.4, 'it holds times')
  if (form === 'volume' && lacks('hour') && lacks('from')) {
    take(times.length > 1 ? 'from' : 'hour', times[0], 0.5, 'it holds times')
    if (lacks('to') && times.length > 1) take('to', times[1], 0.4, 'it holds times')
  }
  if (form === 'volume' && lacks('category'))
    take(
      'category',
      free().find(
        ({ formats, distinct, numeric, texts }) =>
          formats.length === 0 &&
          !numeric &&
          distinct <= 50 &&
          !texts.some((text) => readDuration(text) !== null || /^[+-]?[\d.,]+\s?%$/.test(text)),
      ),
      0.4,
      'it has few values that repeat',
    )
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

function missing(form: HistoryForm, found: Readonly<Record<string, string>>, header: readonly string[]): Question[] {
  const ask = (column: KnownColumn, what: string): Question[] =>
    Object.hasOwn(found, column)
      ? []
      : [
          {
            id: `column:${column}`,
            column: null,
            text: `Which column holds ${what}?`,
            read: 'nothing yet',
            count: header.length,
            examples: header.slice(0, 10),
            default: null,
            answers: header.map((name) => ({ answer: name, mapping: { columns: { [column]: name } } })),
          },
        ]
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
