/** What exports write where there is nothing. */
const words: ReadonlySet<string> = new Set([
  'null',
  '\\n',
  'n/a',
  'n.a.',
  'na',
  'nan',
  'nil',
  'none',
  'undefined',
  'unassigned',
  'nobody',
  'blank',
  'empty',
  'void',
  'missing',
  'noone',
  'notassigned',
  'notset',
  'notavailable',
  'n/d',
  'n.n.',
  'tbd',
  'tba',
  'k.a.',
  'keine',
  'keiner',
  'niemand',
  'leer',
  'nichtzugewiesen',
  'ninguno',
  'sinasignar',
  'aucun',
  'nonassigné',
  '#n/a',
  '#ref!',
  '#null!',
  '#value!',
  '#name?',
  '.',
  '-',
  '--',
  '---',
  '–',
  '—',
  '?',
])
/** Of these, some can be meant in a column of kinds or decisions: “none” is a decision, “NA” a region. */
const meant: ReadonlySet<string> = new Set([
  'none',
  'na',
  'nobody',
  'noone',
  'unassigned',
  'notassigned',
  'nichtzugewiesen',
  'keine',
  'undefined',
  'missing',
  'void',
  'blank',
  'empty',
  'leer',
  'tbd',
  'tba',
  'notset',
  'notavailable',
])
/** Days that databases hold where there is no time. */
const noDay = /^(?:0000-00-00|9999-12-31)(?:[T ][\d:.]+Z?)?$/
/** Brackets round a word, and blanks in it, say no more than the word. */
const dressed = /^([(<[{])(.+)[)>\]}]$/

/** Counts the words for nothing by column, and says which texts they are. */
export class NothingWords {
  readonly #own: ReadonlySet<string> | null
  readonly #counts = new Map<string, Map<string, number>>()

  /** `own`: the mapping's words (any case) instead of the usual ones. */
  constructor(own: readonly string[] | undefined) {
    this.#own = own === undefined ? null : new Set(own.map((word) => word.toLowerCase()))
  }

  /** Whether the text stands for nothing. `kinds`: the column holds kinds, in which some of the words are values. */
  holds(text: string, kinds: boolean): boolean {
    if (this.#own) return this.#own.has(text.toLowerCase())
    if (text.length > 24) return false
    const code = text.charCodeAt(0)
    // A digit begins no word; most cells end here.
    if (code >= 48 && code <= 57) return text.length >= 10 && noDay.test(text)
    const lower = text.toLowerCase().replaceAll(' ', '')
    const bare = dressed.exec(lower)?.[2] ?? lower
    return words.has(bare) && !(kinds && meant.has(bare))
  }

  count(column: string, word: string): void {
    const counts = this.#counts.get(column) ?? new Map<string, number>()
    counts.set(word, (counts.get(word) ?? 0) + 1)
    this.#counts.set(column, counts)
  }

  /** By column: each word and how often it stood there. */
  found(): ReadonlyMap<string, ReadonlyMap<string, number>> {
    return this.#counts
  }
}
