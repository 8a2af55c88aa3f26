import { makeRevision } from '../../revisions/publish.ts'
import { writeRevision } from '../../machine/workflow-file.ts'
import { updateHeader } from '../../workflow/edit/update-header.ts'
import { flush } from './save.ts'
import { run, say, session } from './session.ts'
import { recall, remember } from './remembered.ts'
import { workspace } from './workspace.ts'

/** What the user says of a revision. */
export type Publication = { readonly version: string; readonly author: string; readonly message: string }

/** The name that revisions made in this browser bear, until another is typed. */
export function lastAuthor(): string {
  const kept = recall('author')
  return typeof kept === 'string' ? kept : ''
}

/** Freezes the draft as a revision beside it. Returns why it could not, or null. */
export async function publish({ version, author, message }: Publication): Promise<string | null> {
  const { slug, revisions } = session.getState()
  if (slug === null) return 'No workflow is open.'
  await flush()
  const { tables, saveState } = session.getState()
  if (saveState !== 'saved') return 'The draft is not saved, so it cannot be published. Look at the status line for the reason.'
  const revision = makeRevision({ draft: tables, base: revisions[0]?.version ?? null, version, published: new Date().toISOString(), author, message })
  const result = await (await workspace()).write(`${slug}/revisions/${version}.json`, writeRevision(revision), null)
  if (!result.ok) return `There is a revision ${version} already, which stays as it is. Choose another version.`
  remember('author', author)
  session.setState({ revisions: [revision, ...revisions] })
  run(updateHeader(tables, { version }, `Publish ${version}`))
  say(`Published ${version}.`, 'good')
  return null
}
