import { changeBetween } from '../../workflow/change-set.ts'
import { openProject } from '../../workspace/project.ts'
import { publishProject } from '../../workspace/publish.ts'
import { recall, remember } from './remembered.ts'
import { inTurn, join, saveAll, settle } from './save.ts'
import { pageSession, say, type Session } from './session.ts'

/** What the user says of a revision. */
type Publication = { readonly version: string; readonly author: string; readonly message: string }

/** The name that revisions made in this browser bear, until another is typed. */
export function lastAuthor(): string {
  const kept = recall('author')
  return typeof kept === 'string' ? kept : ''
}

/** Freezes the draft as a revision with its runbook beside it. Edits made meanwhile stand on top of it. Returns why it could not, or null. */
export function publish({ version, author, message }: Publication, of: Session = pageSession()): Promise<string | null> {
  return inTurn(of, async () => {
    await saveAll(of)
    const { slug, tables, revisions, saveState } = of.store.getState()
    if (slug === null) return 'No workflow is open.'
    if (saveState !== 'saved') return 'The draft is not saved, so it cannot be published. The status line says why.'
    const project = { slug, tables, revisions, tags: of.held.tags }
    const published = await publishProject(await of.files(), project, { version, author, message, published: new Date().toISOString() })
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
      tables: state.tables === tables ? published.tables : { ...state.tables, header: versioned(state.tables.header, version) },
      revisions: [published.revision, ...revisions],
      undo: [...state.undo, { label: `Publish ${version}`, change: changeBetween(tables, published.tables) }],
      redo: [],
    }))
    await settle(of, published.tables)
    await saveAll(of)
    say(`Published ${version}, with its runbook.`, 'good', of)
    return null
  })
}

function versioned<Header extends { readonly workflow: { readonly version: string | null } }>(header: Header, version: string): Header {
  return { ...header, workflow: { ...header.workflow, version } }
}
