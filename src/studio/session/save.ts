import { changeBetween } from '../../workflow/change-set.ts'
import { openProject, saveProject, tagsOf, type Tags } from '../../workspace/project.ts'
import { journal } from './journal.ts'
import { type Clash, hangsTogether, replay, share } from './merge.ts'
import { noTables, say, session, type SessionTables } from './session.ts'
import { workspace } from './workspace.ts'

// Well inside the 300 ms within which an edit is in the workspace, and long enough for a gesture made of several edits.
const pause = 150
const retryPause = 3000

/** What the workspace holds of the open workflow. */
const held: { tables: SessionTables; tags: Tags } = { tables: noTables, tags: {} }
let timer: ReturnType<typeof setTimeout> | null = null
let saving: Promise<void> | null = null
/** Whether this browser has the edits that the workspace has not: the journal's last promise. */
let keeping: Promise<boolean> = Promise.resolve(true)

/** Says what the workspace holds: after opening, and after loading what somebody else wrote. */
export function setHeld(tables: SessionTables, tags: Tags): void {
  held.tables = tables
  held.tags = tags
}

/** What the workspace holds of the open workflow, as it was last read or written. */
export function heldTables(): SessionTables {
  return held.tables
}

/** The tag that a file of the open workflow was last read or written with. */
export function heldTag(path: string): string | undefined {
  return held.tags[path]
}

/** The tags of all files of the open workflow, as they were last read or written. */
export function heldTags(): Tags {
  return held.tags
}

/** Keeps in this browser what the workspace does not have. Resolves to whether it is kept. */
export function keepUnsaved(slug: string, tables: SessionTables): Promise<boolean> {
  const change = changeBetween(held.tables, tables)
  const base = held.tags
  keeping = keeping
    .then(() => journal())
    .then((kept) => kept.keep(slug, base, change))
    .then(
      () => true,
      () => false,
    )
  return keeping
}

/** Watches the session and saves each edit. Returns the way to stop. */
export function startSaving(): () => void {
  const stop = session.subscribe((state, before) => {
    if (state.slug === null || state.slug !== before.slug || state.tables === before.tables || state.tables === held.tables) return
    void keepUnsaved(state.slug, state.tables)
    if (state.saveState === 'unsaved') schedule(pause)
  })
  const leave = () => void flush()
  const warn = (event: BeforeUnloadEvent) => {
    if (session.getState().saveState === 'conflict' || session.getState().saveState === 'failed') event.preventDefault()
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
export async function flush(): Promise<void> {
  for (let first = true; ; first = false) {
    while (saving) await saving
    if (timer !== null) clearTimeout(timer)
    timer = null
    const { saveState } = session.getState()
    if (saveState !== 'unsaved' && !(first && saveState === 'failed')) return
    saving = saveOnce().finally(() => (saving = null))
  }
}

function schedule(delay: number): void {
  if (timer !== null) clearTimeout(timer)
  timer = setTimeout(() => void flush(), delay)
}

async function saveOnce(): Promise<void> {
  const { slug, tables } = session.getState()
  if (slug === null) return
  session.setState({ saveState: 'saving' })
  try {
    const [files, kept] = await Promise.all([workspace(), journal(), keeping])
    // The save is noted before its first file is written: whatever is found after a crash, it is known whose it is.
    await kept.intend(slug, tagsOf(slug, tables)).catch(() => undefined)
    const result = await saveProject(files, slug, tables, held.tags)
    if (session.getState().slug !== slug) return
    held.tags = result.tags
    if (result.ok) await settle(slug, tables)
    else if (result.conflicts.length > 0) await meet(slug, result.conflicts)
    else throw result.failed[0]?.error ?? new Error('The files were not written.')
  } catch (error) {
    if (session.getState().slug === slug) await fail(error)
  }
}

async function settle(slug: string, tables: SessionTables): Promise<void> {
  held.tables = tables
  // Said only once the journal has let go of it: an edit that is called saved is never found there again.
  await keepUnsaved(slug, session.getState().tables)
  const now = session.getState()
  if (now.slug !== slug) return
  if (now.tables === tables) return session.setState({ saveState: 'saved', message: now.message?.tone === 'error' ? null : now.message })
  session.setState({ saveState: 'unsaved' })
  schedule(pause)
}

async function fail(error: unknown): Promise<void> {
  const isKept = await keeping
  const kept = isKept
    ? 'Your edits are kept in this browser; trying again.'
    : 'This browser keeps nothing either: download a copy (menu at the top right) before you close the page.'
  session.setState({ saveState: 'failed' })
  say(`Not saved: ${reasonOf(error)} ${kept}`, 'error')
  schedule(retryPause)
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
    [/connection is closing|database.*clos/i, 'the storage of this browser went away. Reload the page.'],
  ]
  const name = error instanceof Error ? error.name : ''
  return (
    known.find(([pattern]) => pattern.test(text) || pattern.test(name))?.[1] ??
    (text === '' ? `the browser gave no reason (${name}).` : text)
  )
}

/** Somebody else wrote the files: what both sides did is merged record by record, and only what both changed is asked. */
async function meet(slug: string, paths: readonly string[]): Promise<void> {
  const read = await openProject(await workspace(), slug)
  const state = session.getState()
  if (state.slug !== slug) return
  if (!read.ok) return ask(`${paths.join(', ')} is not there any more, or cannot be read. Choose what to keep.`)
  const theirs = share(held.tables, read.project.tables)
  const mine = changeBetween(held.tables, state.tables)
  const { tables, clashes } = replay(theirs, mine)
  if (clashes.length > 0 || !hangsTogether(tables))
    return ask(`${namesOf(clashes, state.tables)} was changed here and outside. Nothing was overwritten; choose what to keep.`)
  setHeld(theirs, read.project.tags)
  session.setState(({ undo }) => ({
    tables,
    revisions: read.project.revisions,
    saveState: 'unsaved',
    undo: [...undo, { label: 'Change from outside', change: changeBetween(state.tables, tables) }],
    redo: [],
  }))
  say('Merged with a change from outside. Undo takes it away.')
}

function ask(text: string): void {
  session.setState({ saveState: 'conflict' })
  say(text, 'warning')
}

/** The records by the names that a reader knows. */
function namesOf(clashes: readonly Clash[], tables: SessionTables): string {
  const name = ({ table, id }: Clash): string => {
    const record = (tables as unknown as Record<string, Record<string, { title?: string; key?: string }>>)[table]?.[id]
    if (table === 'header') return 'The title or description of the workflow'
    if (table === 'layout') return 'The layout'
    return record?.title || record?.key || (table === 'transitions' ? 'A transition' : id)
  }
  const names = [...new Set(clashes.map(name))]
  return names.length === 0 ? 'The workflow' : names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '')
}
