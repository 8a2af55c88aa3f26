import Papa from 'papaparse'
import { headWanted, openText } from './opening.ts'
import type { Cut, Opening } from './opening.ts'
import { recognise } from './recognise.ts'
import type { Recognition } from './recognise.ts'

/** A day and a month beside each other, one of them beyond twelve: it tells which is which. */
const telling = /(?<!\d)(?:(?:1[3-9]|2\d|3[01])[/.-](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2\d|3[01]))[/.-]\d{2}/
/** Rows beyond the first ones that are looked at. */
const mostRows = 50
/** So much of a file is waited for until a row tells, in characters. */
const mostWaited = 32e6
/** A column of other dates would have all of it looked at again and again. */
const mostLooks = 10

/** Recognises columns by the first rows and, where those do not tell the day from the month, by the rows in `text` that do. */
export function recogniseIn(opening: Opening, text: string): Recognition {
  const first = recognise(opening.header, opening.sample)
  if (!isUndecided(first)) return first
  const rows = tellingRows(opening, text)
  return rows.length === 0 ? first : recognise(opening.header, [...opening.sample, ...rows])
}

function isUndecided({ questions }: Recognition): boolean {
  return questions.some(({ id, default: taken }) => id.startsWith('times') && taken === null)
}

function tellingRows({ header, delimiter, skip }: Opening, text: string): string[][] {
  const rows: string[][] = []
  const lines = new RegExp(`^.*${telling.source}.*$`, 'gm')
  lines.lastIndex = skip.characters
  for (let found = lines.exec(text); found && rows.length < mostRows; found = lines.exec(text)) {
    const [cells] = Papa.parse<string[]>(found[0].trim(), { delimiter }).data
    if (cells?.length === header.length) rows.push(cells)
  }
  return rows
}

/** The start of a file: as much of it as is needed to understand it. */
export class Head {
  text = ''
  #looks = 0
  #undecided = true
  readonly #cut: Cut
  readonly #isMapped: boolean

  /** `isMapped`: the columns are known and need not be recognised. */
  constructor(cut: Cut, isMapped: boolean) {
    this.#cut = cut
    this.#isMapped = isMapped
  }

  /** Takes more of the file; says whether that is enough. */
  add(chunk: string): boolean {
    this.text += chunk
    if (this.text.length < headWanted) return false
    if (this.#isMapped || this.text.length > mostWaited) return true
    if (this.#looks === 0 || (this.#looks < mostLooks && telling.test(chunk))) {
      this.#looks++
      this.#undecided = this.#look()
    }
    return !this.#undecided
  }

  #look(): boolean {
    try {
      return isUndecided(recogniseIn(openText(this.text, false, this.#cut), this.text))
    } catch {
      // What is wrong with the file is said by whoever reads it.
      return false
    }
  }
}
