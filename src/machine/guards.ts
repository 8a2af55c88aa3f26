import type { Draft } from '../workflow/draft.ts'
import type { Transition } from '../workflow/transition.ts'
import { transitionsInOrder } from '../workflow/where.ts'
import { attributesInOrder } from './config.ts'
import type { ExpressionTree } from './evaluate-tree.ts'
import { checkExpression } from './expression.ts'

/** What is known of a transition's guard: it always holds, it is this condition, or it cannot be judged (a name, or a wrong expression). */
type GuardReading = 'always' | 'unknown' | ExpressionTree

const readings = new WeakMap<Draft['transitions'], { attributes: Draft['attributes']; guards: Map<string, GuardReading> }>()

/** The guard of every transition, by uid. Kept for as long as the draft's transitions and attributes are the same. */
export function readGuards(draft: Draft): ReadonlyMap<string, GuardReading> {
  const known = readings.get(draft.transitions)
  if (known?.attributes === draft.attributes) return known.guards
  const attributes = attributesInOrder(draft)
  const guards = new Map(
    Object.values(draft.transitions).map(({ uid, guard }): [string, GuardReading] => {
      if (guard === null) return [uid, 'always']
      if (!('expression' in guard)) return [uid, 'unknown']
      const checked = checkExpression(guard.expression, attributes)
      return [uid, checked.ok && checked.type === 'bool' ? checked.tree : 'unknown']
    }),
  )
  readings.set(draft.transitions, { attributes: draft.attributes, guards })
  return guards
}

/** Transitions that compete: same source, same trigger, in the order in which they are tried. */
export function findChains(draft: Draft): Transition[][] {
  const chains = new Map<string, Transition[]>()
  for (const transition of transitionsInOrder(draft)) {
    const key = `${transition.source} ${JSON.stringify(transition.trigger)}`
    const chain = chains.get(key)
    if (chain) chain.push(transition)
    else chains.set(key, [transition])
  }
  return [...chains.values()]
}

/** The condition of a reading that is known; `always` is the constant true. */
export function conditionOf(reading: GuardReading | undefined): ExpressionTree | null {
  if (reading === 'always') return { op: 'constant', value: true }
  return reading === undefined || reading === 'unknown' ? null : reading
}
