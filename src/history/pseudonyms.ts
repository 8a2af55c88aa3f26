import Papa from 'papaparse'
import type { TextColumn } from './dictionary.ts'
import type { Fault } from './fault.ts'
import type { History } from './history.ts'
import { synonyms } from './synonyms.ts'

const nameLike = /(name|email|mail|user|login)$/

const notShown = '(text, not shown)'

/** How the people of a history are called in everything that leaves it. */
export type Pseudonyms = {
  /** By place in the column of people. */
  person(code: number): string
  /** The text with every name of a person replaced. */
  readonly mask: (text: string) => string
  /** Whether a further column holds sentences, which may name anybody: they are counted and not shown. */
  readonly withholds: (header: string) => boolean
  /** A value of a column as it may be shown. */
  show(header: string, value: string): string
}

/**
 * People by number, in the order in which they come up in the file; the table of names is the history itself and leaves with it.
 * With `"people": "names"` in the mapping they keep their names. `isMasked`: which names are looked for in texts.
 */
export function pseudonymsOf(history: History, isMasked: (name: string) => boolean = () => true): Pseudonyms {
  if (history.mapping.people === 'names')
    return {
      person: (code) => history.resource.values[code]!,
      mask: (text) => text,
      withholds: () => false,
      show: (_, value) => value,
    }
  const holdsPeople = (header: string) => {
    const plain = header.toLowerCase().replace(/[^a-z0-9]/g, '')
    return synonyms.resource.includes(plain) || nameLike.test(plain)
  }
  const numbers = new Map<string, number>()
  const numberOf = (name: string) => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, numbers.size + 1)
    return numbers.size
  }
  for (const name of history.resource.values) numberOf(name)
  for (const [header, { values }] of history.attributes) if (holdsPeople(header)) for (const name of values) numberOf(name)
  for (const name of history.otherPeople) numberOf(name)
  const called = (name: string) => `person ${numberOf(name)}`
  const names = [...numbers.keys()]
    .filter((name) => /\p{L}/u.test(name) && name.length > 1 && isMasked(name))
    .sort((a, b) => b.length - a.length)
  const patterns = patternsOf(names.filter((name) => name.length <= longest))
  const long = names.filter((name) => name.length > longest)
  const mask = (text: string) => {
    const short = patterns.reduce((masked, pattern) => masked.replace(pattern, called), text)
    return long.reduce((masked, name) => masked.replaceAll(name, () => called(name)), short)
  }
  const sentences = new Set(
    [...history.attributes].filter(([header, column]) => !holdsPeople(header) && holdsSentences(header, column)).map(([header]) => header),
  )
  return {
    person: (code) => `person ${code + 1}`,
    mask,
    withholds: (header) => sentences.has(header),
    show: (header, value) => {
      if (value === '' || sentences.has(header)) return value === '' ? '' : notShown
      return holdsPeople(header) || header === history.mapping.columns.resource ? called(value) : mask(value)
    },
  }
}

const sentenceNames = /note|comment|description|remark|message|summary|narrative|freetext|bemerkung|kommentar|notiz|beschreibung/

/** A column that is called so, or of which most texts are of three words and more and rarely come twice. */
function holdsSentences(header: string, column: TextColumn): boolean {
  const long = column.values.filter((text) => text.trim().split(/\s+/).length >= 3).length
  if (sentenceNames.test(header.toLowerCase().replace(/[^a-z]/g, ''))) return long > 0 || column.values.length > 20
  const filled = column.codes.reduce((sum, code) => sum + (code >= 0 ? 1 : 0), 0)
  return long * 2 > column.values.length && column.values.length * 2 > filled && column.values.length > 5
}

/**
 * The history without names of people in what its work, its cases' kinds and its outcomes are called: `Asked Ann Other` becomes `Asked person 2`, so that no drawing,
 * scenario or report made of it holds one. Only names of several parts are looked for there: a person called `Review` would take the activity's name away.
 * Sentences are taken out of the text of rows that are not used, too. `delimiter`: that of the file's cells.
 */
export function withoutNames(history: History, delimiter: string): History {
  if (history.mapping.people === 'names') return history
  const { mask, withholds } = pseudonymsOf(history, (name) => /\p{L}[^\p{L}]+\p{L}/u.test(name))
  // An activity that is called like somebody as a whole is done by a machine of that name.
  const own = new Set(history.resource.values)
  const masked = (column: TextColumn, isOwn: (text: string) => boolean): TextColumn => ({
    ...column,
    values: column.values.map((text) => (isOwn(text) ? text : mask(text))),
  })
  return {
    ...history,
    activity: masked(history.activity, (text) => own.has(text)),
    category: masked(history.category, () => false),
    outcome: masked(history.outcome, () => false),
    reading: withoutSentences(history, delimiter, withholds),
  }
}

/** A cell that the excerpt's end cuts may be half a name, which nothing finds: it goes. */
function withoutSentences({ header, reading }: History, delimiter: string, withholds: (header: string) => boolean): History['reading'] {
  const columns = header.flatMap((name, at) => (withholds(name) ? [at] : []))
  const first = columns[0] ?? Infinity
  const without = ({ reason, excerpt }: Fault) => {
    const whole = excerpt.endsWith('…') ? `${excerpt.slice(0, Math.max(0, excerpt.lastIndexOf(delimiter)))}…` : excerpt
    if (first === Infinity) return whole
    const cells = Papa.parse<string[]>(whole, { delimiter }).data[0] ?? []
    // In a row that is cut wrongly nobody knows where the sentences are.
    const isBroken = reason === 'fields' || reason === 'quotes' || cells.length > header.length
    return cells.map((cell, at) => (cell !== '' && (columns.includes(at) || (isBroken && at > first)) ? notShown : cell)).join(delimiter)
  }
  return { ...reading, listed: reading.listed.map((fault) => ({ ...fault, excerpt: without(fault) })) }
}

/** A longer name is looked for as it stands: a pattern of it would be refused. */
const longest = 500
/** Letters of all names in one pattern; engines refuse patterns that are much larger. */
const largest = 20_000

/** Patterns that find the names as whole words, the longest first in each. */
function patternsOf(names: readonly string[]): RegExp[] {
  const groups: string[][] = []
  let room = 0
  for (const name of names) {
    if (room < name.length) {
      groups.push([])
      room = largest
    }
    groups.at(-1)?.push(literal(name))
    room -= name.length
  }
  return groups.map((group) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${group.join('|')})(?![\\p{L}\\p{N}])`, 'gu'))
}

function literal(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
