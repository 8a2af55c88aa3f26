import type { StateKind } from '../../workflow/drawing/kind.ts'
import { leafKinds } from '../../workflow/edit/change-kind.ts'
import type { Uid } from '../../workflow/name.ts'
import { stateOf } from '../../workflow/tree.ts'
import { session } from '../session/session.ts'
import { addAt, addNext, becomeKind, connectStates, leadTo, moveInto } from './commands.ts'
import type { Place } from './moves.ts'

/** What the menu at the pointer asks: what to add, to which state to connect, where a transition is to lead, into which group to move, which kind to become. */
export type ChoiceMode = 'add' | 'connect' | 'lead' | 'move' | 'kind'

/** Of which state or transition the menu asks; null: of the sheet. */
export type Choice = { readonly mode: ChoiceMode; readonly from: Uid | null }

/** What a command asks about what is selected; null where there is nothing to ask. From an end or a return point nothing comes next: then of the sheet. */
export function choiceAbout(mode: ChoiceMode): Choice | null {
  const { selection, tables } = session.getState()
  const [only] = selection.size === 1 ? [...selection] : []
  if (mode !== 'add' && mode !== 'connect') return only === undefined ? null : { mode, from: only }
  // Of a transition: another from the same state.
  const state = only === undefined ? undefined : stateOf(tables, tables.transitions[only]?.source ?? only)
  const from = state && state.type !== 'final' && state.type !== 'history' ? state.uid : null
  return mode === 'connect' && from === null ? null : { mode, from }
}

/** Does what was asked with the state that was chosen. */
export function chooseState({ mode, from }: Choice, chosen: Uid): void {
  if (from === null) return
  if (mode === 'lead') leadTo(from, chosen)
  else if (mode === 'move') moveInto([from], chosen)
  else connectStates(from, chosen)
}

/**
 * Does what was asked with the kind that was chosen: makes a state that kind, or adds one, at an absolute point or in a free place. `parent`: where one is added
 * that comes after none. Returns the uid of what was added.
 */
export function chooseKind({ mode, from }: Choice, kind: StateKind, title: string, at: Place | null, parent: Uid): Uid | null {
  if (mode === 'kind') {
    const leaf = leafKinds.find((one) => one === kind)
    if (leaf && from !== null) becomeKind(from, leaf)
    return null
  }
  return from === null ? addAt(kind, title, at ?? { x: 0, y: 0 }, { parent }) : addNext(kind, title, from, at ?? undefined)
}
