import { boxesOf, overlaps } from '../workflow/drawing/box.ts'
import { sizeOf } from '../workflow/drawing/kind.ts'
import type { Draft } from '../workflow/draft.ts'
import type { Placement } from '../workflow/layout.ts'
import type { State } from '../workflow/state.ts'
import type { Transition } from '../workflow/transition.ts'
import type { Change } from './change.ts'
import { alignPlacements, alignWorkflow } from './identity.ts'
import { same } from '../workflow/same.ts'

type Mark = 'added' | 'removed' | 'changed' | 'moved'

/** Two versions as one drawing: the head, and what only the base has. */
export type Overlay = {
  readonly draft: Draft
  readonly states: ReadonlyMap<string, Mark>
  readonly transitions: ReadonlyMap<string, Mark>
}

/** Lays the base under the head: removed states and ways stand where they were, a way that leads elsewhere now is there twice, once as it was. */
export function overlayDrafts(base: Draft, head: Draft, changes: readonly Change[]): Overlay {
  const aligned = alignWorkflow(base, head)
  const gone = Object.values(aligned.base.states).filter(({ uid }) => !Object.hasOwn(head.states, uid))
  const ghosts = Object.values(aligned.base.transitions).flatMap((transition) => ghostOf(transition, head))
  const placements = alignPlacements(aligned, base.layout)
  const states = { ...head.states, ...byUid(holders(gone, head)), ...byUid(gone.map((state) => underHead(state, head))) }
  const union: Draft = { ...head, states, transitions: { ...head.transitions, ...byUid(ghosts) } }
  const draft = { ...union, layout: { ...head.layout, ...freePlaces(union, head, gone, placements) } }
  return {
    draft,
    states: marksOf(changes, 'state'),
    transitions: new Map([...marksOf(changes, 'transition'), ...ghosts.map(({ uid }) => [uid, 'removed'] as const)]),
  }
}

/** The base's way as it was, if the head has it no more or leads it elsewhere. */
function ghostOf(transition: Transition, head: Draft): Transition[] {
  const now = Object.hasOwn(head.transitions, transition.uid) ? head.transitions[transition.uid] : undefined
  if (!now) return [transition]
  if (now.source === transition.source && same(now.targets, transition.targets)) return []
  return [{ ...transition, uid: ghostUid(transition.uid) }]
}

/** The uid in the overlay of a way as it was before it was led elsewhere. */
function ghostUid(uid: string): string {
  return `was-${uid}`.slice(0, 64)
}

/** A state that is gone is no initial state any more, and is drawn after those that are there. */
function underHead(state: State, head: Draft): State {
  const parent = state.parent === null ? head.header.workflow.root : state.parent
  return { ...state, parent, order: state.order + 10_000 }
}

/** States of the head that hold nothing any more are drawn as the groups they were, so that what they held can be shown in them. */
function holders(gone: readonly State[], head: Draft): State[] {
  return gone.flatMap(({ parent }) => {
    const holder = parent === null ? undefined : head.states[parent]
    return holder && holder.type !== 'compound' && holder.type !== 'parallel' ? [{ ...holder, type: 'compound' as const }] : []
  })
}

/** Where the ghosts stand: where they were, or further down if something is there now. */
function freePlaces(
  union: Draft,
  head: Draft,
  gone: readonly State[],
  placements: Readonly<Record<string, Placement>>,
): Record<string, Placement> {
  const result: Record<string, Placement> = {}
  const taken = [...boxesOf(head).values()]
  for (const state of gone) {
    const placement = placements[state.uid]
    if (!placement) continue
    const size = sizeOf(state, union)
    const siblings = taken.filter(({ uid }) => union.states[uid]?.parent === state.parent)
    const origin = taken.find(({ uid }) => uid === state.parent) ?? { x: 0, y: 0 }
    let y = placement.y
    for (
      let step = 0;
      step < 40 && siblings.some((box) => overlaps(box, { x: origin.x + placement.x, y: origin.y + y, ...size }, 12));
      step++
    )
      y += 40
    result[state.uid] = { ...placement, y }
  }
  return result
}

/** One mark per record: what was added, removed or moved says more than that something in it changed. */
function marksOf(changes: readonly Change[], kind: 'state' | 'transition'): Map<string, Mark> {
  const rank: Record<Mark, number> = { changed: 0, moved: 1, added: 2, removed: 2 }
  const marks = new Map<string, Mark>()
  for (const change of changes) {
    if (change.place.kind !== kind || change.channel === 'layout') continue
    const mark =
      change.kind === 'renamed' || (change.field !== '' && (change.kind === 'added' || change.kind === 'removed')) ? 'changed' : change.kind
    const known = marks.get(change.place.id)
    if (known === undefined || rank[mark] > rank[known]) marks.set(change.place.id, mark)
  }
  return marks
}

function byUid<T extends { uid: string }>(records: readonly T[]): Record<string, T> {
  return Object.fromEntries(records.map((record) => [record.uid, record]))
}
