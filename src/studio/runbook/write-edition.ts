import type { Revision } from '../../machine/workflow-file.ts'
import { composeDocument } from '../../runbook/compose-document.ts'
import { composeRunbook } from '../../runbook/compose.ts'
import { readContacts } from '../../runbook/contacts.ts'
import type { Document } from '../../runbook/document.ts'
import { type DocumentForm, type EditionId, isAudience } from '../../runbook/edition.ts'
import { writeDocumentHtml } from '../../runbook/html.ts'
import { writeDocumentMarkdown } from '../../runbook/markdown.ts'
import type { Reader } from '../../runbook/readers.ts'
import type { Runbook } from '../../runbook/runbook.ts'
import { composeVendorEdition } from '../../runbook/vendor.ts'
import { contactsStampPath } from '../../workspace/publish.ts'
import { workspace } from '../session/workspace.ts'

/** The edition that is chosen; `vendor` for whom, where it is one for a vendor; `since`: the version from which on what is new and gone is marked in the text. */
export type ChosenEdition = { readonly id: EditionId; readonly vendor: string | null; readonly since: string | null }

/** A version and those around it. `runbook` names the contacts of today. */
export type Source = {
  readonly slug: string | null
  /** Null: the draft. */
  readonly revision: Revision | null
  readonly previous: Revision | null
  readonly revisions: readonly Revision[]
  readonly runbook: Runbook
  /** The same told against another version. */
  readonly toldAgainst: (known: Revision) => Runbook
  /** Who gets it and what they have confirmed by now. */
  readonly readers: readonly Reader[]
}

/** An edition of a version in a form. Of the whole runbook of a published one the very bytes that were published; written anew where they are gone or, without a network, out of reach. */
export async function writeEdition(source: Source, edition: ChosenEdition, form: DocumentForm): Promise<string | Uint8Array<ArrayBuffer>> {
  if (edition.id === 'training') return trainingOf(source)
  const published = edition.id === 'whole' && edition.since === null && form !== 'docx' ? await publishedText(source, form) : null
  if (published !== null) return published
  const document = await documentOf(source, edition)
  if (form === 'html') return writeDocumentHtml(document)
  if (form === 'md') return writeDocumentMarkdown(document)
  const { writeDocumentDocx } = await import('../../runbook/docx.ts')
  return new Uint8Array(await writeDocumentDocx(document, source.runbook.control.published))
}

async function documentOf(source: Source, { id, vendor, since }: ChosenEdition): Promise<Document> {
  const { revision, revisions, runbook } = source
  if (id === 'status' && revision !== null)
    return (await import('../../runbook/status-sheet.ts')).composeStatusSheet(revision, revisions, source.readers)
  if (id === 'quick') return (await import('../../runbook/quick-card.ts')).composeQuickCard(runbook)
  if (id === 'vendor' && revision !== null && vendor !== null) return composeVendorEdition(revision, revisions, vendor)
  const stamped = { ...runbook, contacts: (await stampedContacts(source)) ?? runbook.contacts }
  const { composeAudience } = await import('../../runbook/audience.ts')
  const known = since === null ? undefined : revisions.find(({ version }) => version === since)
  if (known && (id === 'whole' || isAudience(id))) {
    const { composeSince } = await import('../../runbook/since.ts')
    const { readers } = source
    const told = { ...source.toldAgainst(known), contacts: stamped.contacts }
    const before = composeRunbook({ revision: known, previous: null, all: revisions, contacts: stamped.contacts, readers })
    return composeSince(told, before, isAudience(id) ? id : null)
  }
  return isAudience(id) ? composeAudience(stamped, id) : composeDocument(stamped)
}

async function trainingOf({ previous, revisions, runbook }: Source): Promise<string> {
  const [{ composeTraining }, { writeTrainingHtml }] = await Promise.all([
    import('../../runbook/training.ts'),
    import('../../runbook/training-html.ts'),
  ])
  const known = previous === null ? null : composeRunbook({ revision: previous, previous: null, all: revisions })
  return writeTrainingHtml(composeTraining(runbook, known))
}

/** What was published with the revision, byte for byte; null: there is none. */
async function publishedText({ slug, revision }: Source, form: 'html' | 'md'): Promise<string | null> {
  return revision === null || slug === null ? null : textAt(`${slug}/runbooks/${revision.version}.${form}`)
}

/** The contacts as they were when the version was published; null: it kept none of its own. */
async function stampedContacts({ slug, revision }: Source) {
  const text = revision === null || slug === null ? null : await textAt(contactsStampPath(slug, revision.version))
  const read = text === null ? null : readContacts(text)
  return read?.ok ? read.contacts : null
}

async function textAt(path: string): Promise<string | null> {
  const files = await workspace()
  return (await files.read(path).catch(() => null))?.text ?? null
}
