import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Revision } from '../../machine/workflow-file.ts'
import type { ProposalTables } from '../../proposals/proposal.ts'
import { applyChange, invertChange, isEmpty } from '../../workflow/change-set.ts'
import type { Edit, Refusal } from '../../workflow/draft.ts'
import type { Place, Problem } from '../../workflow/problem.ts'
import type { Files } from '../../workspace/files.ts'
import type { Journal } from '../../workspace/journal.ts'
import type { Tags } from '../../workspace/project.ts'
import { journal } from './journal.ts'
import type { PlaceId } from './place.ts'
import { type home, recall, remember } from './remembered.ts'
import { workspace } from './workspace.ts'

/** Everything that an edit can change: the draft, its scenarios and its proposals. */
export type SessionTables = ProposalTables

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'conflict' | 'failed'
export type Theme = 'light' | 'dark' | 'system'

/** Something to tell the user in the status line and to a screen reader. `count` grows, so that the same words are told again. */
type Message = { readonly text: string; readonly tone: 'plain' | 'good' | 'warning' | 'error'; readonly count: number }

/**
 * What must be asked before the work can be saved. `both`: records that were changed here and outside; `gone`: files that were deleted outside;
 * `unreadable`: files that say nothing we understand, which are never written over unasked.
 */
export type Question = { readonly kind: 'both' | 'gone' | 'unreadable'; readonly text: string }

/** Where the drawing is looked at: shift and zoom, the size of its stage in pixels, and whether it stood so because all of it was to be seen. */
export type View = {
  readonly x: number
  readonly y: number
  readonly zoom: number
  readonly width: number
  readonly height: number
  readonly fitted: boolean
}

/** How the user looked at the drawing: what was selected, and what was in sight. */
type Look = { readonly selection: ReadonlySet<string>; readonly view: View | null }

/** An edit that was done, with how the user looked at the drawing before it and, once it was undone, after it. One from outside was not looked at. */
type Done = Edit & { readonly before?: Look; readonly after?: Look }

/** One open workflow, and how the user looks at it. */
export type SessionState = {
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
  /** Whether this browser keeps the edits that are not saved; asked while `saveState` is `failed`. */
  readonly kept: boolean
  /** What is asked while `saveState` is `conflict`. */
  readonly question: Question | null
  /** What was done, oldest first, and what was undone, latest last. */
  readonly undo: readonly Done[]
  readonly redo: readonly Done[]
  /** What the drawing shows; null until it was shown. `asked` grows each time that somebody else than the drawing wants it to show that. */
  readonly view: { readonly at: View | null; readonly asked: number }
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
  proposals: {},
}

/** A session: the state of one open workflow, and what it knows of the places where the work is kept. Several can live in one page. */
export type Session = {
  readonly store: StoreApi<SessionState>
  readonly files: () => Promise<Files>
  readonly journal: () => Promise<Journal>
  /** What the workspace holds of the open workflow, as it was last read or written. */
  held: { readonly tables: SessionTables; readonly tags: Tags }
  /** What saves that were not answered may have written all the same. */
  attempts: readonly SessionTables[]
  /** The files of those saves of which it is not known whether they were written. */
  unsure: ReadonlySet<string>
  /** The journal's last promise: whether this browser has the edits that the workspace has not. */
  keeping: Promise<boolean>
  /** Reading and writing the workspace, one after the other. */
  turn: Promise<unknown>
  /** Counts the workflows asked for, so that of two the later is opened. */
  asked: number
  timer: ReturnType<typeof setTimeout> | null
}

/** Makes a session of its own over a workspace and a journal. */
export function createSession(places: Pick<Session, 'files' | 'journal'>): Session {
  return {
    ...places,
    store: createStore<SessionState>(() => ({
      ...blank,
      place: 'design',
      theme: themeOf(recall('theme')),
    })),
    held: { tables: noTables, tags: {} },
    attempts: [],
    unsure: new Set(),
    keeping: Promise.resolve(true),
    turn: Promise.resolve(),
    asked: 0,
    timer: null,
  }
}

/** What a session says while no workflow is open. */
export const blank: Omit<SessionState, 'place' | 'theme'> = {
  slug: null,
  tables: noTables,
  scenarioId: null,
  revisions: [],
  selection: new Set(),
  saveState: 'saved',
  kept: true,
  question: null,
  undo: [],
  redo: [],
  view: { at: null, asked: 0 },
  problems: [],
  revealed: null,
  message: null,
}

let page: Session | null = null

/** The session that the page shows, made when it is first asked for. Functions that take a session take this one unless told. */
export function pageSession(): Session {
  return (page ??= createSession({ files: workspace, journal }))
}

/** The state of the page's session, for everything that is no component. Only the functions of this folder write it. */
export const session: Pick<StoreApi<SessionState>, 'getState' | 'setState' | 'subscribe'> = {
  get getState() {
    return pageSession().store.getState
  },
  get setState() {
    return pageSession().store.setState
  },
  get subscribe() {
    return pageSession().store.subscribe
  },
}

/** The session that the components beneath read; without it, the page's. */
export const SessionContext = createContext<Session | null>(null)

/** A part of the session, in a component. Select what is stable: a table or a record, not a fresh object. */
export function useSession<T>(selector: (state: SessionState) => T): T {
  return useStore((useContext(SessionContext) ?? pageSession()).store, selector)
}

/** Does an edit: one entry of the undo list. A refusal is told in the status line. Returns whether it was done. */
export function run(edit: Edit | Refusal, of: Session = pageSession()): boolean {
  if ('refused' in edit) {
    say(edit.refused, 'warning', of)
    return false
  }
  if (!isEmpty(edit.change))
    of.store.setState((state) => ({
      ...changed(state, edit),
      undo: [...state.undo, { ...edit, before: lookOf(state) }].slice(-undoLimit),
      redo: [],
    }))
  return true
}

/** Takes the last edit back, and shows the drawing as it was looked at before it. Returns whether there was one. */
export function undo(of: Session = pageSession()): boolean {
  const edit = of.store.getState().undo.at(-1)
  if (!edit) return false
  of.store.setState((state) => ({
    ...shown(changed(state, { label: edit.label, change: invertChange(edit.change) }), state, edit.before),
    undo: state.undo.slice(0, -1),
    redo: [...state.redo, { ...edit, after: lookOf(state) }],
  }))
  say(`Undone: ${edit.label}`, 'plain', of)
  return true
}

/** Does again what was undone last. Returns whether there was something. */
export function redo(of: Session = pageSession()): boolean {
  const edit = of.store.getState().redo.at(-1)
  if (!edit) return false
  of.store.setState((state) => ({
    ...shown(changed(state, edit), state, edit.after),
    undo: [...state.undo, edit],
    redo: state.redo.slice(0, -1),
  }))
  say(`Done again: ${edit.label}`, 'plain', of)
  return true
}

/** Keeps what the drawing shows now; the drawing itself says so. */
export function keepView(view: View, of: Session = pageSession()): void {
  of.store.setState((state) => ({ view: { at: view, asked: state.view.asked } }))
}

/** Selects exactly these states and transitions. */
export function select(ids: Iterable<string>, of: Session = pageSession()): void {
  const next = new Set(ids)
  const { selection } = of.store.getState()
  if (next.size !== selection.size || [...next].some((id) => !selection.has(id))) of.store.setState({ selection: next })
}

/** Goes to a place of the studio. */
export function setPlace(place: PlaceId, of: Session = pageSession()): void {
  remember('place', place)
  of.store.setState({ place })
}

/** Shows a place of the document: selects it and brings it into view, in the studio's place where it can be changed, or with `stay` in the drawing at hand. */
export function reveal(place: Place, stay = false, of: Session = pageSession()): void {
  const { revealed } = of.store.getState()
  if (!stay) setPlace(place.kind === 'scenario' ? 'simulate' : 'design', of)
  select(place.kind === 'state' || place.kind === 'transition' ? [place.id] : [], of)
  of.store.setState({ revealed: { place, count: (revealed?.count ?? 0) + 1 } })
}

/** Chooses the scenario to work on. */
export function setScenario(scenarioId: string, of: Session = pageSession()): void {
  const { slug } = of.store.getState()
  if (slug !== null) remember('scenarioId', scenarioId, slug)
  of.store.setState({ scenarioId })
}

/** Light, dark, or as the system says. */
export function setTheme(theme: Theme, of: Session = pageSession()): void {
  remember('theme', theme)
  of.store.setState({ theme })
}

/** Tells the user something in the status line, and a screen reader through it. */
export function say(text: string, tone: Message['tone'] = 'plain', of: Session = pageSession()): void {
  of.store.setState(({ message }) => ({ message: { text, tone, count: (message?.count ?? 0) + 1 } }))
}

function lookOf({ selection, view }: SessionState): Look {
  return { selection, view: view.at }
}

/** The tables after an undo or redo, looked at as before; what of the selection is not there is left out, and a view that is the same is not asked for. */
function shown(
  after: ReturnType<typeof changed>,
  { view }: SessionState,
  look: Look | undefined,
): ReturnType<typeof changed> & Pick<SessionState, 'view'> {
  if (!look) return { ...after, view }
  const { states, transitions } = after.tables
  const selection = new Set([...look.selection].filter((id) => Object.hasOwn(states, id) || Object.hasOwn(transitions, id)))
  return { ...after, selection, view: look.view === null || look.view === view.at ? view : { at: look.view, asked: view.asked + 1 } }
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
