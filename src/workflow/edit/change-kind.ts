import type { Draft, Edit, Refusal } from '../draft.ts'
import { kindWords, type StateKind } from '../drawing/kind.ts'
import type { Uid } from '../name.ts'
import type { Step } from '../step.ts'
import { stateOf, titleOf } from '../tree.ts'
import { updateState } from './update-state.ts'

/** What a state that holds no others can be. */
export type LeafKind = Exclude<StateKind, 'compound' | 'parallel' | 'history'>

/** The kinds of a state that holds no others. */
export const leafKinds: readonly LeafKind[] = ['review', 'automatic', 'decision', 'wait', 'batch', 'rest', 'final']

/** The outcomes of a step of which nobody said yet what it ends with. */
const firstOutcomes: Record<Step['kind'], Step['outcomes']> = {
  review: [
    { event: 'YES', title: 'Yes' },
    { event: 'NO', title: 'No' },
  ],
  automatic: [{ event: 'DONE', title: 'Done' }],
  wait: [{ event: 'DONE', title: 'Done' }],
  batch: [{ event: 'DONE', title: 'Done' }],
}

/** Makes a state something else, and keeps what both kinds have: a step's outcomes, target, instructions. */
export function changeKind(draft: Draft, uid: Uid, kind: LeafKind): Edit | Refusal {
  const state = stateOf(draft, uid)
  if (!state) return { refused: 'The state is not there any more.' }
  const label = `Make ${titleOf(state)} ${/^[aeiou]/i.test(kindWords[kind]) ? 'an' : 'a'} ${kindWords[kind].toLowerCase()}`
  if (kind === 'final') return updateState(draft, uid, { type: 'final', disposition: { restrictive: false } }, label)
  if (kind === 'rest' || kind === 'decision')
    return updateState(draft, uid, { type: 'atomic', step: null, kind: kind === 'decision' ? kind : undefined }, label)
  return updateState(draft, uid, { type: 'atomic', step: stepOf(draft, kind, state.step) }, label)
}

/** A step of that kind with what another one said that both can say, and of a review the first pool. */
export function stepOf(draft: Pick<Draft, 'pools'>, kind: Step['kind'], before: Step | null = null): Step {
  const { outcomes = firstOutcomes[kind], instructions, policy, target, valueAdding, guide } = before ?? {}
  const common = {
    outcomes,
    ...(instructions ? { instructions } : {}),
    ...(policy ? { policy } : {}),
    ...(target ? { target } : {}),
    ...(valueAdding === undefined ? {} : { valueAdding }),
    ...(guide ? { guide } : {}),
  }
  if (kind === 'batch') return { kind, ...common, size: 50 }
  if (kind !== 'review') return { kind, ...common }
  const [pool] = Object.values(draft.pools).toSorted((a, b) => a.order - b.order)
  return { kind, ...common, pools: pool ? [pool.id] : [] }
}
