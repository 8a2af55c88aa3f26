import { applyChange, changeBetween } from '../../workflow/change-set.ts'
import { openProject } from '../../workspace/project.ts'
import { publishProject } from '../../workspace/publish.ts'
import { recall, remember } from './remembered.ts'
import { inTurn, join, saveAll, settle } from './save.ts'
import { openProposal } from '../../proposals/proposal.ts'
import { pageSession, say, type Session, type SessionTables } from './session.ts'

/** What the user says of a revision. */
type Publication = {
  /** Null: the open proposal changes scenarios only. */
  readonly version: string | null
  readonly author: string
  readonly message: string
  /** The first day of the scenario part. */
  readonly from?: string
}

/** The name that revisions made in this browser bear, until another is typed. */
export function lastAuthor(): string {
  const kept = recall('author')
  return typeof kept === 'string' ? kept : ''
}

/** Freezes the draft as a revision with its runbook beside it. Edits made meanwhile stand on top of it. Returns why it could not, or null. */
export function publish({ version, author, message, from }: Publication, of: Session = pageSession()): Promise<string | null> {
  return inTurn(of, async () => {
    await saveAll(of)
    const { slug, tables, revisions, saveState } = of.store.getState()
    if (slug === null) return 'No workflow is open.'
    if (saveState !== 'saved') return 'The draft is not saved, so it cannot be published. The status line says why.'
    const project = { slug, tables, revisions, tags: of.held.tags }
    const published = await publishProject(await of.files(), project, {
      version,
      author,
      message,
      published: new Date().toISOString(),
      ...(from !== undefined && { from }),
    })
    if (!published.ok) {
      // Part of it may have been written: the version, and not the draft on it.
      const read = await openProject(await of.files(), slug)
      if (read.ok) join(of, read.project)
      await saveAll(of)
      return published.message
    }
    remember('author', author)
    of.held = { tables: published.tables, tags: published.tags }
    of.store.setState((state) => ({
      tables: state.tables === tables ? published.tables : applyChange(state.tables, changeBetween(tables, published.tables)),
      revisions: published.revision ? [published.revision, ...revisions] : revisions,
      scenarioId: successorOf(state.scenarioId, tables, published.tables),
      undo: [
        ...state.undo,
        { label: version === null ? 'Publish the proposal' : `Publish ${version}`, change: changeBetween(tables, published.tables) },
      ],
      redo: [],
    }))
    await settle(of, published.tables)
    await saveAll(of)
    say(
      version === null ? 'Published: the scenario is in force from the day given.' : `Published ${version}, with its runbook.`,
      'good',
      of,
    )
    return null
  })
}

/** The scenario that took the place of the chosen one. */
function successorOf(scenarioId: string | null, before: SessionTables, after: SessionTables): string | null {
  const open = openProposal(before.proposals)
  const made = open === null ? [] : (after.proposals[open.id]?.published?.scenarios ?? [])
  return made.find((id) => scenarioId !== null && id.startsWith(`${scenarioId.slice(0, 40)}-from-`)) ?? scenarioId
}
