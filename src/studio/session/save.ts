import { changeBetween, isEmpty } from '../../workflow/change-set.ts'
import { openProject, type Project, saveProject, tagsOf } from '../../workspace/project.ts'
import { acknowledge, type Clash, hangsTogether, merge, share } from '../../workflow/merge.ts'
import { pageSession, type Question, say, type Session, type SessionTables } from './session.ts'

// Well inside the 250 ms within which an edit is in the workspace, and long enough for a gesture made of several edits.
const pause = 150
const retryPause = 3000
/** How many unanswered saves are remembered. */
const attemptsKept = 20

/** Does something with the workspace once everything before it is done: what is read there and what is written never cross. */
export function inTurn<T>(of: Session, work: () => Promise<T>): Promise<T> {
  const turn = of.turn.then(work)
  of.turn = turn.catch(() => undefined)
  return turn
}

/** Keeps in this browser what the workspace does not have. Resolves to whether it is kept. */
export function keepUnsaved(of: Session): Promise<boolean> {
  const { slug, tables } = of.store.getState()
  const change = changeBetween(of.held.tables, tables)
  const base = of.held.tags
  of.keeping = of.keeping
    .then(() => of.journal())
    .then((journal) => journal.keep(slug ?? '', base, change))
    .then(
      () => true,
      () => false,
    )
  return of.keeping
}

/** Watches the session and saves each edit. Returns the way to stop. */
export function startSaving(of: Session = pageSession()): () => void {
  const stop = of.store.subscribe((state, before) => {
    if (state.slug === null || state.slug !== before.slug || state.tables === before.tables || state.tables === of.held.tables) return
    void keepUnsaved(of)
    if (state.saveState === 'unsaved') schedule(of, pause)
  })
  const leave = () => void flush(of)
  const warn = (event: BeforeUnloadEvent) => {
    const { saveState } = of.store.getState()
    if (saveState === 'conflict' || saveState === 'failed') event.preventDefault()
  }
  addEventListener('pagehide', leave)
  addEventListener('beforeunload', warn)
  return () => {
    stop()
    removeEventListener('pagehide', leave)
    removeEventListener('beforeunload', warn)
  }
}

/** Saves what is unsaved now, edits made meanwhile included, and resolves when the workspace has it (or says why not, in `saveState`). */
export async function flush(of: Session = pageSession()): Promise<void> {
  if (of.timer !== null) clearTimeout(of.timer)
  of.timer = null
  await inTurn(of, () => saveAll(of))
}

/** For a turn that begins: saves until nothing is unsaved. What failed before is tried once. */
export async function saveAll(of: Session): Promise<void> {
  if (of.store.getState().saveState === 'failed') await saveOnce(of)
  while (of.store.getState().saveState === 'unsaved') await saveOnce(of)
}

function schedule(of: Session, delay: number): void {
  if (of.timer !== null) clearTimeout(of.timer)
  of.timer = setTimeout(() => void flush(of), delay)
}

async function saveOnce(of: Session): Promise<void> {
  const { slug, tables } = of.store.getState()
  if (slug === null) return
  of.store.setState({ saveState: 'saving' })
  try {
    const [files, journal] = await Promise.all([of.files(), of.journal(), of.keeping])
    await journal.intend(slug, of.held.tags, tagsOf(slug, tables)).catch(() => undefined)
    of.attempts = [...of.attempts, tables].slice(-attemptsKept)
    const result = await saveProject(files, slug, tables, of.held.tags, of.unsure)
    of.held = { ...of.held, tags: result.tags }
    of.unsure = new Set(result.ok ? [] : [...result.failed, ...result.conflicts.map((path) => ({ path }))].map(({ path }) => path))
    if (result.ok) await settle(of, tables)
    else if (result.conflicts.length > 0) await meet(of, slug, result.conflicts)
    else throw result.failed[0]?.error ?? new Error('The files were not written.')
  } catch (error) {
    await fail(of, error)
  }
}

/** The workspace has these tables: said only once the journal has let go of them, so that an edit that is called saved is never found there again. */
export async function settle(of: Session, tables: SessionTables): Promise<void> {
  of.held = { ...of.held, tables }
  of.attempts = []
  await keepUnsaved(of)
  const now = of.store.getState()
  if (now.tables !== tables) return of.store.setState({ saveState: 'unsaved' })
  of.store.setState({ saveState: 'saved', question: null, kept: true, message: now.message?.tone === 'error' ? null : now.message })
}

async function fail(of: Session, error: unknown): Promise<void> {
  const kept = await of.keeping
  of.store.setState({ saveState: 'failed', kept })
  const text = `Not saved: ${reasonOf(error)} ${
    kept
      ? 'Your edits are kept in this browser; trying again.'
      : 'This browser keeps nothing either: download a copy before you close the page.'
  }`
  // Told once, however often it is tried.
  if (of.store.getState().message?.text !== text) say(text, 'error', of)
  schedule(of, retryPause)
}

/** What a failed write means to the person at the screen. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const known: readonly (readonly [RegExp, string])[] = [
    [/EROFS/, 'the workflows folder is read-only. Make it writable.'],
    [/EACCES|EPERM/, 'the workflows folder does not let Gemba write. Change its permissions.'],
    [/ENOSPC|EDQUOT/, 'the disk is full. Free some space.'],
    [/EMFILE|ENFILE/, 'too many files are open on this machine. Close a program.'],
    [/failed to fetch|networkerror|load failed/i, 'the local server does not answer. Start it again with npm start.'],
    [/quota/i, 'the storage of this browser is full. Remove workflows that you do not need, or free some space.'],
    [/VersionError/, 'a newer Gemba is open in another tab. Reload this one.'],
    [/InvalidStateError|UnknownError|connection is closing|database.*clos/i, 'the storage of this browser went away. Reload the page.'],
  ]
  const name = error instanceof Error ? error.name : ''
  return (
    known.find(([pattern]) => pattern.test(text) || pattern.test(name))?.[1] ??
    (text === '' ? `the browser gave no reason (${name}).` : text)
  )
}

/** Somebody else wrote the files: what both sides did is merged record by record, and only what both changed is asked. */
async function meet(of: Session, slug: string, paths: readonly string[]): Promise<void> {
  const files = await of.files()
  const read = await openProject(files, slug)
  if (read.ok && paths.some((path) => read.project.tags[path] !== of.held.tags[path])) {
    const joined = join(of, read.project)
    if (joined) say('Merged with a change from outside. Undo takes it away.', 'plain', of)
    return
  }
  // What is not there and what cannot be read is nothing to merge with.
  const there = new Set((await files.list(`${slug}/`)).map(({ path }) => path))
  const gone = paths.filter((path) => !there.has(path))
  if (gone.length > 0) return ask(of, { kind: 'gone', text: `${gone.join(', ')} was deleted outside.` })
  const reason = read.ok ? (read.project.unreadable.find(({ path }) => paths.includes(path))?.message ?? '') : read.message
  ask(of, { kind: 'unreadable', text: `${paths.join(', ')} cannot be read and is left as it is. ${reason}`.trim() })
}

/**
 * Takes in what the workspace has now: what was made here since is made again on top, as one edit that undo takes back. What both sides changed is asked, and
 * then nothing is taken in. Returns whether it was.
 */
export function join(of: Session, { tables: read, tags, revisions }: Pick<Project, 'tables' | 'tags' | 'revisions'>): boolean {
  const { tables, undo, selection, saveState } = of.store.getState()
  const outside = share(of.held.tables, read)
  const isUntouched = tables === of.held.tables
  const { mine, clashes } = merge(acknowledge(of.held.tables, outside, of.attempts), tables, outside)
  if (clashes.length > 0 || !hangsTogether(mine)) {
    ask(of, { kind: 'both', text: `${namesOf(clashes, tables)} was changed here and outside.` })
    return false
  }
  const next = isUntouched ? outside : share(tables, mine)
  const change = changeBetween(tables, next)
  const isNew = !isEmpty(change)
  of.held = { tables: outside, tags }
  of.attempts = []
  of.store.setState({
    tables: next,
    revisions,
    saveState: saveState === 'saved' && isUntouched ? 'saved' : 'unsaved',
    selection: stillThere(selection, next),
    ...(isNew && { undo: [...undo, { label: 'Change from outside', change }], redo: [] }),
  })
  return isNew
}

/** What is selected and still there; the same set where nothing of it went, so that nobody loses the focus for it. */
function stillThere(selection: ReadonlySet<string>, tables: SessionTables): ReadonlySet<string> {
  const kept = [...selection].filter((id) => Object.hasOwn(tables.states, id) || Object.hasOwn(tables.transitions, id))
  return kept.length === selection.size ? selection : new Set(kept)
}

/** Saves no more until the question is answered. */
export function ask(of: Session, question: Question): void {
  of.store.setState({ saveState: 'conflict', question })
  say(`${question.text} Nothing was overwritten; choose what to keep.`, 'warning', of)
}

/** The records by the names that a reader knows. */
function namesOf(clashes: readonly Clash[], tables: SessionTables): string {
  const name = ({ table, id }: Clash): string => {
    if (table === 'header') return 'The title or description of the workflow'
    if (table === 'layout') return `The place of ${titleOf(tables.states[id])}`
    return (
      titleOf((tables as unknown as Record<string, Record<string, Named>>)[table]?.[id]) || (table === 'transitions' ? 'A transition' : id)
    )
  }
  const names = [...new Set(clashes.map(name))]
  return names.length === 0 ? 'The workflow' : names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '')
}

type Named = { readonly title?: string; readonly key?: string }

function titleOf(record: Named | undefined): string {
  return record?.title || record?.key || ''
}
