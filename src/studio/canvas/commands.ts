import type { Draft } from '../../workflow/draft.ts'
import { boxesOf, overlaps, unite, type Box, type Rect } from '../../workflow/drawing/box.ts'
import { framePadding, kindOf, kindSizes, kindWords, type StateKind } from '../../workflow/drawing/kind.ts'
import { addState, keyFromTitle, type NewStateRequest } from '../../workflow/edit/add-state.ts'
import { changeKind, type LeafKind, stepOf } from '../../workflow/edit/change-kind.ts'
import { connect } from '../../workflow/edit/connect.ts'
import { turnFold } from '../../workflow/edit/fold.ts'
import { moveStates } from '../../workflow/edit/move-states.ts'
import { remove } from '../../workflow/edit/remove.ts'
import { rename } from '../../workflow/edit/rename.ts'
import { alikeOf, reorder } from '../../workflow/edit/reorder.ts'
import { reparent } from '../../workflow/edit/reparent.ts'
import { setInitial } from '../../workflow/edit/set-initial.ts'
import { together } from '../../workflow/edit/together.ts'
import { updateTransition } from '../../workflow/edit/update-transition.ts'
import type { Placement } from '../../workflow/layout.ts'
import type { Uid } from '../../workflow/name.ts'
import type { State } from '../../workflow/state.ts'
import { ancestorsOf, childrenOf, stateOf, transitionsFrom } from '../../workflow/tree.ts'
import { newUid } from '../session/new-uid.ts'
import { guardCommand, perform } from '../session/commands.ts'
import { run, select, session } from '../session/session.ts'
import { alignBoxes, type Alignment } from './align.ts'
import type { Moves, Place } from './moves.ts'

const draftNow = (): Draft => session.getState().tables

/** What a new state of each kind is before anybody said more. */
const beginnings: Record<StateKind, (draft: Draft) => Pick<NewStateRequest, 'type' | 'step' | 'disposition' | 'kind'>> = {
  review: (draft) => ({ step: stepOf(draft, 'review') }),
  automatic: (draft) => ({ step: stepOf(draft, 'automatic') }),
  wait: (draft) => ({ step: stepOf(draft, 'wait') }),
  batch: (draft) => ({ step: stepOf(draft, 'batch') }),
  rest: () => ({}),
  decision: () => ({ kind: 'decision' }),
  final: () => ({ type: 'final', disposition: { restrictive: false } }),
  compound: () => ({ type: 'compound' }),
  parallel: () => ({ type: 'parallel' }),
  history: () => ({ type: 'history' }),
}

/**
 * Adds a state with its middle (or, with `from`, its left end) at an absolute point, in the container it falls into, and connects it.
 * Selects it. Returns its uid, or null where it was refused.
 */
export function addAt(kind: StateKind, title: string, point: Place, { from, parent }: { from?: Uid | null; parent: Uid }): Uid | null {
  const draft = draftNow()
  const box = boxesOf(draft).get(parent)
  const origin = box?.origin ?? { x: 0, y: 0 }
  const { width, height } = kindSizes[kind]
  const at = { x: Math.round(point.x - origin.x - (from ? 0 : width / 2)), y: Math.round(point.y - origin.y - height / 2) }
  const edit = addState(
    draft,
    { parent, title: title || titleOfNew(kind), at, ...beginnings[kind](draft), ...(from ? { from } : {}) },
    newUid,
  )
  if (!run(edit) || 'refused' in edit) return null
  select([edit.uid])
  const after = draftNow()
  const exits = from ? transitionsFrom(after, from) : []
  const way = exits.find(({ targets }) => targets[0] === edit.uid)
  if (way && exits.length > 1 && title !== '' && kindOf(after.states[way.source]!, after) === 'decision') askGuard(way.uid)
  return edit.uid
}

/** Selects the way and leads to the field that says when it is taken. */
function askGuard(way: Uid): void {
  select([way])
  perform(guardCommand(way))
}

/** Adds what comes next after a state, at a free place to its right or at an absolute one, and connects it. Returns its uid, or null where it was refused. */
export function addNext(kind: StateKind, title: string, from: Uid, at?: Place): Uid | null {
  const draft = draftNow()
  const state = stateOf(draft, from)
  const root = draft.header.workflow.root
  const parent = state?.parent ?? root
  // Beside a track there are only tracks: what follows it stands outside.
  const home = stateOf(draft, parent)?.type === 'parallel' ? (stateOf(draft, parent)?.parent ?? root) : parent
  return addAt(kind, title, at ?? placeAfter(boxesOf(draft), from, kind), { from, parent: home })
}

/** Pixels between a state and what comes next. */
const nextTo = 96

/** A free place to the right of a state: the middle of the left side of what comes next. */
function placeAfter(boxes: ReadonlyMap<Uid, Box>, from: Uid, kind: StateKind): Place {
  const box = boxes.get(from)
  if (!box) return { x: 0, y: 0 }
  const { width, height } = kindSizes[kind]
  const leaves = [...boxes.values()].filter((other) => other.kind !== 'compound' && other.kind !== 'parallel')
  for (let row = 0; ; row++) {
    const shift = row === 0 ? 0 : (row % 2 === 1 ? 1 : -1) * Math.ceil(row / 2) * (height + 32)
    const place: Rect = { x: box.x + box.width + nextTo, y: box.y + (box.height - height) / 2 + shift, width, height }
    if (row > 40 || leaves.every((other) => !overlaps(place, other, 20))) return { x: place.x, y: place.y + height / 2 }
  }
}

/** Draws a transition and selects it, so that the inspector shows what to say about it; of a decision it asks for the guard. */
export function connectStates(source: Uid, target: Uid): void {
  const edit = connect(draftNow(), { source, target }, newUid)
  if (!run(edit) || 'refused' in edit) return
  const from = stateOf(draftNow(), source)
  if (from && kindOf(from, draftNow()) === 'decision') askGuard(edit.uid)
  else select([edit.uid])
}

/** Leads an end of a transition to another state. `index` is which of its targets. */
export function reconnectEnd(uid: Uid, end: 'source' | 'target', to: Uid, index: number): void {
  const transition = draftNow().transitions[uid]
  if (!transition) return
  const targets = transition.targets.length === 0 ? [to] : transition.targets.map((target, at) => (at === index ? to : target))
  run(updateTransition(draftNow(), uid, end === 'source' ? { source: to } : { targets }, 'Reconnect'))
}

/** Leads a transition to another state. */
export function leadTo(uid: Uid, target: Uid): void {
  reconnectEnd(uid, 'target', target, 0)
}

/** Gives a state another title. */
export function retitle(uid: Uid, title: string): void {
  const draft = draftNow()
  const state = stateOf(draft, uid)
  // A state that was only just added and never named takes its name in the machine from its first title.
  const fresh = state !== undefined && state.title === titleOfNew(kindOf(state, draft))
  const named = fresh && title !== '' ? rename(draft, uid, { title, key: keyFromTitle(title, state.type) }) : null
  run(named && !('refused' in named) ? named : rename(draft, uid, { title }))
}

function titleOfNew(kind: StateKind): string {
  return `New ${kindWords[kind].toLowerCase()}`
}

/** Makes a state something else. */
export function becomeKind(uid: Uid, kind: LeafKind): void {
  run(changeKind(draftNow(), uid, kind))
}

/** Moves states into another, to a free place under what is there. */
export function moveInto(uids: readonly Uid[], parent: Uid): void {
  const draft = draftNow()
  const boxes = boxesOf(draft)
  const [frame, inside] = [boxes.get(parent), unite(childrenOf(draft, parent).flatMap(({ uid }) => boxes.get(uid) ?? []))]
  const origin = frame?.origin ?? { x: 0, y: 0 }
  let x = inside ? inside.x - origin.x : frame ? framePadding.left : 0
  const y = inside ? inside.y + inside.height - origin.y + 48 : frame ? framePadding.top : 0
  const placements = uids.flatMap((uid): Placement[] => {
    const box = boxes.get(uid)
    if (!box) return []
    const place = { uid, x: Math.round(x), y: Math.round(y) }
    x += box.width + 96
    return [place]
  })
  if (run(reparent(draft, uids, parent, placements))) select(uids)
}

/** Moves a state among its siblings, or a transition among those that are asked with it, one place earlier or later. */
export function moveBy(uid: Uid, by: 1 | -1): void {
  const draft = draftNow()
  const state = stateOf(draft, uid)
  const transition = draft.transitions[uid]
  const among: readonly { readonly uid: Uid }[] =
    state && state.parent !== null ? childrenOf(draft, state.parent) : transition ? alikeOf(draft, transition) : []
  const place = among.findIndex((other) => other.uid === uid) + by
  if (place >= 0 && place < among.length) run(reorder(draft, uid, place))
}

/** Folds a group to a card, or unfolds it, and selects it. */
export function turnGroup(uid: Uid): void {
  if (run(turnFold(draftNow(), uid))) select([uid])
}

/** The innermost group that a state or a transition is, or is in; null: none. */
export function groupOf(uid: Uid): Uid | null {
  const draft = draftNow()
  const around = [draft.transitions[uid]?.source ?? uid].flatMap((at) => [at, ...ancestorsOf(draft, at).map((state) => state.uid)])
  return around.find((at) => isGroup(stateOf(draft, at))) ?? null
}

function isGroup(state: State | undefined): boolean {
  return state !== undefined && state.parent !== null && (state.type === 'compound' || state.type === 'parallel')
}

/** Deletes what is selected. */
export function removeSelected(): void {
  const { selection } = session.getState()
  if (selection.size > 0) run(remove(draftNow(), [...selection]))
}

/** Ends a drag: moves within their containers and into others are one edit. */
export function moveStatesTo({ parents, places }: Moves): void {
  const draft = draftNow()
  const placements = [...places].map(([uid, place]): Placement => ({ uid, ...place }))
  const leaving = placements.filter(({ uid }) => parents.get(uid) !== undefined && parents.get(uid) !== stateOf(draft, uid)?.parent)
  const staying = placements.filter((placement) => !leaving.includes(placement))
  const changed = staying.some(({ uid, x, y }) => draft.layout[uid]?.x !== x || draft.layout[uid]?.y !== y)
  if (leaving.length === 0) {
    if (changed) run(moveStates(draft, staying))
    return
  }
  const steps = [...new Set(leaving.map(({ uid }) => parents.get(uid) ?? ''))].map((parent) => (now: Draft) => {
    const group = leaving.filter(({ uid }) => parents.get(uid) === parent)
    return reparent(
      now,
      group.map(({ uid }) => uid),
      parent,
      group,
    )
  })
  const only = leaving.length === 1 ? steps[0]?.(draft) : undefined
  const label = only && 'label' in only ? only.label : `Move ${leaving.length} states`
  run(together(label, draft, [...steps, ...(staying.length > 0 ? [(now: Draft) => moveStates(now, staying)] : [])]))
}

/** Moves what is selected by pixels, or aligns it. */
export function alignSelected(alignment: Alignment): void {
  const draft = draftNow()
  const boxes = boxesOf(draft)
  const chosen = [...session.getState().selection].flatMap((uid) => boxes.get(uid) ?? [])
  const places = alignBoxes(chosen, alignment)
  const placements = chosen.flatMap((box): Placement[] => {
    const place = places.get(box.uid)
    return place ? [{ uid: box.uid, x: Math.round(box.local.x + place.x - box.x), y: Math.round(box.local.y + place.y - box.y) }] : []
  })
  run(moveStates(draft, placements, `Align ${chosen.length} states`))
}

/** Pins what is selected to its place, or, if all of it is pinned, lets it go. */
export function pinSelected(): void {
  const draft = draftNow()
  const boxes = boxesOf(draft)
  const chosen = [...session.getState().selection].flatMap((uid) => boxes.get(uid) ?? [])
  if (chosen.length === 0) return
  const pinned = !chosen.every(({ uid }) => draft.layout[uid]?.pinned)
  const placements = chosen.map(({ uid, local }): Placement => ({
    ...draft.layout[uid],
    uid,
    x: draft.layout[uid]?.x ?? local.x,
    y: draft.layout[uid]?.y ?? local.y,
    pinned,
  }))
  run(moveStates(draft, placements, pinned ? 'Pin in place' : 'Unpin'))
}

/** Makes the selected state the one its container begins in. */
export function beginHere(uid: Uid): void {
  run(setInitial(draftNow(), uid))
}
