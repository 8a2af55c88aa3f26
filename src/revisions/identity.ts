import { pathOf } from '../workflow/tree.ts'
import type { State } from '../workflow/state.ts'
import type { Transition } from '../workflow/transition.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { similarity } from './similarity.ts'

/** The base told in the head's uids, so that one uid means one thing on both sides. */
export type Aligned = {
  readonly base: Workflow
  /** Uid in the base file → uid in the head, where they differ. */
  readonly names: ReadonlyMap<string, string>
  /** `uid`: both sides know the same uids. `likeness`: they share none (an import), so path, content and similarity decided. */
  readonly by: 'uid' | 'likeness'
}

/** Similar states below this score are different states. */
const enough = 0.5

/** A uid that a reader made from the path, for want of a written one (machine/config-read.ts): it says no more than the path. */
const fromPath = /^u[0-9a-f]{15}$/

/**
 * Finds which state and transition of the base is which of the head. Written uids decide; a state deleted and drawn again is then another state.
 * Where there are none (an import), states are matched by path, then by equal content, then by similarity, and transitions by what triggers them and where they lead.
 */
export function alignWorkflow(base: Workflow, head: Workflow): Aligned {
  const strange = !shares(base.states, head.states) && !shares(base.transitions, head.transitions)
  const open: Open = (uid, other) => !Object.hasOwn(other, uid) && (strange || fromPath.test(uid))
  const states = matchStates(base, head, open)
  const names = new Map([...states, ...matchTransitions(base, head, states, open)].filter(([uid, now]) => uid !== now))
  return names.size === 0 ? { base, names, by: 'uid' } : { base: renameUids(base, names), names, by: 'likeness' }
}

/** Whether a record may be matched by something else than its uid with one of the other side. */
type Open = (uid: string, other: Readonly<Record<string, unknown>>) => boolean

function shares(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(a).some((uid) => Object.hasOwn(b, uid))
}

function matchStates(base: Workflow, head: Workflow, open: Open): Map<string, string> {
  const matches = new Map([[base.header.workflow.root, head.header.workflow.root]])
  const left = () => Object.values(base.states).filter(({ uid }) => open(uid, head.states) && !matches.has(uid))
  const right = () => {
    const taken = new Set(matches.values())
    return Object.values(head.states).filter(({ uid }) => open(uid, base.states) && !taken.has(uid))
  }
  const matchBy = (keyOf: (workflow: Workflow, state: State) => string) => {
    const candidates = groupUnique(right(), (state) => keyOf(head, state))
    for (const [key, state] of groupUnique(left(), (one) => keyOf(base, one))) {
      const other = candidates.get(key)
      if (state && other) matches.set(state.uid, other.uid)
    }
  }
  matchBy((workflow, state) => pathOf(workflow, state.uid))
  matchBy((_, state) => contentOf(state))
  for (const [uid, other] of mostSimilar(base, head, left(), right())) matches.set(uid, other)
  return matches
}

/** The pairs above the threshold, best first, each state in one pair at most. */
function mostSimilar(base: Workflow, head: Workflow, left: State[], right: State[]): Map<string, string> {
  const pairs = left
    .flatMap((a) => right.map((b) => ({ a: a.uid, b: b.uid, score: similarity(base, a, head, b) })))
    .filter(({ score }) => score >= enough)
  pairs.sort((p, q) => q.score - p.score || compare(p.a, q.a) || compare(p.b, q.b))
  const result = new Map<string, string>()
  const taken = new Set<string>()
  for (const { a, b } of pairs) {
    if (result.has(a) || taken.has(b)) continue
    result.set(a, b)
    taken.add(b)
  }
  return result
}

function matchTransitions(base: Workflow, head: Workflow, states: ReadonlyMap<string, string>, open: Open): Map<string, string> {
  const matches = new Map<string, string>()
  const taken = new Set<string>()
  const there = (uid: string) => states.get(uid) ?? (Object.hasOwn(head.states, uid) ? uid : `base:${uid}`)
  const keys: ((t: Transition, map: (uid: string) => string) => string)[] = [
    (t, map) => JSON.stringify([map(t.source), t.trigger, t.targets.map(map), t.guard]),
    (t, map) => JSON.stringify([map(t.source), t.trigger, t.targets.map(map)]),
    (t, map) => JSON.stringify([map(t.source), t.trigger]),
    (t, map) => JSON.stringify([map(t.source), t.trigger.kind, t.targets.map(map)]),
  ]
  for (const keyOf of keys) {
    const candidates = groupAll(
      inOrder(head).filter(({ uid }) => open(uid, base.transitions) && !taken.has(uid)),
      (t) => keyOf(t, (uid) => uid),
    )
    for (const t of inOrder(base).filter(({ uid }) => open(uid, head.transitions) && !matches.has(uid))) {
      const other = candidates.get(keyOf(t, there))?.shift()
      if (!other) continue
      matches.set(t.uid, other.uid)
      taken.add(other.uid)
    }
  }
  return matches
}

function inOrder(workflow: Workflow): Transition[] {
  return Object.values(workflow.transitions).sort((a, b) => a.order - b.order || compare(a.uid, b.uid))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What a state says, without its name, place and neighbours. */
function contentOf(state: State): string {
  const { uid: _uid, key: _key, parent: _parent, order: _order, initial: _initial, title: _title, ...content } = state
  return JSON.stringify(content)
}

/** Items by key; a key that several share maps to null, since it says nothing about which is which. */
function groupUnique(states: readonly State[], keyOf: (state: State) => string): Map<string, State | null> {
  const groups = new Map<string, State | null>()
  for (const state of states) groups.set(keyOf(state), groups.has(keyOf(state)) ? null : state)
  return groups
}

function groupAll(transitions: readonly Transition[], keyOf: (transition: Transition) => string): Map<string, Transition[]> {
  const groups = new Map<string, Transition[]>()
  for (const t of transitions) groups.set(keyOf(t), [...(groups.get(keyOf(t)) ?? []), t])
  return groups
}

function renameUids(workflow: Workflow, names: ReadonlyMap<string, string>): Workflow {
  const name = (uid: string) => names.get(uid) ?? uid
  const maybe = (uid: string | null) => (uid === null ? null : name(uid))
  const { root } = workflow.header.workflow
  return {
    ...workflow,
    header: { workflow: { ...workflow.header.workflow, root: name(root) } },
    states: byUid(
      Object.values(workflow.states).map((s) => ({ ...s, uid: name(s.uid), parent: maybe(s.parent), initial: maybe(s.initial) })),
    ),
    transitions: byUid(
      Object.values(workflow.transitions).map((t) => ({ ...t, uid: name(t.uid), source: name(t.source), targets: t.targets.map(name) })),
    ),
  }
}

function byUid<T extends { uid: string }>(records: readonly T[]): Record<string, T> {
  return Object.fromEntries(records.map((record) => [record.uid, record]))
}

/** Placements of the base told in the head's uids. */
export function alignPlacements<T extends { uid: string }>({ names }: Aligned, placements: Readonly<Record<string, T>>): Record<string, T> {
  return byUid(Object.values(placements).map((placement) => ({ ...placement, uid: names.get(placement.uid) ?? placement.uid })))
}
