import { basename, dirname, join } from 'node:path'
import { readdir, stat } from 'node:fs/promises'
import { readRevision, type Revision } from '../machine/workflow-file.ts'
import { compareVersions } from '../revisions/version.ts'
import { composeAudience } from '../runbook/audience.ts'
import { composeRunbook } from '../runbook/compose.ts'
import { composeDocument } from '../runbook/compose-document.ts'
import { type Contact, readContacts } from '../runbook/contacts.ts'
import type { Document } from '../runbook/document.ts'
import { writeDocumentHtml } from '../runbook/html.ts'
import { writeDocumentMarkdown } from '../runbook/markdown.ts'
import { type Reader, readReaders } from '../runbook/readers.ts'
import { composeQuickCard } from '../runbook/quick-card.ts'
import { isAudience } from '../runbook/edition.ts'
import { composeSince } from '../runbook/since.ts'
import { composeStatusSheet } from '../runbook/status-sheet.ts'
import { composeTraining } from '../runbook/training.ts'
import { writeTrainingHtml } from '../runbook/training-html.ts'
import { composeVendorEdition, vendorsOf } from '../runbook/vendor.ts'
import { Report } from '../simulation/report/report.ts'
import type { Draft } from '../workflow/draft.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { refuse } from './command.ts'
import { isRevision } from './documents.ts'
import { readText } from './input.ts'
import { printPdf } from './pdf.ts'

/** The runbook of a workflow file: of a revision as published, of a draft as a draft, told against `base` or the revision before it. */
export async function writeRunbook(
  path: string,
  draft: Draft,
  to: 'md' | 'html' | 'docx' | 'pdf',
  options: { base?: string; report?: string; edition?: string; for?: string; on?: string; since?: string },
  signal: AbortSignal,
): Promise<string | Uint8Array> {
  const { own, all } = await knownRevisions(path)
  if (options.edition === 'status')
    return inForm(
      composeStatusSheet(
        own ?? all[0] ?? refuse('A status sheet is of a published version, and there is none.'),
        all,
        await readersBeside(path, own),
        options.on ?? null,
      ),
      to,
      own,
      signal,
    )
  const before = own ? all.filter(({ version }) => compareVersions(version, own.version) < 0) : all
  const known = options.since === undefined ? null : versionNamed(options.since, before)
  const previous = known ?? (options.base === undefined ? (before[0] ?? null) : loadRevision(options.base, await readText(options.base)))
  const { layout, ...workflow } = draft
  const report = options.report === undefined ? undefined : readReport(options.report, await readText(options.report))
  const provenance = options.report === undefined ? {} : await writtenOn(options.report)
  const contacts = await contactsBeside(path, own, options.edition === 'quick')
  const readers = await readersBeside(path, own)
  const compose = () =>
    composeRunbook({
      revision: own ?? { workflow, layout, version: null },
      previous,
      all,
      contacts,
      readers,
      ...(report ? { report, provenance } : {}),
    })
  if (options.edition === 'training') {
    if (to !== 'html') return refuse('A training check is a page to be filled in: write it --to html.')
    const known = previous === null ? null : composeRunbook({ revision: previous, previous: null, all })
    return writeTrainingHtml(composeTraining(compose(), known))
  }
  const document =
    options.edition === 'vendor'
      ? composeVendorEdition(
          own ?? refuse('A vendor gets a published version: name a file of revisions/.'),
          all,
          vendorNamed(draft, options.for),
        )
      : options.edition === 'quick'
        ? composeQuickCard(compose())
        : known !== null
          ? composeSince(
              compose(),
              composeRunbook({ revision: known, previous: null, all, contacts, readers }),
              options.edition !== undefined && isAudience(options.edition) ? options.edition : null,
            )
          : options.edition !== undefined && isAudience(options.edition)
            ? composeAudience(compose(), options.edition)
            : composeDocument(compose())
  return inForm(document, to, own, signal)
}

function inForm(document: Document, to: 'md' | 'html' | 'docx' | 'pdf', own: Revision | null, signal: AbortSignal) {
  const published = own === null ? '' : `${own.published.slice(0, 10)} ${own.published.slice(11, 16)} UTC`
  if (to === 'md') return writeDocumentMarkdown(document)
  if (to === 'html') return writeDocumentHtml(document)
  if (to === 'docx') return import('../runbook/docx.ts').then(({ writeDocumentDocx }) => writeDocumentDocx(document, published))
  return printPdf(writeDocumentHtml(document), own?.published ?? '1980-01-01T00:00:00Z', signal)
}

/** The revision at the path (null: it is a draft), and the revisions known there, newest first. */
export async function knownRevisions(path: string): Promise<{ readonly own: Revision | null; readonly all: readonly Revision[] }> {
  const text = await readText(path)
  const own = isRevision(text) ? loadRevision(path, text) : null
  return { own, all: await revisionsBeside(path, own) }
}

function versionNamed(version: string, earlier: readonly Revision[]): Revision {
  return (
    earlier.find((one) => one.version === version) ??
    refuse(
      earlier.length === 0
        ? '--since: there is no earlier version beside it.'
        : `--since takes an earlier version: ${earlier.map((one) => one.version).join(', ')}; not “${version}”.`,
    )
  )
}

function vendorNamed(workflow: Workflow, name: string | undefined): string {
  const vendors = vendorsOf(workflow)
  if (vendors.length === 0) return refuse('No pool of this workflow has a vendor, so there is no edition for one.')
  return (
    vendors.find((vendor) => vendor === name) ?? refuse(`Say for whom with --for: ${vendors.map((vendor) => `“${vendor}”`).join(', ')}.`)
  )
}

/** Whom to call: what a published version was stamped with, else, and on a quick card, contacts.json beside the workflow; nobody where there is none. */
async function contactsBeside(path: string, own: Revision | null, isOfToday: boolean): Promise<readonly Contact[]> {
  if (path === '-') return []
  const home = own === null ? dirname(path) : dirname(dirname(path))
  const stamp = own === null || isOfToday ? [] : [join(home, 'runbooks', `${own.version}.contacts.json`)]
  const places = await Promise.all(
    [...stamp, join(home, 'contacts.json')].map(async (one) => ((await stat(one).catch(() => null)) ? one : null)),
  )
  const place = places.find((one) => one !== null) ?? null
  if (place === null) return []
  const read = readContacts(await readText(place))
  return read.ok ? read.contacts : refuse(`${place}: ${read.message}`)
}

/** Who gets the runbook and who has confirmed it by now, from readers.json beside the workflow; nobody where there is none. */
async function readersBeside(path: string, own: Revision | null): Promise<readonly Reader[]> {
  const place = join(own === null ? dirname(path) : dirname(dirname(path)), 'readers.json')
  if (path === '-' || (await stat(place).catch(() => null)) === null) return []
  const read = readReaders(await readText(place))
  return read.ok ? read.readers : refuse(`${place}: ${read.message}`)
}

/** Newest first: the revisions in the folder of this revision, or in `revisions/` beside this draft. */
async function revisionsBeside(path: string, own: Revision | null): Promise<Revision[]> {
  if (path === '-') return []
  const folder = own ? dirname(path) : join(dirname(path), 'revisions')
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => /^\d+\.\d+\.\d+\.json$/.test(name) && !(own && name === basename(path)),
  )
  const found = await Promise.all(names.map(async (name) => loadRevision(join(folder, name), await readText(join(folder, name)))))
  return [...found, ...(own ? [own] : [])].sort((a, b) => compareVersions(b.version, a.version))
}

/** The day on which a report was written. */
async function writtenOn(path: string): Promise<{ readonly on?: string }> {
  const written = path === '-' ? null : await stat(path).catch(() => null)
  return written ? { on: written.mtime.toISOString().slice(0, 10) } : {}
}

function loadRevision(path: string, text: string): Revision {
  const read = readRevision(text)
  if (!read.ok) return refuse(`${path}: ${read.message}`)
  return read.intact ? read.revision : refuse(`${path}: this revision was changed after it was published; its hash no longer fits.`)
}

function readReport(path: string, text: string): Report {
  try {
    return Report.parse(JSON.parse(text))
  } catch {
    return refuse(`${path} is not a report of “gemba simulate --json”.`)
  }
}
