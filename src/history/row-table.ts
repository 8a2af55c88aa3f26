import { newFloats, newInts } from './column.ts'
import { encode, newDictionary } from './dictionary.ts'
import type { Dictionary } from './dictionary.ts'
import { RowSet } from './row-set.ts'
import { HistoryError } from './fault.ts'
import type { FaultList } from './fault.ts'
import type { Rows } from './gather.ts'
import type { HistoryForm } from './history.ts'
import type { KnownColumn, Mapping } from './mapping.ts'
import { NothingWords } from './nothing.ts'
import { decimalOf, NumberColumn, readDuration, readNumber, secondsIn } from './number-format.ts'
import type { Decimal, WrittenNumber } from './number-format.ts'
import { OffsetsSeen } from './offset.ts'
import type { Question } from './question.ts'
import { timeReader } from './time-format.ts'
import type { TimeReader } from './time-format.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { ClockFaults } from '../simulation/model/zone.ts'

const fieldLength = 32_768
/** A further column with more different values than this is not kept: it is an identifier or a text, not a category. */
const attributeValues = 20_000
// Control characters but tab and line breaks.
// oxlint-disable-next-line no-control-regex -- these are looked for on purpose
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/

type TextSink = { readonly at: number; readonly dictionary: Dictionary; readonly codes: ReturnType<typeof newInts> }
/** A cell as text, kept to be put into words. */
type Amounts = {
  readonly count: WrittenNumber | null
  readonly countText: string
  readonly handle: WrittenNumber | null
  readonly handleText: string
}
type Attribute = TextSink & { readonly name: string; dropped: boolean }

/** The columns a form cannot do without. */
const neededColumns: Readonly<Record<HistoryForm, readonly KnownColumn[]>> = {
  events: ['case_id', 'activity'],
  cases: ['case_id', 'arrived'],
  volume: ['count'],
}

/** Checks rows and gathers them in columns. */
export class RowTable {
  readonly clock: ClockFaults = { gaps: 0, repeats: 0 }
  readonly offsets = new OffsetsSeen()
  readonly nothing: NothingWords
  rows = 0
  padded = 0
  /** Rows whose count is no whole number. */
  fractions = 0
  repeats = 0
  /** Line and text of the first repeat. */
  firstRepeat = ''
  readonly #form: HistoryForm
  readonly #mapping: Mapping
  readonly #header: readonly string[]
  readonly #faults: FaultList
  readonly #pads: boolean
  readonly #times: { readonly start: TimeReader; readonly end: TimeReader; readonly arrived: TimeReader }
  readonly #at: Partial<Record<KnownColumn, number>> = {}
  readonly #seen = new RowSet()
  readonly #otherPeople = new Set<string>()
  readonly #line = newInts()
  readonly #texts: Record<'case_id' | 'activity' | 'resource' | 'category' | 'outcome' | 'lifecycle', TextSink>
  readonly #attributes: Attribute[]
  readonly #numbers = { arrived: newFloats(), start: newFloats(), end: newFloats() }
  readonly #unit: number
  readonly #count = new NumberColumn()
  readonly #handle = new NumberColumn()
  /** Columns whose empty cells stand for what is above, and what that is. */
  readonly #above: { readonly at: number; text: string }[]
  filledDown = 0
  /** By place: whether the column holds kinds, in which some words for nothing are values. */
  readonly #kinds: readonly boolean[]
  /** Columns behind this place may be missing in a row: nothing that a row needs stands there. */
  readonly #needed: number
  /** By known column: where the date of its times of day stands. */
  readonly #dateAt: Readonly<Record<'start' | 'end' | 'arrived', number>>
  /** Ends on the day after the one that stands beside them. */
  overnight = 0
  readonly #startAt: number
  readonly #endAt: number
  readonly #arrivedAt: number

  /** `pads`: rows that lack their last cells are filled up, where nothing needed stands there. Throws a HistoryError when the mapping does not fit the header. */
  constructor(mapping: Mapping, header: readonly string[], faults: FaultList, pads: boolean) {
    this.#mapping = mapping
    this.#header = header
    this.#faults = faults
    this.#pads = pads
    this.nothing = new NothingWords(mapping.nothing)
    this.#unit = secondsIn(mapping.handleUnit ?? 'seconds')
    for (const [known, name] of Object.entries(mapping.columns)) this.#at[known as KnownColumn] = placeOf(header, name, known)
    this.#form = mapping.form ?? formOf(this.#at)
    checkNeeded(this.#form, this.#at)
    const sink = (column: KnownColumn): TextSink => ({ at: this.#at[column] ?? -1, dictionary: newDictionary(), codes: newInts() })
    this.#texts = {
      case_id: sink('case_id'),
      activity: sink('activity'),
      resource: sink('resource'),
      category: sink('category'),
      outcome: sink('outcome'),
      lifecycle: sink('lifecycle'),
    }
    for (const [attribute, name] of Object.entries(mapping.attributes ?? {})) placeOf(header, name, attribute)
    this.#attributes = this.#furtherColumns(mapping)
    const [start, end] = timeColumns[this.#form]
    this.#startAt = this.#at[start] ?? this.#at.hour ?? -1
    this.#endAt = this.#at[end] ?? -1
    this.#arrivedAt = this.#form === 'events' ? (this.#at.arrived ?? -1) : -1
    const reader = (...known: KnownColumn[]) => {
      const own = known.find((column) => mapping.formats?.[column] !== undefined)
      const format = (own === undefined ? undefined : mapping.formats?.[own]) ?? mapping.timeFormat ?? 'iso'
      return timeReader(format, zoneOf(mapping.timezone ?? 'UTC'), this.clock, this.offsets)
    }
    const dateOf = (...known: KnownColumn[]) => {
      const own = known.find((column) => mapping.dates?.[column] !== undefined && this.#at[column] !== undefined)
      return own === undefined ? -1 : placeOf(header, mapping.dates![own]!, `the date of ${own}`)
    }
    this.#dateAt = { start: dateOf(start, 'hour'), end: dateOf(end), arrived: this.#form === 'events' ? dateOf('arrived') : -1 }
    this.#times = { start: this.#at[start] === undefined ? reader('hour') : reader(start), end: reader(end), arrived: reader('arrived') }
    const valued = new Set(Object.entries(this.#at).flatMap(([known, at]) => (kindColumns.has(known) ? [] : [at])))
    this.#above = (mapping.fillDown ?? []).flatMap((known) => (this.#at[known] === undefined ? [] : [{ at: this.#at[known], text: '' }]))
    this.#kinds = header.map((_, at) => !valued.has(at))
    const optional = new Set<string>(['resource', 'category', 'outcome', 'arrived', 'closed', 'handle_seconds', 'lifecycle'])
    this.#needed = 1 + Math.max(0, ...Object.entries(this.#at).map(([known, at]) => (optional.has(known) ? -1 : at)))
  }

  add(fields: string[], line: number, raw: string): void {
    const { bad } = this.#faults
    this.#take(fields, line, raw)
    const person = fields[this.#texts.resource.at]?.trim()
    if (this.#faults.bad > bad && person && this.#otherPeople.size < 1000) this.#otherPeople.add(person)
  }

  #take(fields: string[], line: number, raw: string): void {
    if (!this.#wellFormed(fields, line, raw)) return
    const start = this.#timeAt(fields, 'start', line, raw)
    if (start === null) return
    const repeats = this.clock.repeats
    const said = this.#timeAt(fields, 'end', line, raw)
    if (said === null) return
    // A time of day before the start, on the same date, is of the day after.
    const night = said < start && this.#dateAt.end >= 0 && this.#dateAt.end === this.#dateAt.start
    if (night) this.overnight++
    const written = night ? said + 86_400 : said
    // An hour that comes twice: where the first reading would end before the start, the second is meant.
    const end = written < start && this.clock.repeats > repeats && written + 3600 >= start ? written + 3600 : written
    const arrived = this.#timeAt(fields, 'arrived', line, raw)
    if (arrived === null) return
    if (!this.#timesHold(start, end, line, raw)) return
    const amounts = this.#amounts(fields, line, raw)
    if (amounts === null) return
    if (!this.#seen.add(fields)) {
      if (this.repeats++ === 0) this.firstRepeat = `line ${line}: ${raw.slice(0, 80)}`
      if (this.#mapping.keepRepeats !== true) return this.#faults.add('duplicate', line, 'The same row stands further up.', raw)
    }
    this.#keep(fields, line, start, end, arrived, amounts)
  }

  /** What the columns themselves have to tell, in sentences. */
  notes(): string[] {
    const dropped = this.#attributes
      .filter((attribute) => attribute.dropped)
      .map(({ name }) => `The column “${name}” has more than ${attributeValues.toLocaleString('en')} different values and is not kept.`)
    for (const [column, words] of this.nothing.found())
      dropped.push(
        `${[...words].map(([word, n]) => `“${word}” (${n.toLocaleString('en')} times)`).join(', ')} in “${column}” was read as an empty cell.`,
      )
    if (this.padded > 0)
      dropped.push(
        `${this.padded.toLocaleString('en')} rows had fewer cells than the header; what was missing at their end was read as empty.`,
      )
    if (this.filledDown > 0)
      dropped.push(
        `${this.filledDown.toLocaleString('en')} rows have no case of their own and were read as those of the case above (merged cells).`,
      )
    if (this.overnight > 0)
      dropped.push(`${this.overnight.toLocaleString('en')} times of day before their row’s start were read as those of the next day.`)
    if (this.fractions > 0)
      dropped.push(
        `${this.fractions.toLocaleString('en')} rows count parts of a case (fractions in “${this.#header[this.#at.count!]!}”): averages, perhaps. They are added up as they are.`,
      )
    if (this.#form === 'events' && this.#at.handle_seconds !== undefined)
      dropped.push(
        `When work ${this.#at.end === undefined ? 'ended' : 'began'} follows from “${this.#header[this.#at.handle_seconds]!}”, read in ${this.#mapping.handleUnit ?? 'seconds'}.`,
      )
    const { gaps, repeats } = this.clock
    const zone = this.#mapping.timezone ?? 'UTC'
    if (gaps > 0)
      dropped.push(`${gaps.toLocaleString('en')} times do not exist on the clock of ${zone} (it was put forward); they were moved on.`)
    if (repeats > 0)
      dropped.push(
        `${repeats.toLocaleString('en')} times exist twice on the clock of ${zone} (it was put back); the first was taken, unless the row would then end before it starts.`,
      )
    return dropped
  }

  /**
   * All rows, in columns, and what stayed in doubt about them. Throws a HistoryError where a doubt has no answer.
   */
  finish(): { readonly rows: Rows; readonly questions: readonly Question[] } {
    const text = ({ codes, dictionary }: TextSink) => ({ codes: codes.finish(), values: dictionary.values })
    const { case_id, activity, resource, category, outcome, lifecycle } = this.#texts
    const numbers = this.#numbers
    this.#seen.clear()
    const counts = this.#decimal('count', this.#count, this.#handle)
    const handles = this.#decimal('handle_seconds', this.#handle, this.#count)
    const handled = this.#handle.finish(handles.decimal).map((value) => value * this.#unit)
    const [start, end] = [numbers.start.finish(), numbers.end.finish()]
    if (this.#form === 'events') workFrom(handled, start, end)
    const rows: Rows = {
      form: this.#form,
      mapping: { ...this.#mapping, form: this.#form },
      rows: this.rows,
      line: this.#line.finish(),
      caseId: text(case_id),
      activity: text(activity),
      resource: text(resource),
      category: text(category),
      outcome: text(outcome),
      lifecycle: text(lifecycle),
      arrived: numbers.arrived.finish(),
      start,
      end,
      count: this.#count.finish(counts.decimal),
      handleSeconds: handled,
      attributes: new Map(this.#attributes.filter(({ dropped }) => !dropped).map((attribute) => [attribute.name, text(attribute)])),
      header: this.#header,
      otherPeople: [...this.#otherPeople],
    }
    return { rows, questions: [...counts.questions, ...handles.questions] }
  }

  /** How the column's numbers are written: by the mapping, by themselves, or asked. */
  #decimal(known: 'count' | 'handle_seconds', own: NumberColumn, other: NumberColumn): { decimal: Decimal; questions: Question[] } {
    const told = this.#mapping.decimals?.[known]
    if (told !== undefined || own.evidence.open === 0) return { decimal: told ?? 'point', questions: [] }
    const { example, open, points, commas } = own.evidence
    const decimal = decimalOf(own.evidence, [other.evidence], known === 'count')
    const header = this.#header[this.#at[known]!]!
    const read = readNumber(example)!
    const [asPoint, asComma] = [read.value, read.other].map((value) => value.toLocaleString('en', { maximumFractionDigits: 6 }))
    const answers = [
      { answer: `${example} is ${asPoint}`, mapping: { decimals: { [known]: 'point' } } },
      { answer: `${example} is ${asComma}`, mapping: { decimals: { [known]: 'comma' } } },
    ]
    const question: Question = {
      id: `number:${known}`,
      column: header,
      text: `Is “${example}” in “${header}” ${asPoint} or ${asComma}?`,
      read: decimal === null ? 'nothing yet' : decimal === 'point' ? asPoint! : asComma!,
      count: open,
      examples: [example],
      default: decimal === null ? null : answers[decimal === 'point' ? 0 : 1]!.answer,
      answers,
    }
    if (decimal === null)
      throw new HistoryError(
        `${question.text} Nothing in the column tells. Say it in a mapping file: "decimals": {"${known}": "point"} for ${asPoint}, "comma" for ${asComma}.`,
        [question],
      )
    // Told by the column's own numbers, there is nothing to ask.
    return { decimal, questions: points === commas ? [question] : [] }
  }

  #furtherColumns(mapping: Mapping): Attribute[] {
    const known = new Set(Object.values(this.#at))
    const wanted = new Set(Object.values(mapping.attributes ?? {}))
    return this.#header.flatMap((name, at) =>
      known.has(at) && !wanted.has(name) ? [] : [{ name, at, dictionary: newDictionary(), codes: newInts(), dropped: false }],
    )
  }

  #wellFormed(fields: string[], line: number, raw: string): boolean {
    const expected = this.#header.length
    while (fields.length > expected && fields.at(-1)!.trim() === '') fields.pop()
    if (control.test(raw)) return this.#refuse('control', line, 'The row holds control characters.', raw)
    if (this.#pads && fields.length < expected && fields.length >= this.#needed) {
      this.padded++
      while (fields.length < expected) fields.push('')
    }
    if (fields.length !== expected) return this.#refuse('fields', line, `${fields.length} fields instead of ${expected}.`, raw)
    if (raw.length > fieldLength && fields.some((field) => field.length > fieldLength)) {
      return this.#refuse('long', line, `A field is longer than ${fieldLength.toLocaleString('en')} characters.`, raw)
    }
    for (const [i, field] of fields.entries()) {
      const text = field.trim()
      fields[i] = text
      if (text === '' || !this.nothing.holds(text, this.#kinds[i]!)) continue
      this.nothing.count(this.#header[i]!, text)
      fields[i] = ''
    }
    const { case_id, activity } = this.#texts
    if (this.#above.length > 0) this.#fillDown(fields)
    if (this.#form !== 'volume' && fields[case_id.at] === '')
      return this.#refuse('case', line, `“${this.#header[case_id.at]!}” is empty.`, raw)
    if (this.#form === 'events' && fields[activity.at] === '')
      return this.#refuse('activity', line, `“${this.#header[activity.at]!}” is empty.`, raw)
    return true
  }

  /** A row without its case is of the one above; an empty line is of none. */
  #fillDown(fields: string[]): void {
    if (fields.every((field) => field === '')) return
    const isNew = this.#above.some(({ at }) => fields[at] !== '')
    if (!isNew) this.filledDown++
    for (const above of this.#above) {
      if (isNew) above.text = fields[above.at]!
      else fields[above.at] = above.text
    }
  }

  /** `NaN`: the cell is empty. Null: it was refused. */
  #timeAt(fields: readonly string[], which: 'start' | 'end' | 'arrived', line: number, raw: string): number | null {
    const at = { start: this.#startAt, end: this.#endAt, arrived: this.#arrivedAt }[which]
    const own = at < 0 ? '' : fields[at]!
    if (own === '') return NaN
    const day = this.#dateAt[which]
    const text = day < 0 ? own : `${fields[day]!} ${own}`
    const time = this.#times[which](text)
    if (Number.isNaN(time))
      this.#refuse('time', line, `“${text.slice(0, 40)}” in “${this.#header[at]!}” is not a time of the format ${this.#formatAt(at)}.`, raw)
    else if (time === Infinity)
      this.#refuse('year', line, `“${text.slice(0, 40)}” in “${this.#header[at]!}” is not between 1970 and 2100.`, raw)
    else return time
    return null
  }

  #formatAt(at: number): string {
    const known = Object.entries(this.#at).find(([, place]) => place === at)?.[0] as KnownColumn
    return this.#mapping.formats?.[known] ?? this.#mapping.timeFormat ?? 'iso'
  }

  #timesHold(start: number, end: number, line: number, raw: string): boolean {
    const missing = this.#form === 'events' ? Number.isNaN(start) && Number.isNaN(end) : Number.isNaN(start)
    if (missing) return this.#refuse('time', line, 'The row has no time.', raw)
    // The end of a row that is a day alone is not midnight before its start.
    const isDay = end < start && end % 86_400 === 0 && start - end < 86_400
    const why = isDay ? ' Its end seems to be a day without a time of day.' : ''
    if (end < start)
      return this.#refuse('order', line, `It ends ${Math.round(start - end).toLocaleString('en')} s before it starts.${why}`, raw)
    return true
  }

  #amounts(fields: readonly string[], line: number, raw: string): Amounts | null {
    if (this.#form !== 'volume' && this.#at.handle_seconds === undefined) return noAmounts
    const countText = this.#form === 'volume' ? fields[this.#at.count!]! : '1'
    const handleText = this.#at.handle_seconds === undefined ? '' : fields[this.#at.handle_seconds]!
    const [count, handle] = [readNumber(countText), this.#handleTime(handleText)]
    if (holds(count) && (handleText === '' || holds(handle))) {
      if (!Number.isInteger(count!.value) && !count!.open) this.fractions++
      return { count, countText, handle, handleText }
    }
    this.#refuse(
      'count',
      line,
      `“${(holds(count) ? handleText : countText).slice(0, 40)}” is not a number from 0 to a thousand million.`,
      raw,
    )
    return null
  }

  /** A number in the mapping's unit; a duration that says its own is put into that one. */
  #handleTime(text: string): WrittenNumber | null {
    const number = readNumber(text)
    if (number !== null) return number
    const seconds = readDuration(text)
    return seconds === null ? null : { value: seconds / this.#unit, decimal: null, open: false, other: NaN }
  }

  #keep(fields: readonly string[], line: number, start: number, end: number, arrived: number, amounts: Amounts): void {
    this.rows++
    this.#line.push(line)
    for (const sink of Object.values(this.#texts)) sink.codes.push(sink.at < 0 ? -1 : encode(sink.dictionary, fields[sink.at]!))
    for (const attribute of this.#attributes) if (!attribute.dropped) keepAttribute(attribute, fields[attribute.at]!)
    const numbers = this.#numbers
    numbers.arrived.push(this.#form === 'events' ? arrived : start)
    numbers.start.push(start)
    numbers.end.push(end)
    this.#count.push(amounts.count, amounts.countText)
    this.#handle.push(amounts.handle, amounts.handleText)
  }

  #refuse(reason: Parameters<FaultList['add']>[0], line: number, detail: string, raw: string): false {
    this.#faults.add(reason, line, detail, raw)
    return false
  }
}

/** Where a row of work says when it began or when it ended, and how long it took, the other follows. */
function workFrom(handled: Float64Array, start: Float64Array, end: Float64Array): void {
  for (const [row, seconds] of handled.entries()) {
    if (Number.isNaN(seconds)) continue
    if (Number.isNaN(end[row]!)) end[row] = start[row]! + seconds
    else if (Number.isNaN(start[row]!)) start[row] = end[row]! - seconds
  }
}

/** Whether a count or a handle time could be meant. */
function holds(number: WrittenNumber | null): boolean {
  return number !== null && number.value >= 0 && number.value <= 1e9
}

const noAmounts: Amounts = { count: { value: 1, decimal: null, open: false, other: NaN }, countText: '1', handle: null, handleText: '' }
const kindColumns: ReadonlySet<string> = new Set(['activity', 'category', 'outcome', 'lifecycle'])
const timeColumns = { events: ['start', 'end'], cases: ['arrived', 'closed'], volume: ['from', 'to'] } as const

function keepAttribute(attribute: Attribute, text: string): void {
  attribute.codes.push(encode(attribute.dictionary, text))
  if (attribute.dictionary.values.length <= attributeValues) return
  attribute.dropped = true
  attribute.codes.finish()
  attribute.dictionary.values.length = 0
  attribute.dictionary.codes.clear()
}

function placeOf(header: readonly string[], name: string, known: string): number {
  const at = header.indexOf(name)
  if (at >= 0) return at
  throw new HistoryError(
    `The mapping names the column “${name}” for ${known}, which the file does not have. Its columns are: ${header.slice(0, 30).join(', ')}.`,
  )
}

function formOf(at: Partial<Record<KnownColumn, number>>): HistoryForm {
  if (at.activity !== undefined) return 'events'
  return at.count !== undefined ? 'volume' : 'cases'
}

function checkNeeded(form: HistoryForm, at: Partial<Record<KnownColumn, number>>): void {
  const missing = neededColumns[form].filter((column) => at[column] === undefined)
  if (form === 'events' && at.start === undefined && at.end === undefined) missing.push('end')
  if (form === 'volume' && at.from === undefined && at.hour === undefined) missing.push('hour')
  if (missing.length === 0) return
  const what = { events: 'An event log', cases: 'A case table', volume: 'A volume file' }[form]
  throw new HistoryError(
    `${what} needs the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}. Say in the mapping which column of the file that is.`,
  )
}
