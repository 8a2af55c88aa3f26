import { applyChange, changeBetween } from '../../workflow/change-set.ts'
import { publishProject } from '../../workspace/publish.ts'
import { recall, remember } from './remembered.ts'
import { flush, heldTags, keepUnsaved, setHeld } from './save.ts'
import { say, session } from './session.ts'
import { workspace } from './workspace.ts'

/** What the user says of a revision. */
type Publication = { readonly version: string; readonly author: string; readonly message: string }

/** The name that revisions made in this browser bear, until another is typed. */
export function lastAuthor(): string {
  const kept = recall('author')
  return typeof kept === 'string' ? kept : ''
}

/** Freezes the draft as a revision with its runbook beside it. Returns why it could not, or null. */
export async function publish({ version, author, message }: Publication): Promise<string | null> {
  const { slug, revisions } = session.getState()
  if (slug === null) return 'No workflow is open.'
  await flush()
  const { tables, saveState } = session.getState()
  if (saveState !== 'saved') return 'The draft is not saved, so it cannot be published. The status line says why.'
  const published = await publishProject(
    await workspace(),
    { slug, tables, revisions, tags: heldTags() },
    { version, author, message, published: new Date().toISOString() },
  )
  if (!published.ok) return published.message
  remember('author', author)
  if (session.getState().slug !== slug) return null
  setHeld(published.tables, published.tags)
  // An edit made while the version was written stays on the screen, on top of it.
  const change = changeBetween(tables, published.tables)
  session.setState((state) => ({
    tables: state.tables === tables ? published.tables : applyChange(state.tables, change),
    revisions: [published.revision, ...revisions],
    undo: [...state.undo, { label: `Publish ${version}`, change }],
    redo: [],
  }))
  if (session.getState().tables === published.tables) await keepUnsaved(slug, published.tables)
  say(`Published ${version}, with its runbook.`, 'good')
  return null
}
