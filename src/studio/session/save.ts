import { saveProject, type Tags } from '../../workspace/project.ts'
import { forgetUnsaved, keepUnsaved } from './journal.ts'
import { noTables, say, session, type SessionTables } from './session.ts'
import { workspace } from './workspace.ts'

// Well inside the 300 ms within which an edit is in the workspace, and long enough for a gesture made of several edits.
const pause = 150
const retryPause = 3000

/** What the workspace holds of the open workflow. */
const held: { tables: SessionTables; tags: Tags } = { tables: noTables, tags: {} }
let timer: ReturnType<typeof setTimeout> | null = null
let saving: Promise<void> | null = null

/** Says what the workspace holds: after opening, and after loading what somebody else wrote. */
export function setHeld(tables: SessionTables, tags: Tags): void {
  held.tables = tables
  held.tags = tags
}

/** The tag that a file of the open workflow was last read or written with. */
export function heldTag(path: string): string | undefined {
  return held.tags[path]
}

/** The tags of all files of the open workflow, as they were last read or written. */
export function heldTags(): Tags {
  return held.tags
}

/** Watches the session and saves each edit. Returns the way to stop. */
export function startSaving(): () => void {
  const stop = session.subscribe((state, before) => {
    if (state.slug === null || state.slug !== before.slug || state.tables === before.tables || state.tables === held.tables) return
    keepUnsaved(state.slug, held.tables, state.tables)
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

/** Saves what is unsaved now, and resolves when the workspace has it (or says why not, in `saveState`). */
export async function flush(): Promise<void> {
  if (timer !== null) clearTimeout(timer)
  timer = null
  await saving
  const { saveState } = session.getState()
  if (saveState !== 'unsaved' && saveState !== 'failed') return
  saving = saveOnce().finally(() => (saving = null))
  await saving
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
    const result = await saveProject(await workspace(), slug, tables, held.tags)
    if (session.getState().slug !== slug) return
    held.tags = result.tags
    if (result.ok) settle(slug, tables)
    else clash(result.conflicts)
  } catch (error) {
    if (session.getState().slug !== slug) return
    session.setState({ saveState: 'failed' })
    say(`Not saved: ${error instanceof Error ? error.message : String(error)} Your edits are kept in this browser; trying again.`, 'error')
    schedule(retryPause)
  }
}

function settle(slug: string, tables: SessionTables): void {
  held.tables = tables
  if (session.getState().tables === tables) {
    forgetUnsaved(slug)
    session.setState({ saveState: 'saved' })
    return
  }
  keepUnsaved(slug, tables, session.getState().tables)
  session.setState({ saveState: 'unsaved' })
  schedule(pause)
}

function clash(paths: readonly string[]): void {
  session.setState({ saveState: 'conflict' })
  say(`${paths.join(', ')} was changed outside. Nothing was overwritten; choose what to keep.`, 'warning')
}
