import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Revision } from '../../machine/workflow-file.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { applyChange, invertChange, isEmpty } from '../../workflow/change-set.ts'
import type { Draft, Edit, Refusal } from '../../workflow/draft.ts'
import type { Place, Problem } from '../../workflow/problem.ts'
import type { PlaceId } from './place.ts'
import { type home, recall, remember } from './remembered.ts'

/** Everything that an edit can change: the draft and its scenarios. */
export type SessionTables = Draft & { readonly scenarios: Readonly<Record<string, Scenario>> }

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'conflict' | 'failed'
export type Theme = 'light' | 'dark' | 'system'

/** Something to tell the user in the status line and to a screen reader. `count` grows, so that the same words are told again. */
type Message = { readonly text: string; readonly tone: 'plain' | 'good' | 'warning' | 'error'; readonly count: number }

/** One open workflow, and how the user looks at it. */
type SessionState = {
  /** Folder of the open workflow; null on the start page. */
  readonly slug: string | null
  readonly tables: SessionTables
  /** The scenario that History, Simulate and Improve work on. */
  readonly scenarioId: string | null
  /** Published versions, newest first. */
  readonly revisions: readonly Revision[]
  /** uids of states and transitions. */
  readonly selection: ReadonlySet<string>
  readonly saveState: SaveState
  /** What was done, oldest first, and what was undone, latest last. */
  readonly undo: readonly Edit[]
  readonly redo: readonly Edit[]
  readonly place: PlaceId
  readonly problems: readonly Problem[]
  readonly theme: Theme
  /** The place last asked for by `reveal`; the canvas moves it into view. `count` grows with each. */
  readonly revealed: { readonly place: Place; readonly count: number } | null
  readonly message: Message | null
}

// A new field of the session must say in remembered.ts where it lives.
type Homeless = Exclude<keyof SessionState, keyof typeof home>
const everyFieldHasAHome: [Homeless] extends [never] ? true : Homeless = true
void everyFieldHasAHome

const undoLimit = 500

/** The tables while no workflow is open: a root and nothing in it. */
export const noTables: SessionTables = {
  header: { workflow: { id: 'none', title: '', version: null, root: 'root' } },
  attributes: {},
  pools: {},
  states: {
    root: {
      uid: 'root',
      key: 'none',
      parent: null,
      order: 0,
      type: 'compound',
      initial: null,
      title: '',
      step: null,
      disposition: null,
      entry: [],
      exit: [],
    },
  },
  transitions: {},
  layout: {},
  scenarios: {},
}

/** The session. Components read it with `useSession`, everything else with `session.getState()`; only the functions of this folder write it. */
export const session = createStore<SessionState>(() => ({
  slug: null,
  tables: noTables,
  scenarioId: null,
  revisions: [],
  selection: new Set(),
  saveState: 'saved',
  undo: [],
  redo: [],
  place: 'design',
  problems: [],
  theme: themeOf(recall('theme')),
  revealed: null,
  message: null,
}))

/** A part of the session, in a component. Select what is stable: a table or a record, not a fresh object. */
export function useSession<T>(selector: (state: SessionState) => T): T {
  return useStore(session, selector)
}

/** Does an edit: one entry of the undo list. A refusal is told in the status line. Returns whether it was done. */
export function run(edit: Edit | Refusal): boolean {
  if ('refused' in edit) {
    say(edit.refused, 'warning')
    return false
  }
  if (!isEmpty(edit.change))
    session.setState((state) => ({ ...changed(state, edit), undo: [...state.undo, edit].slice(-undoLimit), redo: [] }))
  return true
}

/** Takes the last edit back. Returns whether there was one. */
export function undo(): boolean {
  const edit = session.getState().undo.at(-1)
  if (!edit) return false
  session.setState((state) => ({
    ...changed(state, { label: edit.label, change: invertChange(edit.change) }),
    undo: state.undo.slice(0, -1),
    redo: [...state.redo, edit],
  }))
  say(`Undone: ${edit.label}`)
  return true
}

/** Does again what was undone last. Returns whether there was something. */
export function redo(): boolean {
  const edit = session.getState().redo.at(-1)
  if (!edit) return false
  session.setState((state) => ({ ...changed(state, edit), undo: [...state.undo, edit], redo: state.redo.slice(0, -1) }))
  say(`Done again: ${edit.label}`)
  return true
}

/** Selects exactly these states and transitions. */
export function select(ids: Iterable<string>): void {
  const next = new Set(ids)
  const { selection } = session.getState()
  if (next.size !== selection.size || [...next].some((id) => !selection.has(id))) session.setState({ selection: next })
}

/** Goes to a place of the studio. */
export function setPlace(place: PlaceId): void {
  remember('place', place)
  session.setState({ place })
}

/** Shows a place of the document: selects it and brings it into view, in the studio's place where it can be changed, or with `stay` in the drawing at hand. */
export function reveal(place: Place, stay = false): void {
  const { revealed } = session.getState()
  if (!stay) setPlace(place.kind === 'scenario' ? 'simulate' : 'design')
  select(place.kind === 'state' || place.kind === 'transition' ? [place.id] : [])
  session.setState({ revealed: { place, count: (revealed?.count ?? 0) + 1 } })
}

/** Chooses the scenario to work on. */
export function setScenario(scenarioId: string): void {
  const { slug } = session.getState()
  if (slug !== null) remember('scenarioId', scenarioId, slug)
  session.setState({ scenarioId })
}

/** Light, dark, or as the system says. */
export function setTheme(theme: Theme): void {
  remember('theme', theme)
  session.setState({ theme })
}

/** Tells the user something in the status line, and a screen reader through it. */
export function say(text: string, tone: Message['tone'] = 'plain'): void {
  session.setState(({ message }) => ({ message: { text, tone, count: (message?.count ?? 0) + 1 } }))
}

function changed(state: SessionState, edit: Edit): Pick<SessionState, 'tables' | 'selection' | 'saveState'> {
  const tables = applyChange(state.tables, edit.change)
  const kept = [...state.selection].filter((id) => Object.hasOwn(tables.states, id) || Object.hasOwn(tables.transitions, id))
  return {
    tables,
    selection: kept.length === state.selection.size ? state.selection : new Set(kept),
    saveState: state.saveState === 'conflict' ? 'conflict' : 'unsaved',
  }
}

function themeOf(kept: unknown): Theme {
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}
