import { isObject } from '../../../machine/reading.ts'
import type { Guard } from '../../../workflow/action.ts'
import type { Attribute } from '../../../workflow/attribute.ts'
import type { Json, JsonObject } from '../../../workflow/json.ts'
import type { State } from '../../../workflow/state.ts'
import { stateOf } from '../../../workflow/tree.ts'
import { transitionsInOrder } from '../../../workflow/where.ts'
import { withRecords, wordsOf } from './offer.ts'
import type { Offer } from './offer.ts'

/**
 * A guard that has only a name becomes a fact of the case that is drawn, half yes and half no, each time a case enters the state that asks
 * for it. `and`, `or` and `not` are composed. The shares are a guess, and the attribute says so.
 */
export const guardsAreDrawn: Offer = {
  title: 'A guard with only a name is drawn, half yes and half no',
  apply: (workflow) => {
    const facts = new Map<string, string>()
    const askedAt = new Map<string, Set<string>>()
    const taken = new Set(Object.keys(workflow.attributes))
    const factOf = (written: string, source: string): string => {
      const known = facts.get(written) ?? freeName(written, taken)
      facts.set(written, known)
      taken.add(known)
      askedAt.set(source, (askedAt.get(source) ?? new Set()).add(known))
      return known
    }
    const transitions = transitionsInOrder(workflow).flatMap((transition) => {
      const { guard } = transition
      if (guard === null || 'expression' in guard) return []
      return [{ ...transition, guard: { expression: expressionOf(guard, (name) => factOf(name, transition.source)) } }]
    })
    if (transitions.length === 0) return { workflow, told: [] }
    const order = Object.keys(workflow.attributes).length
    const attributes = [...facts].map(([written, name], at): Attribute => {
      return {
        name,
        order: order + at,
        title: wordsOf(name),
        description: `Guessed: stands for the guard "${written}" of the imported machine, yes for half of the cases each time it is asked.`,
        type: 'boolean',
        default: false,
      }
    })
    const states = [...askedAt].flatMap(([uid, names]): State[] => {
      const state = stateOf(workflow, uid)
      if (!state) return []
      const draws = [...names].map((attribute) => ({ type: 'draw' as const, attribute, shares: { true: 0.5, false: 0.5 } }))
      return [{ ...state, entry: [...state.entry, ...draws] }]
    })
    const next = withRecords(workflow, states, transitions)
    return {
      workflow: { ...next, attributes: { ...next.attributes, ...Object.fromEntries(attributes.map((one) => [one.name, one])) } },
      told: [...facts].map(([written, name]) => `The guard "${written}" is the fact ${name}, drawn 50 to 50 (guessed).`),
    }
  },
}

function expressionOf(guard: Exclude<Guard, { expression: string }>, factOf: (written: string) => string): string {
  const params = guard.params as JsonObject | undefined
  const inner = params?.['guards']
  if (Array.isArray(inner) && ['and', 'or', 'not'].includes(guard.name)) {
    const parts = inner.map((part: Json) => partOf(part, factOf))
    if (guard.name === 'not') return `!(${parts[0] ?? 'false'})`
    return parts.length === 0 ? String(guard.name === 'and') : parts.map((part) => `(${part})`).join(guard.name === 'and' ? ' && ' : ' || ')
  }
  return factOf(params === undefined ? guard.name : `${guard.name} ${JSON.stringify(params)}`)
}

function partOf(part: Json, factOf: (written: string) => string): string {
  if (typeof part === 'string') return factOf(part)
  if (!isObject(part) || typeof part['type'] !== 'string') return factOf(JSON.stringify(part))
  const params = part['params']
  if (part['type'] === 'when' && isObject(params) && typeof params['expression'] === 'string') return params['expression']
  return expressionOf({ name: part['type'], ...(isObject(params) ? { params: params as never } : {}) }, factOf)
}

/** An attribute's name near what was written. */
function freeName(written: string, taken: ReadonlySet<string>): string {
  const plain = written
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[^A-Za-z]+|_+$/g, '')
    .slice(0, 50)
  const wanted = plain === '' || reserved.has(plain) ? `guard_${plain}`.replace(/_$/, '') : plain
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`
    if (!taken.has(name)) return name
  }
}
/** Words that an expression may not use as a name. */
const reserved = new Set([
  'true',
  'false',
  'null',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
  'visits',
  'prev',
  'prev2',
  'age',
])
