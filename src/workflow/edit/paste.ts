import type { Draft, Edit, NewUid, Refusal } from '../draft.ts'
import { freeKey } from '../key.ts'
import type { Uid } from '../name.ts'
import type { State } from '../state.ts'
import type { Transition } from '../transition.ts'
import { stateOf } from '../tree.ts'
import { mayHold } from './add-state.ts'
import { finish, keysIn, withStates, withTransitions } from './finish.ts'
import { Fragment } from './fragment.ts'

type PasteRequest = {
  readonly parent: Uid
  /** Where the upper left of what is pasted goes, relative to the parent. Default: 32 pixels right of and below where it was. */
  readonly at?: { readonly x: number; readonly y: number }
}

/** Puts a copied fragment into a state: new uids, keys unique, attributes and pools added where the draft has none of that name. */
export function pasteFragment(
  draft: Draft,
  value: unknown,
  { parent, at }: PasteRequest,
  newUid: NewUid,
): (Edit & { readonly uids: readonly Uid[] }) | Refusal {
  const parsed = Fragment.safeParse(value)
  if (!parsed.success || !isWhole(parsed.data)) return { refused: 'What is on the clipboard was not copied from Gemba.' }
  const refusal = mayHold(stateOf(draft, parent))
  if (refusal) return refusal
  const fragment = parsed.data
  const uids = new Map([...fragment.states, ...fragment.transitions].map(({ uid }) => [uid, newUid()]))
  const to = (uid: Uid) => uids.get(uid) ?? uid
  const taken = keysIn(draft, parent)
  const states = fragment.states.map((state): State => {
    const isTop = fragment.top.includes(state.uid)
    const key = isTop ? freeKey(state.key, taken) : state.key
    if (isTop) taken.add(key)
    return {
      ...withoutId(state),
      uid: to(state.uid),
      key,
      parent: isTop || state.parent === null ? parent : to(state.parent),
      order: isTop ? last(fragment.top.length, fragment.top.indexOf(state.uid)) : state.order,
      initial: state.initial === null ? null : to(state.initial),
    }
  })
  const transitions = fragment.transitions.map((transition): Transition => ({
    ...transition,
    uid: to(transition.uid),
    source: to(transition.source),
    targets: transition.targets.map(to),
  }))
  const after: Draft = {
    ...withTransitions(withStates(draft, states), transitions),
    attributes: addMissing(draft.attributes, fragment.attributes, (attribute) => attribute.name),
    pools: addMissing(draft.pools, fragment.pools, (pool) => pool.id),
    layout: { ...draft.layout, ...placed(fragment, to, at) },
  }
  const label = fragment.top.length === 1 ? 'Paste 1 state' : `Paste ${fragment.top.length} states`
  return { ...finish(label, draft, after, [parent]), uids: fragment.top.map(to) }
}

/** Whether everything that the fragment names is in it, and its states form trees below `top` with unique keys. */
function isWhole({ states, transitions, top }: Fragment): boolean {
  const known = new Map(states.map((state) => [state.uid, state]))
  const reachesTop = (state: State): boolean => {
    let current: State | undefined = state
    for (let steps = 0; current && steps <= states.length; steps++) {
      if (top.includes(current.uid)) return true
      current = current.parent === null ? undefined : known.get(current.parent)
    }
    return false
  }
  const keys = new Set(states.map((state) => (top.includes(state.uid) ? `top ${state.uid}` : `${state.parent} ${state.key}`)))
  const uids = new Set([...states, ...transitions].map(({ uid }) => uid))
  return (
    top.every((uid) => known.has(uid)) &&
    states.every(reachesTop) &&
    keys.size === states.length &&
    uids.size === states.length + transitions.length &&
    states.every(({ uid, initial }) => initial === null || known.get(initial)?.parent === uid) &&
    transitions.every(({ source, targets }) => known.has(source) && targets.every((target) => known.has(target)))
  )
}

/** An id given by hand would be there twice. */
function withoutId(state: State): State {
  if (!state.extra || !Object.hasOwn(state.extra, 'id')) return state
  const { id: _id, ...extra } = state.extra
  const { extra: _extra, ...rest } = state
  return Object.keys(extra).length > 0 ? { ...rest, extra } : rest
}

function addMissing<T extends { readonly order: number }>(
  table: Readonly<Record<string, T>>,
  records: readonly T[],
  idOf: (record: T) => string,
): Readonly<Record<string, T>> {
  const missing = records.filter((record) => !Object.hasOwn(table, idOf(record)))
  if (missing.length === 0) return table
  return { ...table, ...Object.fromEntries(missing.map((record, at) => [idOf(record), { ...record, order: last(missing.length, at) }])) }
}

/** A place after all that is there, in the order in which they were copied. */
function last(count: number, at: number): number {
  return Number.MAX_SAFE_INTEGER - count + at
}

function placed(fragment: Fragment, to: (uid: Uid) => Uid, at: PasteRequest['at']): Draft['layout'] {
  const outer = fragment.placements.filter(({ uid }) => fragment.top.includes(uid))
  const left = Math.min(...outer.map(({ x }) => x))
  const upper = Math.min(...outer.map(({ y }) => y))
  return Object.fromEntries(
    fragment.placements.map((placement) => {
      const isTop = fragment.top.includes(placement.uid)
      const x = isTop ? placement.x + (at ? at.x - left : 32) : placement.x
      const y = isTop ? placement.y + (at ? at.y - upper : 32) : placement.y
      return [to(placement.uid), { ...placement, uid: to(placement.uid), x, y }]
    }),
  )
}
