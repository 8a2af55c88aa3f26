import type { History } from './history.ts'
import { synonyms } from './synonyms.ts'

const nameLike = /(name|email|mail|user|login)$/

/** How the people of a history are called in everything that leaves it. */
export type Pseudonyms = {
  /** By place in the column of people. */
  person(code: number): string
  /** Whether a further column holds people, too. */
  holdsPeople(header: string): boolean
  /** The text with every name of a person replaced. */
  readonly mask: (text: string) => string
  /** The value of a further column that holds people. */
  personOf(name: string): string
}

/**
 * People by number, in the order in which they come up in the file; the table of names is the history itself and leaves with it.
 * With `"people": "names"` in the mapping they keep their names.
 */
export function pseudonymsOf(history: History): Pseudonyms {
  if (history.mapping.people === 'names')
    return { person: (code) => history.resource.values[code]!, holdsPeople: () => false, mask: (text) => text, personOf: (name) => name }
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
  const names = [...numbers.keys()].filter((name) => /\p{L}/u.test(name) && name.length > 1).sort((a, b) => b.length - a.length)
  const patterns = patternsOf(names.filter((name) => name.length <= longest))
  const long = names.filter((name) => name.length > longest)
  return {
    person: (code) => `person ${code + 1}`,
    holdsPeople,
    mask: (text) => {
      const short = patterns.reduce((masked, pattern) => masked.replace(pattern, called), text)
      return long.reduce((masked, name) => masked.replaceAll(name, () => called(name)), short)
    },
    personOf: called,
  }
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
