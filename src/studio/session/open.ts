import { applyChange, changeBetween, type ChangeSet, invertChange, isEmpty } from '../../workflow/change-set.ts'
import type { Proposal, ProposedTables } from '../../proposals/proposal.ts'
import { judge, type Unsaved } from '../../workspace/journal.ts'
import { openProject, type Project } from '../../workspace/project.ts'
import { replay } from '../../workflow/merge.ts'
import { addRecent } from './recent.ts'
import { recall } from './remembered.ts'
import { inTurn, keepUnsaved, saveAll } from './save.ts'
import { blank, pageSession, say, type Session, type SessionTables } from './session.ts'

type Opening = { readonly ok: true } | { readonly ok: false; readonly message: string }

/** Opens a workflow of the workspace in place of the one that is open, which is saved first. The message says why it cannot be. */
export function open(slug: string, of: Session = pageSession()): Promise<Opening> {
  const asked = ++of.asked
  return inTurn(of, async () => {
    let read: Awaited<ReturnType<typeof openProject>>
    // Edits made while the next one is read belong to the one that is still on the screen.
    do {
      await saveAll(of)
      read = await openProject(await of.files(), slug)
    } while (of.store.getState().saveState === 'unsaved')
    if (asked !== of.asked) return { ok: true }
    if (!read.ok) return read
    const { project } = read
    of.held = { tables: project.tables, tags: project.tags }
    of.attempts = []
    of.unsure = new Set()
    of.store.setState({
      ...blank,
      slug,
      tables: project.tables,
      revisions: project.revisions,
      scenarioId: scenarioFor(slug, project),
    })
    await recover(of, slug, project)
    addRecent(slug)
    const [broken] = project.unreadable
    if (broken) say(`${broken.path} cannot be read and is left as it is: ${broken.message}`, 'warning', of)
    return { ok: true }
  })
}

/** Back to the start page: saves first. What could not be saved is in the journal and is there again when the workflow is opened. */
export function close(of: Session = pageSession()): Promise<void> {
  const asked = ++of.asked
  return inTurn(of, async () => {
    await saveAll(of)
    if (asked === of.asked) of.store.setState(blank)
  })
}

/** Has the workflow under another id: header, root state, scenarios and proposals name it. */
export function renamed(tables: SessionTables, id: string, title: string): SessionTables {
  const proposals = Object.entries(tables.proposals).map(([key, proposal]): [string, Proposal] => [
    key,
    proposal.status === 'open'
      ? { ...proposal, workflow: id, before: { ...proposal.before, ...namedOtherwise(proposal.before, id, title) } }
      : { ...proposal, workflow: id },
  ])
  return { ...tables, ...namedOtherwise(tables, id, title), proposals: Object.fromEntries(proposals) }
}

function namedOtherwise(tables: ProposedTables, id: string, title: string): Pick<ProposedTables, 'header' | 'states' | 'scenarios'> {
  const header = { ...tables.header.workflow, id, title }
  const root = tables.states[header.root]
  return {
    header: { workflow: header },
    states: root ? { ...tables.states, [root.uid]: { ...root, key: id } } : tables.states,
    scenarios: Object.fromEntries(Object.entries(tables.scenarios).map(([key, scenario]) => [key, { ...scenario, workflow: id }])),
  }
}

/**
 * Brings back what tabs that are gone had not saved. Whether a record is older than the files, of the same tab, or met a stranger's change is judged by
 * what the journal noted, never by likeness alone. Two tabs that open at once do it one after the other.
 */
async function recover(of: Session, slug: string, project: Project): Promise<void> {
  const work = async () => {
    const journal = await of.journal()
    const { unsaved, intents } = await journal.left(slug)
    for (const left of unsaved) {
      // One that must be asked waits with all after it, in the journal.
      if (of.store.getState().saveState === 'conflict') return
      const verdict = judge(left, intents, project.tags)
      const isBack = verdict !== 'drop' && bringBack(of, left, verdict === 'stranger')
      if (isBack && !(await keepUnsaved(of))) return
      await journal.drop(left)
      if (!isBack) continue
      // A tab's own record has the same place as what it keeps now.
      await keepUnsaved(of)
      await saveAll(of)
    }
  }
  try {
    if (typeof navigator !== 'undefined' && 'locks' in navigator) await navigator.locks.request(`gemba-recover-${slug}`, work)
    else await work()
  } catch {
    say(
      'The list of unsaved edits in this browser cannot be read: what was not saved when the page last closed may be missing.',
      'warning',
      of,
    )
  }
}

/** Makes a change again on what is open. Returns whether that changed anything. */
function bringBack(of: Session, { base, change }: Unsaved, isStranger: boolean): boolean {
  const { tables, undo } = of.store.getState()
  const again = replay(tables, change)
  if (isEmpty(again.change)) return false
  // As if that tab had gone on: it knew the files as they were when the change began, and meets the others' change when it saves.
  if (isStranger) of.held = { tables: applyChange(tables, beginningOf(tables, change)), tags: base }
  of.store.setState({
    tables: again.tables,
    saveState: 'unsaved',
    undo: [...undo, { label: 'Edits from before the page closed', change: again.change }],
  })
  say('Edits that were not saved before the page closed are back. Undo takes them away.', 'plain', of)
  return true
}

/** What leads from these tables to the ones that a change began from, in the records that it changed. */
function beginningOf(tables: SessionTables, change: ChangeSet): ChangeSet {
  return changeBetween(tables, applyChange(tables, invertChange(change)))
}

function scenarioFor(slug: string, { tables }: Project): string | null {
  const ids = Object.keys(tables.scenarios)
  const kept = recall('scenarioId', slug)
  return ids.find((id) => id === kept) ?? ids[0] ?? null
}
