import { newFloats, newInts } from './column.ts'

/** The mark before the fraction of a number: `1,234.5` has a point, `1.234,5` a comma. */
export type Decimal = 'point' | 'comma'

/** A number as written: `open` where it could be read with either mark (`1.234`), with the other reading in `other`. */
export type WrittenNumber = { readonly value: number; readonly decimal: Decimal | null; readonly open: boolean; readonly other: number }

const plain = /^[+-]?\d+$/
const marked = /^([+-]?)(\d[\d.,' \u00a0\u202f\u2019]*)$/
/** Blanks and apostrophes only ever group digits. */
const grouping = /[' \u00a0\u202f\u2019]/

/** Reads a number in any common way of writing it; null: no number. A text that fits two ways is read with a point and marked open. */
export function readNumber(text: string): WrittenNumber | null {
  if (plain.test(text)) return { value: Number(text), decimal: null, open: false, other: NaN }
  const found = marked.exec(text)
  if (!found) return /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(text) ? sure(Number(text), 'point') : null
  const lakhs = /^[+-]?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/.test(text)
  if (lakhs) return sure(Number(text.replaceAll(',', '')), 'point')
  const body = withoutGroups(found[2]!)
  if (body === null) return null
  const number = readMarks(body, body !== found[2])
  return number && found[1] === '-' ? { ...number, value: -number.value, other: -number.other } : number
}

const units: Readonly<Record<HandleUnit, number>> = { milliseconds: 0.001, seconds: 1, minutes: 60, hours: 3600 }
export type HandleUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours'

/** Seconds in one of a unit. */
export function secondsIn(unit: HandleUnit): number {
  return units[unit]
}

/** Seconds of a duration that says its units: `03:20` (minutes and seconds), `1:03:20`, `PT3M20S`, `3 min`, `1h 20m`; null: it does not. */
export function readDuration(text: string): number | null {
  const clock = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{2}(?:[.,]\d{1,6})?)$/.exec(text)
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]!.replace(',', '.'))
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text)
  if (iso && text.length > 2) return [86_400, 3600, 60, 1].reduce((sum, unit, i) => sum + Number(iso[i + 1] ?? 0) * unit, 0)
  return saidDuration(text)
}

/** `3 min`, `1h 20m`, `2 hours and 5 minutes`: numbers with their units, each unit smaller than the one before. */
function saidDuration(text: string): number | null {
  if (!/^(?:\d+(?:[.,]\d+)?\s*[a-z]+\.?(?:\s*(?:,|and|und|et|y)\s+|\s*|$))+$/i.test(text) || text.length > 60) return null
  let [sum, last] = [0, Infinity]
  for (const [, number, word] of text.matchAll(/(\d+(?:[.,]\d+)?)\s*(?!(?:and|und|et|y)\b)([a-z]+)/gi)) {
    const unit = unitOf(word!)
    if (unit === null || units[unit] >= last) return null
    last = units[unit]
    sum += Number(number!.replace(',', '.')) * last
  }
  return sum
}

/** The unit that a word or abbreviation names; null: none. */
export function unitOf(word: string): HandleUnit | null {
  if (/^(ms|msecs?|millis|milliseconds?|millisekunden)$/i.test(word)) return 'milliseconds'
  if (/^(s|secs?|seconds?|sek|sekunden|segundos|secondes)$/i.test(word)) return 'seconds'
  if (/^(m|mins?|minutes?|minuten|minutos)$/i.test(word)) return 'minutes'
  return /^(h|hrs?|hours?|std|stunden|horas|heures)$/i.test(word) ? 'hours' : null
}

/** Digits with at most points and commas in them. */
function readMarks(text: string, grouped: boolean): WrittenNumber | null {
  const [points, commas] = [text.split('.').length - 1, text.split(',').length - 1]
  if (points + commas === 0) return { value: Number(text), decimal: null, open: false, other: NaN }
  if (points > 0 && commas > 0) {
    const decimal: Decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? 'point' : 'comma'
    const value = readWith(text, decimal)
    return value === null ? null : sure(value, decimal)
  }
  const mark = points > 0 ? '.' : ','
  const own: Decimal = points > 0 ? 'point' : 'comma'
  const foreign: Decimal = points > 0 ? 'comma' : 'point'
  const asGroups = new RegExp(`^[1-9]\\d{0,2}(?:\\${mark}\\d{3})+$`).test(text)
  if (points + commas > 1) return asGroups ? sure(Number(text.replaceAll(mark, '')), foreign) : null
  const asFraction = Number(text.replace(',', '.'))
  if (!/^\d+[.,]\d+$/.test(text)) return null
  // Blanks group already, so that what is left can only be the fraction.
  if (!asGroups || grouped) return sure(asFraction, own)
  const asWhole = Number(text.replace(mark, ''))
  return points > 0
    ? { value: asFraction, decimal: null, open: true, other: asWhole }
    : { value: asWhole, decimal: null, open: true, other: asFraction }
}

function readWith(text: string, decimal: Decimal): number | null {
  const [mark, group] = decimal === 'point' ? ['.', ','] : [',', '.']
  const [whole = '', fraction = '', ...more] = text.split(mark)
  if (more.length > 0 || !/^\d+$/.test(fraction) || !new RegExp(`^\\d{1,3}(?:\\${group}\\d{3})+$`).test(whole)) return null
  return Number(`${whole.replaceAll(group, '')}.${fraction}`)
}

function withoutGroups(text: string): string | null {
  const found = grouping.exec(text)
  if (!found) return text
  const [whole = ''] = text.split(/[.,]/, 1)
  const groups = whole.split(found[0])
  const fits = groups.every((group, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group)) && !grouping.test(text.slice(whole.length))
  return fits ? groups.join('') + text.slice(whole.length) : null
}

const sure = (value: number, decimal: Decimal): WrittenNumber => ({ value, decimal, open: false, other: NaN })

/** What the numbers of a column tell of how they are written. `open`: some could be read two ways. `example`: the first of those. */
export type NumberEvidence = {
  readonly points: number
  readonly commas: number
  readonly open: number
  /** Of the open ones, those with a comma; the rest have a point. */
  readonly openCommas: number
  /** Whole numbers of 100 to 999 without a mark: where thousands are grouped, such numbers stand beside them. */
  readonly bare: number
  readonly example: string
}

/** A column of numbers whose way of writing is decided when all of them have been seen. */
export class NumberColumn {
  readonly #values = newFloats()
  readonly #openRows = newInts()
  readonly #others = newFloats()
  readonly #evidence = { points: 0, commas: 0, open: 0, openCommas: 0, bare: 0, example: '' }

  get evidence(): NumberEvidence {
    return this.#evidence
  }

  /** Takes the next row's number; null: the cell is empty. */
  push(number: WrittenNumber | null, text: string): void {
    if (number?.open) {
      this.#openRows.push(this.#values.length)
      this.#others.push(number.other)
      this.#evidence.open++
      if (text.includes(',')) this.#evidence.openCommas++
      if (this.#evidence.example === '') this.#evidence.example = text
    } else if (number?.decimal === 'point') this.#evidence.points++
    else if (number?.decimal === 'comma') this.#evidence.commas++
    else if (number && number.value >= 100 && number.value < 1000) this.#evidence.bare++
    this.#values.push(number?.value ?? NaN)
  }

  /** All numbers, read with this mark; they were read with a point so far. */
  finish(decimal: Decimal): Float64Array {
    const values = this.#values.finish()
    const [rows, others] = [this.#openRows.finish(), this.#others.finish()]
    if (decimal === 'comma') for (const [i, row] of rows.entries()) values[row] = others[i]!
    return values
  }
}

/**
 * The mark of a column's fractions by what its own numbers tell, else those of the file; null: it stays open.
 * `counts`: the column counts cases, so that a number with exactly three digits behind its mark, beside whole ones below a thousand, is a grouped one.
 */
export function decimalOf(own: NumberEvidence, file: readonly NumberEvidence[], counts: boolean): Decimal | null {
  const told = [own, ...file].find(({ points, commas }) => points !== commas)
  if (told) return told.points > told.commas ? 'point' : 'comma'
  if (own.open === 0) return 'point'
  const isGrouped = counts && own.bare > 0 && (own.openCommas === 0 || own.openCommas === own.open)
  return isGrouped ? (own.openCommas === 0 ? 'comma' : 'point') : null
}
