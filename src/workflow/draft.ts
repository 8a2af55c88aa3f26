import { changeBetween } from './change-set.ts'
import type { ChangeSet } from './change-set.ts'
import type { Placement } from './layout.ts'
import type { Slug, Uid } from './name.ts'
import type { State } from './state.ts'
import type { Workflow } from './workflow.ts'

/** A workflow being drawn: its tables and the layout. */
export type Draft = Workflow & { readonly layout: Readonly<Record<Uid, Placement>> }

/** One gesture: what the undo list calls it, and what it changes. */
export type Edit = { readonly label: string; readonly change: ChangeSet }

/** What was asked for may not be done; `refused` is the sentence that says why and what to do instead. */
export type Refusal = { readonly refused: string }

/** Makes identities that no record has yet. The caller owns the chance in it. */
export type NewUid = () => Uid

/** Whether the command refused. */
export function isRefusal(result: object): result is Refusal {
  return 'refused' in result
}

/** The edit that leads from one draft to the other. */
export function editBetween(label: string, before: Draft, after: Draft): Edit {
  return { label, change: changeBetween(before, after) }
}

/** A draft with one rest to begin with, so that it is a machine from the first moment. */
export function emptyDraft({ id, title }: { readonly id: Slug; readonly title: string }, newUid: NewUid): Draft {
  const root = newUid()
  const start = newUid()
  const states = [
    newState({ uid: root, key: id, parent: null, order: 0, type: 'compound', initial: start }),
    newState({ uid: start, key: 'start', parent: root, order: 0, type: 'atomic', title: 'Start' }),
  ]
  return {
    header: { workflow: { id, title, version: null, root } },
    attributes: {},
    pools: {},
    states: Object.fromEntries(states.map((state) => [state.uid, state])),
    transitions: {},
    layout: { [start]: { uid: start, x: 0, y: 0 } },
  }
}

/** A state record with nothing in it but what is given. */
export function newState(given: Pick<State, 'uid' | 'key' | 'parent' | 'order' | 'type'> & Partial<State>): State {
  return { initial: null, title: '', step: null, disposition: null, entry: [], exit: [], ...given }
}
