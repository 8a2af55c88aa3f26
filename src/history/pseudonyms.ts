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
  const all = names.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.map(literal).join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  return {
    person: (code) => `person ${code + 1}`,
    holdsPeople,
    mask: (text) => (all === null ? text : text.replace(all, called)),
    personOf: called,
  }
}

function literal(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
