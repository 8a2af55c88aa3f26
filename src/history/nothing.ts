/** What exports write where there is nothing. */
const words: ReadonlySet<string> = new Set([
  'null',
  '(null)',
  '<null>',
  '[null]',
  '\\n',
  'n/a',
  '#n/a',
  'n.a.',
  'na',
  'nan',
  'nil',
  'none',
  'undefined',
  'unassigned',
  'nobody',
  '(none)',
  '(blank)',
  '(empty)',
  'k.a.',
  'keine',
  'leer',
  '-',
  '--',
  '---',
  '–',
  '—',
  '?',
])
/** Of these, some can be meant in a column of kinds or decisions: “none” is a decision, “NA” a region. */
const meant: ReadonlySet<string> = new Set(['none', 'na', 'nobody', 'unassigned', 'keine', 'undefined'])

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
    if (text.length > 12 && this.#own === null) return false
    const lower = text.toLowerCase()
    return this.#own ? this.#own.has(lower) : words.has(lower) && !(kinds && meant.has(lower))
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
