import { changeBetween, isEmpty } from '../../workflow/change-set.ts'
import type { Edit } from '../../workflow/draft.ts'
import { openProject, type Project, saveProject } from '../../workspace/project.ts'
import { judge } from '../../workspace/journal.ts'
import { journal } from './journal.ts'
import { replay, share } from './merge.ts'
import { addRecent } from './recent.ts'
import { recall } from './remembered.ts'
import { flush, heldTables, heldTag, keepUnsaved, setHeld } from './save.ts'
import { noTables, say, session, type SessionTables } from './session.ts'
import { workspace } from './workspace.ts'

/** Opens a workflow of the workspace in place of the one that is open. The message says why it cannot be. */
export async function open(slug: string): Promise<{ readonly ok: true } | { readonly ok: false; readonly message: string }> {
  await flush()
  const read = await openProject(await workspace(), slug)
  if (!read.ok) return read
  const { project } = read
  setHeld(project.tables, project.tags)
  session.setState({
    slug,
    tables: project.tables,
    revisions: project.revisions,
    scenarioId: scenarioFor(slug, project),
    selection: new Set(),
    undo: [],
    redo: [],
    problems: [],
    revealed: null,
    message: null,
    saveState: 'saved',
  })
  await recover(slug, project)
  addRecent(slug)
  const [broken] = project.unreadable
  if (broken) say(`${broken.path} cannot be read and is left as it is: ${broken.message}`, 'warning')
  return { ok: true }
}

/** Back to the start page: saves first. */
export async function close(): Promise<void> {
  await flush()
  session.setState({
    slug: null,
    tables: noTables,
    revisions: [],
    scenarioId: null,
    selection: new Set(),
    undo: [],
    redo: [],
    problems: [],
    revealed: null,
    message: null,
    saveState: 'saved',
  })
}

/** Loads what somebody else wrote, as one edit that undo takes back. Also the answer “load theirs” to a conflict. */
export async function loadTheirs(): Promise<void> {
  const { slug, tables: asked } = session.getState()
  if (slug === null) return
  const read = await openProject(await workspace(), slug)
  if (!read.ok) return say(read.message, 'error')
  const now = session.getState()
  if (now.slug !== slug) return
  const theirs = share(now.tables, read.project.tables)
  // Edits made while theirs were read are nobody's answer to the question: they are made again on top.
  const { tables, change, clashes } = replay(theirs, changeBetween(asked, now.tables))
  if (clashes.length > 0) {
    session.setState({ saveState: 'conflict' })
    return say('The same was changed here while theirs was read. Nothing was overwritten; choose what to keep.', 'warning')
  }
  const edit: Edit = { label: 'Change from outside', change: changeBetween(now.tables, tables) }
  setHeld(theirs, read.project.tags)
  await keepUnsaved(slug, tables)
  session.setState((state) => ({
    tables,
    revisions: read.project.revisions,
    saveState: isEmpty(change) ? 'saved' : 'unsaved',
    undo: isEmpty(edit.change) ? state.undo : [...state.undo, edit],
    redo: isEmpty(edit.change) ? state.redo : [],
    selection: stillThere(state.selection, tables),
  }))
  if (!isEmpty(edit.change)) say('The workflow was changed outside and is shown as it is now.')
}

/** Writes the session's version as a workflow of its own and opens it. The answer “keep mine as a copy” to a conflict. Returns its folder. */
export async function keepAsCopy(): Promise<string | null> {
  const { slug, tables } = session.getState()
  if (slug === null) return null
  const files = await workspace()
  const taken = new Set((await files.list('')).map(({ path }) => path.split('/')[0]))
  let copy = `${slug}-copy`.slice(0, 60)
  for (let number = 2; taken.has(copy); number++) copy = `${slug.slice(0, 50)}-copy-${number}`
  const saved = await saveProject(files, copy, renamed(tables, copy, `${tables.header.workflow.title} (copy)`), {})
  if (!saved.ok) {
    say(`The copy was not written: ${saved.conflicts.join(', ')} exists already.`, 'error')
    return null
  }
  await (await journal()).keep(slug, {}, {}).catch(() => undefined)
  session.setState({ saveState: 'saved' })
  return copy
}

/** Watches the workspace: a workflow that is saved here follows a change made outside; one with unsaved edits meets it when it is saved. */
export function startWatching(): () => void {
  let stopped = false
  let stop = () => {}
  // What changes while something is saved here is looked at as soon as that is done.
  const missed = new Set<string>()
  const unsubscribe = session.subscribe(({ saveState }, before) => {
    if (saveState !== 'saved' || before.saveState === 'saved') return
    const paths = [...missed]
    missed.clear()
    for (const path of paths) void onChange(path)
  })
  const onChange = async (path: string) => {
    const { slug, saveState } = session.getState()
    if (slug === null || !path.startsWith(`${slug}/`) || !path.endsWith('.json')) return
    if (saveState !== 'saved') return void missed.add(path)
    const file = await (await workspace()).read(path)
    const now = session.getState()
    if (now.slug !== slug) return
    if (now.saveState !== 'saved') return void missed.add(path)
    if (file && file.tag !== heldTag(path)) await loadTheirs()
    if (!file && path === `${slug}/workflow.json` && heldTag(path) !== undefined) {
      session.setState({ saveState: 'conflict' })
      say(`${path} was deleted outside. What is on the screen is not lost: choose what to do.`, 'warning')
    }
  }
  void workspace().then((files) => {
    if (stopped) return
    const stops = [files.watch((path) => void onChange(path)), files.told((sentence) => say(sentence, 'warning'))]
    stop = () => stops.forEach((end) => end())
  })
  return () => {
    stopped = true
    unsubscribe()
    stop()
  }
}

/** What is selected and still there; the same set where nothing of it went, so that nobody loses the focus for it. */
function stillThere(selection: ReadonlySet<string>, tables: SessionTables): ReadonlySet<string> {
  const kept = [...selection].filter((id) => Object.hasOwn(tables.states, id) || Object.hasOwn(tables.transitions, id))
  return kept.length === selection.size ? selection : new Set(kept)
}

/** The same workflow under another id: header, root state and scenarios name it. */
export function renamed(tables: SessionTables, id: string, title: string): SessionTables {
  const header = { ...tables.header.workflow, id, title }
  const root = tables.states[header.root]
  return {
    ...tables,
    header: { workflow: header },
    states: root ? { ...tables.states, [root.uid]: { ...root, key: id } } : tables.states,
    scenarios: Object.fromEntries(Object.entries(tables.scenarios).map(([key, scenario]) => [key, { ...scenario, workflow: id }])),
  }
}

/**
 * Brings back what tabs that are gone had not saved. Whether a record is older than the files, of the same tab, or met a stranger's change is judged by
 * what the journal noted, never by likeness alone. Two tabs that open at once do it one after the other.
 */
async function recover(slug: string, project: Project): Promise<void> {
  const kept = await journal()
  const work = async () => {
    const { unsaved, intents } = await kept.left(slug)
    for (const left of unsaved) {
      const verdict = judge(left, intents, project.tags)
      const { tables } = session.getState()
      const again = verdict === 'drop' ? null : replay(tables, left.change)
      if (again && !isEmpty(again.change)) {
        const clash = verdict === 'stranger' && again.clashes.length > 0
        bringBack({ label: 'Edits from before the page closed', change: again.change }, again.tables, clash)
        await keepUnsaved(slug, again.tables)
      }
      await kept.drop(left)
    }
  }
  if (typeof navigator !== 'undefined' && 'locks' in navigator) await navigator.locks.request(`gemba-recover-${slug}`, work)
  else await work()
}

function bringBack(edit: Edit, tables: SessionTables, clash: boolean): void {
  session.setState(({ undo, saveState }) => ({
    tables,
    undo: [...undo, edit],
    saveState: clash || saveState === 'conflict' ? 'conflict' : 'unsaved',
  }))
  if (clash)
    say(
      'Edits that were not saved before the page closed were found, and the workflow was changed outside since. Choose what to keep.',
      'warning',
    )
  else say('Edits that were not saved before the page closed are back. Undo takes them away.')
}

/** Writes the session's version where the file was deleted or cannot be read. The answer “put it back” to a conflict. */
export async function putBack(): Promise<void> {
  const { slug } = session.getState()
  if (slug === null) return
  const files = await workspace()
  const tags = Object.fromEntries(
    (await files.list(`${slug}/`)).filter(({ path }) => editable.test(path)).map(({ path, tag }) => [path, tag]),
  )
  setHeld(heldTables(), tags)
  session.setState({ saveState: 'unsaved' })
  await flush()
}

/** The files of a workflow's folder that an edit writes. */
const editable = /^[^/]+\/(workflow\.json|layout\.json|scenarios\/[^/]+\.json)$/

function scenarioFor(slug: string, { tables }: Project): string | null {
  const ids = Object.keys(tables.scenarios)
  const kept = recall('scenarioId', slug)
  return ids.find((id) => id === kept) ?? ids[0] ?? null
}
