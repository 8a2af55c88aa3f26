import { newFloats, newInts } from './column.ts'
import { encode, newDictionary } from './dictionary.ts'
import type { Dictionary } from './dictionary.ts'
import { RowSet } from './row-set.ts'
import { HistoryError } from './fault.ts'
import type { FaultList, Reading } from './fault.ts'
import type { History, HistoryForm } from './history.ts'
import type { KnownColumn, Mapping } from './mapping.ts'
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
  rows = 0
  readonly #form: HistoryForm
  readonly #mapping: Mapping
  readonly #header: readonly string[]
  readonly #faults: FaultList
  readonly #time: TimeReader
  readonly #at: Partial<Record<KnownColumn, number>> = {}
  readonly #seen = new RowSet()
  readonly #line = newInts()
  readonly #texts: Record<'case_id' | 'activity' | 'resource' | 'category' | 'outcome', TextSink>
  readonly #attributes: Attribute[]
  readonly #numbers = { arrived: newFloats(), start: newFloats(), end: newFloats(), count: newFloats(), handle: newFloats() }
  readonly #startAt: number
  readonly #endAt: number
  readonly #arrivedAt: number

  /** Throws a HistoryError when the mapping does not fit the header. */
  constructor(mapping: Mapping, header: readonly string[], faults: FaultList) {
    this.#mapping = mapping
    this.#header = header
    this.#faults = faults
    this.#time = timeReader(mapping.timeFormat ?? 'iso', zoneOf(mapping.timezone ?? 'UTC'), this.clock)
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
    }
    for (const [attribute, name] of Object.entries(mapping.attributes ?? {})) placeOf(header, name, attribute)
    this.#attributes = this.#furtherColumns(mapping)
    const [start, end] = timeColumns[this.#form]
    this.#startAt = this.#at[start] ?? this.#at.hour ?? -1
    this.#endAt = this.#at[end] ?? -1
    this.#arrivedAt = this.#form === 'events' ? (this.#at.arrived ?? -1) : -1
  }

  add(fields: string[], line: number, raw: string): void {
    if (!this.#wellFormed(fields, line, raw)) return
    const start = this.#timeAt(fields, this.#startAt, line, raw)
    if (start === null) return
    const end = this.#timeAt(fields, this.#endAt, line, raw)
    if (end === null) return
    const arrived = this.#timeAt(fields, this.#arrivedAt, line, raw)
    if (arrived === null) return
    if (!this.#timesHold(start, end, line, raw)) return
    const amounts = this.#amounts(fields, line, raw)
    if (amounts === null) return
    if (!this.#seen.add(fields)) return this.#faults.add('duplicate', line, 'The same row stands further up.', raw)
    this.#keep(fields, line, start, end, arrived, amounts)
  }

  /** What the columns themselves have to tell, in sentences. */
  notes(): string[] {
    const dropped = this.#attributes
      .filter((attribute) => attribute.dropped)
      .map(({ name }) => `The column “${name}” has more than ${attributeValues.toLocaleString('en')} different values and is not kept.`)
    const { gaps, repeats } = this.clock
    const zone = this.#mapping.timezone ?? 'UTC'
    if (gaps > 0)
      dropped.push(`${gaps.toLocaleString('en')} times do not exist on the clock of ${zone} (it was put forward); they were moved on.`)
    if (repeats > 0)
      dropped.push(`${repeats.toLocaleString('en')} times exist twice on the clock of ${zone} (it was put back); the first was taken.`)
    return dropped
  }

  finish(reading: Reading): History {
    const text = ({ codes, dictionary }: TextSink) => ({ codes: codes.finish(), values: dictionary.values })
    const { case_id, activity, resource, category, outcome } = this.#texts
    const numbers = this.#numbers
    this.#seen.clear()
    return {
      form: this.#form,
      mapping: { ...this.#mapping, form: this.#form },
      timezone: this.#mapping.timezone ?? 'UTC',
      rows: this.rows,
      line: this.#line.finish(),
      caseId: text(case_id),
      activity: text(activity),
      resource: text(resource),
      category: text(category),
      outcome: text(outcome),
      arrived: numbers.arrived.finish(),
      start: numbers.start.finish(),
      end: numbers.end.finish(),
      count: numbers.count.finish(),
      handleSeconds: numbers.handle.finish(),
      attributes: new Map(this.#attributes.filter(({ dropped }) => !dropped).map((attribute) => [attribute.name, text(attribute)])),
      header: this.#header,
      reading,
    }
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
    if (fields.length !== expected) return this.#refuse('fields', line, `${fields.length} fields instead of ${expected}.`, raw)
    if (raw.length > fieldLength && fields.some((field) => field.length > fieldLength)) {
      return this.#refuse('long', line, `A field is longer than ${fieldLength.toLocaleString('en')} characters.`, raw)
    }
    for (const [i, field] of fields.entries()) fields[i] = field.trim()
    const { case_id, activity } = this.#texts
    if (this.#form !== 'volume' && fields[case_id.at] === '')
      return this.#refuse('case', line, `“${this.#header[case_id.at]!}” is empty.`, raw)
    if (this.#form === 'events' && fields[activity.at] === '')
      return this.#refuse('activity', line, `“${this.#header[activity.at]!}” is empty.`, raw)
    return true
  }

  /** `NaN`: the cell is empty. Null: it was refused. */
  #timeAt(fields: readonly string[], at: number, line: number, raw: string): number | null {
    const text = at < 0 ? '' : fields[at]!
    if (text === '') return NaN
    const time = this.#time(text)
    if (Number.isNaN(time))
      this.#refuse(
        'time',
        line,
        `“${text.slice(0, 40)}” in “${this.#header[at]!}” is not a time of the format ${this.#mapping.timeFormat ?? 'iso'}.`,
        raw,
      )
    else if (time === Infinity)
      this.#refuse('year', line, `“${text.slice(0, 40)}” in “${this.#header[at]!}” is not between 1970 and 2100.`, raw)
    else return time
    return null
  }

  #timesHold(start: number, end: number, line: number, raw: string): boolean {
    const missing = this.#form === 'events' ? Number.isNaN(start) && Number.isNaN(end) : Number.isNaN(start)
    if (missing) return this.#refuse('time', line, 'The row has no time.', raw)
    if (end < start) return this.#refuse('order', line, `It ends ${Math.round(start - end).toLocaleString('en')} s before it starts.`, raw)
    return true
  }

  #amounts(fields: readonly string[], line: number, raw: string): { count: number; handle: number } | null {
    if (this.#form !== 'volume') return { count: 1, handle: NaN }
    const countText = fields[this.#at.count!]!
    const handleText = this.#at.handle_seconds === undefined ? '' : fields[this.#at.handle_seconds]!
    const [count, handle] = [countText === '' ? NaN : Number(countText), handleText === '' ? NaN : Number(handleText)]
    if (count >= 0 && Number.isFinite(count) && (handleText === '' || handle >= 0)) return { count, handle }
    this.#refuse('count', line, `“${(count >= 0 ? handleText : countText).slice(0, 40)}” is not a number of 0 or more.`, raw)
    return null
  }

  #keep(
    fields: readonly string[],
    line: number,
    start: number,
    end: number,
    arrived: number,
    amounts: { count: number; handle: number },
  ): void {
    this.rows++
    this.#line.push(line)
    for (const sink of Object.values(this.#texts)) sink.codes.push(sink.at < 0 ? -1 : encode(sink.dictionary, fields[sink.at]!))
    for (const attribute of this.#attributes) if (!attribute.dropped) keepAttribute(attribute, fields[attribute.at]!)
    const numbers = this.#numbers
    numbers.arrived.push(this.#form === 'events' ? arrived : start)
    numbers.start.push(start)
    numbers.end.push(end)
    numbers.count.push(amounts.count)
    numbers.handle.push(amounts.handle)
  }

  #refuse(reason: Parameters<FaultList['add']>[0], line: number, detail: string, raw: string): false {
    this.#faults.add(reason, line, detail, raw)
    return false
  }
}

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
