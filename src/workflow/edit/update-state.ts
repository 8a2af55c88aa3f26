import type { Draft, Edit, Refusal } from '../draft.ts'
import type { Uid } from '../name.ts'
import { State } from '../state.ts'
import { childrenOf, stateOf, titleOf, transitionsFrom } from '../tree.ts'
import { finish, without, withStates } from './finish.ts'

/** What the inspector may change of a state. `undefined` takes an optional property away. */
type StatePatch = {
  readonly description?: string | undefined
  readonly type?: State['type']
  readonly step?: State['step']
  readonly disposition?: State['disposition']
  readonly kind?: State['kind'] | undefined
  readonly entry?: State['entry']
  readonly exit?: State['exit']
  readonly history?: 'shallow' | 'deep'
}

/** Changes properties of a state other than its names and place. `label` overrides what the undo list says. */
export function updateState(draft: Draft, uid: Uid, patch: StatePatch, label?: string): Edit | Refusal {
  const state = stateOf(draft, uid)
  if (!state) return { refused: 'The state is not there any more.' }
  const type = patch.type ?? state.type
  const refusal = mayBecome(draft, state, type) ?? mayBeStep(state, type, patch)
  if (refusal) return refusal
  const { description: _old, ...rest } = { ...state, ...patch }
  const description = 'description' in patch ? patch.description : state.description
  const changed: State = {
    ...rest,
    type,
    step: type === 'atomic' ? rest.step : null,
    disposition: type === 'final' ? rest.disposition : null,
    ...(description === undefined || description === '' ? {} : { description }),
    ...(type === 'history' ? { history: rest.history ?? 'shallow' } : {}),
  }
  if (type !== 'history') delete changed.history
  if (changed.kind === undefined || type !== 'atomic' || changed.step) delete changed.kind
  const parsed = State.safeParse(changed)
  if (!parsed.success) return { refused: `That does not fit: ${parsed.error.issues[0]?.message ?? 'a value is wrong'}.` }
  const leaving = type === 'final' || (type !== state.type && (type === 'history' || state.type === 'history'))
  const gone = new Set(leaving ? transitionsFrom(draft, uid).map((transition) => transition.uid) : [])
  const after = { ...withStates(draft, [changed]), transitions: without(draft.transitions, gone) }
  return finish(label ?? `Change ${titleOf(state)}`, draft, after, [uid, state.parent])
}

function mayBecome(draft: Draft, state: State, type: State['type']): Refusal | null {
  if (type === state.type) return null
  const title = titleOf(state)
  const children = childrenOf(draft, state.uid).length
  if (state.parent === null && (type === 'final' || type === 'history')) return { refused: 'The workflow itself cannot be an end.' }
  if (children > 0 && type !== 'compound' && type !== 'parallel')
    return { refused: `"${title}" has states inside; move or delete them first.` }
  if (children === 0 && (type === 'compound' || type === 'parallel'))
    return { refused: `"${title}" has no states inside; add one, and it becomes a container by itself.` }
  const leaving = transitionsFrom(draft, state.uid).length
  if (type === 'final' && leaving > 0)
    return { refused: `"${title}" has ${leaving} transition${leaving === 1 ? '' : 's'} that leave it; an end has none. Delete them first.` }
  return null
}

function mayBeStep(state: State, type: State['type'], patch: StatePatch): Refusal | null {
  if (patch.step && type !== 'atomic')
    return { refused: `Work is done in plain states only; "${titleOf(state)}" is ${type === 'final' ? 'an end' : 'not one'}.` }
  if (patch.disposition && type !== 'final') return { refused: `Only an end has a disposition; "${titleOf(state)}" is none.` }
  return null
}
