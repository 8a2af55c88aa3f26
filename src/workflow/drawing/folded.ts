import type { Draft } from '../draft.ts'
import type { Uid } from '../name.ts'
import type { State } from '../state.ts'
import type { Transition } from '../transition.ts'
import { subtreeOf } from '../tree.ts'

/** A group that is drawn as a card, and all that is not drawn for it: the states in it, and the ways that do not leave it. */
export type FoldedGroup = { readonly kind: 'compound' | 'parallel'; readonly states: readonly Uid[]; readonly ways: readonly Uid[] }

/** What is drawn of a draft: one whose folded groups are leaves, with the ways out of them and into them. */
export type Folded = { readonly draft: Draft; readonly groups: ReadonlyMap<Uid, FoldedGroup> }

const noGroups: ReadonlyMap<Uid, FoldedGroup> = new Map()

/** Whether a state is a group that is drawn as a card. */
export function isFolded({ states, layout }: Pick<Draft, 'states' | 'layout'>, uid: Uid): boolean {
  const type = states[uid]?.type
  return (
    (type === 'compound' || type === 'parallel') &&
    states[uid]?.parent !== null &&
    Object.hasOwn(layout, uid) &&
    layout[uid]?.folded === true
  )
}

/** The draft as it is drawn; the same one where nothing is folded. What is within a folded group is never drawn, whether it is folded itself or not. */
export function foldedDraft(draft: Draft): Folded {
  const chosen = Object.keys(draft.layout).filter((uid) => isFolded(draft, uid))
  if (chosen.length === 0) return { draft, groups: noGroups }
  const hidden = new Map<Uid, Uid>()
  const contents = chosen.map((uid) => [uid, subtreeOf(draft, uid).slice(1)] as const)
  // Of groups in each other the outermost is drawn: it holds the most.
  for (const [uid, inside] of contents.toSorted((a, b) => b[1].length - a[1].length))
    if (!hidden.has(uid)) for (const state of inside) hidden.set(state.uid, uid)
  const shown = (uid: Uid) => hidden.get(uid) ?? uid
  const states: Record<Uid, State> = {}
  for (const state of Object.values(draft.states))
    if (!hidden.has(state.uid)) states[state.uid] = chosen.includes(state.uid) ? asLeaf(state) : state
  const transitions: Record<Uid, Transition> = {}
  const within = new Map<Uid, Uid[]>()
  for (const transition of Object.values(draft.transitions)) {
    const [source, targets] = [shown(transition.source), transition.targets.map(shown)]
    // A loop at the group itself is one of its own ways; one between what is in it is not seen.
    const stays = hidden.has(transition.source) && targets.every((target) => target === source)
    if (stays) within.set(source, [...(within.get(source) ?? []), transition.uid])
    else
      transitions[transition.uid] =
        source === transition.source && targets.every((target, at) => target === transition.targets[at])
          ? transition
          : { ...transition, source, targets }
  }
  const groups = contents.flatMap(([uid, inside]) => {
    const kind = draft.states[uid]?.type === 'parallel' ? ('parallel' as const) : ('compound' as const)
    return hidden.has(uid) ? [] : [[uid, { kind, states: inside.map((state) => state.uid), ways: within.get(uid) ?? [] }] as const]
  })
  return { draft: { ...draft, states, transitions }, groups: new Map(groups) }
}

/** A group as something that holds nothing: it is as large as a step. */
function asLeaf(state: State): State {
  return { ...state, type: 'atomic', initial: null, step: { kind: 'automatic', outcomes: [] } }
}
