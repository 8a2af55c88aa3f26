import { findProblems } from '../machine/problems.ts'
import { type Revision, writeRevision } from '../machine/workflow-file.ts'
import { changedScenarios, contentHash, standing } from '../proposals/edits.ts'
import { openProposal } from '../proposals/proposal.ts'
import { publishTables } from '../proposals/publish.ts'
import { makeRevision } from '../revisions/publish.ts'
import { compareVersions } from '../revisions/version.ts'
import { composeRunbook } from '../runbook/compose.ts'
import { readContacts, writeContacts } from '../runbook/contacts.ts'
import { readReaders } from '../runbook/readers.ts'
import { arrivingIn, safetyFile } from '../safety/beside.ts'
import { judgeRules, refusalOf } from '../safety/judge.ts'
import { readSafetyRules } from '../safety/rule.ts'
import { writeHtml } from '../runbook/html.ts'
import { writeMarkdown } from '../runbook/markdown.ts'
import type { Approval } from '../workflow/file.ts'
import type { Files } from './files.ts'
import { type Project, type ProjectTables, saveProject, type Tags } from './project.ts'

/** What the publisher says. `published` is the moment, ISO 8601 in UTC; `from` the first day of the scenario part, where the open proposal has one. */
type Publishing = {
  /** Null: the open proposal changes scenarios only, so there is no new version. */
  readonly version: string | null
  readonly message: string
  readonly author: string
  readonly published: string
  readonly from?: string
}

type Published =
  | {
      readonly ok: true
      readonly revision: Revision | null
      readonly tables: ProjectTables
      readonly tags: Tags
      readonly paths: readonly string[]
    }
  /** `isAgainstSafety`: a safety rule that blocks stands against it. */
  | { readonly ok: false; readonly message: string; readonly isAgainstSafety?: boolean }

/**
 * Freezes the draft as a revision: writes its runbook beside it (Markdown and HTML), then the revision itself, then the draft that now stands on it, with the
 * open proposal as published and the scenario part of it in a scenario of its own (proposals/publish.ts). In this order a publication that is cut off leaves no revision without its
 * runbook. Refused: a draft with errors, one that breaks a safety rule that blocks, a version that is taken or not newer, a scenario part without its first day.
 */
export async function publishProject(
  files: Files,
  project: Pick<Project, 'slug' | 'tables' | 'revisions' | 'tags'>,
  publishing: Publishing,
): Promise<Published> {
  const { slug, tables, tags } = project
  const { version, author: by, published: at, from = null } = publishing
  const refusal = refuse(project, publishing)
  if (refusal) return { ok: false, message: refusal }
  const against = version === null ? null : await againstSafety(files, slug, tables)
  if (against) return { ok: false, message: against, isAgainstSafety: true }
  const frozen = version === null ? null : await freeze(files, project, { ...publishing, version })
  if (frozen && !frozen.ok) return frozen
  const next = publishTables(tables, { version, at, by, from })
  const header = version === null ? next.header : { workflow: { ...next.header.workflow, version } }
  const published = { ...next, header }
  const saved = await saveProject(files, slug, published, tags)
  const what = version === null ? 'The proposal' : `Version ${version}`
  if (!saved.ok)
    return {
      ok: false,
      message:
        saved.conflicts.length > 0
          ? `${what} is published, but ${saved.conflicts.join(', ')} was changed by somebody else and is left alone.`
          : `${what} is published, but ${saved.failed[0]?.path} was not written: ${saved.failed[0]?.error.message}`,
    }
  const written = Object.keys(saved.tags).filter((path) => /\/(scenarios|proposals)\//.test(path) && saved.tags[path] !== tags[path])
  return {
    ok: true,
    revision: frozen?.revision ?? null,
    tables: published,
    tags: saved.tags,
    paths: [...(frozen?.paths ?? []), ...written],
  }
}

/** Where a version keeps the contacts that it was published with, so that its Word file and PDF name them as well. */
export function contactsStampPath(slug: string, version: string): string {
  return `${slug}/runbooks/${version}.contacts.json`
}

/** Writes runbook and revision. */
async function freeze(
  files: Files,
  { slug, tables, revisions }: Pick<Project, 'slug' | 'tables' | 'revisions'>,
  publishing: Publishing & { readonly version: string },
): Promise<
  { readonly ok: true; readonly revision: Revision; readonly paths: readonly string[] } | { readonly ok: false; readonly message: string }
> {
  const { scenarios: _, proposals: __, ...draft } = tables
  const { version, message, author, published } = publishing
  const previous = revisions.toSorted((a, b) => compareVersions(b.version, a.version))[0] ?? null
  const approvals = approvalsOf(tables)
  const revision = makeRevision({ version, message, author, published, draft, approvals, base: previous?.version ?? null })
  const known = await files.read(`${slug}/contacts.json`)
  const contacts = known === null ? null : readContacts(known.text)
  if (contacts?.ok === false) return contacts
  const list = await files.read(`${slug}/readers.json`)
  const readers = list === null ? null : readReaders(list.text)
  if (readers?.ok === false) return readers
  const runbook = composeRunbook({
    revision,
    previous,
    all: [...revisions, revision],
    contacts: contacts?.contacts ?? [],
    readers: readers?.readers ?? [],
  })
  const path = (folder: string, extension: string) => `${slug}/${folder}/${version}.${extension}`
  const documents = [
    [path('runbooks', 'md'), writeMarkdown(runbook)],
    [path('runbooks', 'html'), writeHtml(runbook)],
    [contactsStampPath(slug, version), writeContacts(contacts?.contacts ?? [])],
  ] as const
  for (const [place, text] of documents) {
    // A runbook without its revision is left from a publication that was cut off.
    const left = await files.read(place)
    const written = await files.write(place, text, left?.tag ?? null)
    if (!written.ok) return { ok: false, message: `${place} was changed by somebody else just now. Publish again.` }
  }
  const place = path('revisions', 'json')
  const written = await files.write(place, writeRevision(revision), null)
  if (!written.ok) return { ok: false, message: `Version ${version} exists already. Take the next number.` }
  return { ok: true, revision, paths: [...documents.map(([document]) => document), place] }
}

/** Who approved just what is published, of the open proposal. */
function approvalsOf(tables: ProjectTables): Approval[] {
  const open = openProposal(tables.proposals)
  return open === null
    ? []
    : standing(open, contentHash(open, tables))
        .filter(({ verdict }) => verdict === 'approved')
        .map(({ by, at, note }) => ({ by, at, ...(note === '' ? {} : { note }) }))
}

/** What the safety rules beside the workflow have against this version. */
async function againstSafety(files: Files, slug: string, tables: ProjectTables): Promise<string | null> {
  const file = await files.read(`${slug}/${safetyFile}`)
  if (file === null) return null
  const read = readSafetyRules(file.text)
  return read.ok ? refusalOf(judgeRules(tables, read.rules, arrivingIn(Object.values(tables.scenarios)))) : read.message
}

function refuse({ tables, revisions }: Pick<Project, 'tables' | 'revisions'>, { version, from }: Publishing): string | null {
  const errors = findProblems(tables).filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    return `The draft has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}; the first: ${errors[0]?.where}: ${errors[0]?.message}`
  const open = openProposal(tables.proposals)
  const staffs = open !== null && changedScenarios(open, tables).length > 0
  if (staffs && from === undefined)
    return `“${open.title}” changes who works or what comes, which no version holds: say from which day that is in force.`
  if (version === null) return staffs ? null : 'There is nothing to publish.'
  const newer = revisions.find((revision) => compareVersions(revision.version, version) >= 0)
  return newer ? `Version ${version} is not newer than ${newer.version}, which is published.` : null
}
