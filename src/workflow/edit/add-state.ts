import type { Draft, Edit, NewUid, Refusal } from '../draft.ts'
import { isRefusal } from '../draft.ts'
import { composeChanges, applyChange } from '../change-set.ts'
import { framePadding, kindSizes } from '../drawing/kind.ts'
import { freeKey } from '../key.ts'
import type { Uid } from '../name.ts'
import type { Disposition, State } from '../state.ts'
import type { Step } from '../step.ts'
import { stateOf, titleOf } from '../tree.ts'
import { connect } from './connect.ts'
import { finish, keysIn, newChild, withStates } from './finish.ts'

export type NewStateRequest = {
  readonly parent: Uid
  /** Default: atomic. A compound state gets a first state, a parallel one two regions, so that both run. */
  readonly type?: State['type']
  readonly step?: Step | null
  readonly disposition?: Disposition | null
  /** Atomic without a step: a decision from the start. */
  readonly kind?: 'decision'
  readonly title?: string
  /** Wished for; made unique and repaired. Default: made from the title. */
  readonly key?: string
  /** Pixels relative to the parent. */
  readonly at?: { readonly x: number; readonly y: number }
  /** A state from which a transition leads here, in the same gesture. */
  readonly from?: Uid
}

/** Adds a state inside another. The first state inside an atomic one makes that compound. */
export function addState(draft: Draft, request: NewStateRequest, newUid: NewUid): (Edit & { readonly uid: Uid }) | Refusal {
  const parent = stateOf(draft, request.parent)
  const refusal = mayHold(parent)
  if (refusal) return refusal
  const type = request.type ?? 'atomic'
  const title = request.title ?? ''
  const uid = newUid()
  const key = freeKey(request.key ?? keyFromTitle(title, type), keysIn(draft, request.parent))
  const state = newChild({
    uid,
    key,
    parent: request.parent,
    type,
    title,
    step: type === 'atomic' ? (request.step ?? null) : null,
    disposition: type === 'final' ? (request.disposition ?? null) : null,
    ...(type === 'atomic' && !request.step && request.kind ? { kind: request.kind } : {}),
    ...(type === 'history' ? { history: 'shallow' as const } : {}),
  })
  const inside = contentsOf(uid, type, newUid)
  const own = request.at ? { [uid]: { uid, x: request.at.x, y: request.at.y } } : {}
  const layout = { ...draft.layout, ...own, ...placesOf(inside) }
  const after: Draft = { ...withStates(draft, [state, ...inside]), layout }
  const label = `Add ${titleOf(state)}`
  const edit = finish(label, draft, after, [request.parent, uid, ...inside.map((child) => child.uid)])
  if (request.from === undefined) return { ...edit, uid }
  const connection = connect(applyChange(draft, edit.change), { source: request.from, target: uid }, newUid)
  if (isRefusal(connection)) return connection
  return { label, change: composeChanges(edit.change, connection.change), uid }
}

/** Whether states may be put into this one; the refusal if not. */
export function mayHold(parent: State | undefined): Refusal | null {
  if (!parent) return { refused: 'The state to add to is not there any more.' }
  if (parent.type === 'final') return { refused: `"${titleOf(parent)}" is an end; nothing can be inside it.` }
  if (parent.type === 'history') return { refused: `"${titleOf(parent)}" leads back to where the case was; nothing can be inside it.` }
  return null
}

/** A key made from a title, in the manner of identifiers: `Tier 1 review` becomes `tier1Review`. */
export function keyFromTitle(title: string, type: State['type']): string {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const [first, ...more] = words
  if (first === undefined) return type === 'final' ? 'end' : type === 'history' ? 'back' : 'state'
  return (first.toLowerCase() + more.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')).slice(0, 48)
}

/** Where the contents of a new container stand: tracks under each other, what follows beside what it follows. */
function placesOf(inside: readonly State[]): Draft['layout'] {
  const trackHeight = framePadding.top + kindSizes.rest.height + framePadding.bottom
  return Object.fromEntries(
    inside.map(({ uid, type, order }) => {
      const across = type === 'compound' ? 0 : order * (kindSizes.rest.width + 96)
      const down = type === 'compound' ? order * (Math.max(trackHeight, kindSizes.compound.height) + 24) : 0
      return [uid, { uid, x: framePadding.left + across, y: framePadding.top + down }]
    }),
  )
}

function contentsOf(uid: Uid, type: State['type'], newUid: NewUid): State[] {
  if (type === 'compound') return [newChild({ uid: newUid(), key: 'start', parent: uid, type: 'atomic', title: 'Start', order: 0 })]
  if (type !== 'parallel') return []
  return ['a', 'b'].flatMap((key, order) => {
    const region = newChild({ uid: newUid(), key, parent: uid, type: 'compound', title: `Track ${key.toUpperCase()}`, order })
    const start = newChild({ uid: newUid(), key: 'start', parent: region.uid, type: 'atomic', title: 'Start', order: 0 })
    const end = newChild({ uid: newUid(), key: 'done', parent: region.uid, type: 'final', title: 'Done', order: 1 })
    return [{ ...region, initial: start.uid }, start, end]
  })
}
