import { readLayout, readRevision, readWorkflow, type Revision, writeLayout, writeWorkflow } from '../machine/workflow-file.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { readScenario, writeScenario } from '../simulation/model/scenario-file.ts'
import type { Draft } from '../workflow/draft.ts'
import { sha256 } from '../workflow/hash.ts'
import { compareVersions } from '../revisions/version.ts'
import { type Proposal, type ProposalTables, proposedTables } from '../proposals/proposal.ts'
import { proposalOf, readProposal, writeProposal } from '../proposals/proposal-file.ts'
import type { FileEntry, Files, WriteResult } from './files.ts'

/** One workflow of the workspace, for a list. `message` says why it cannot be opened. */
export type ProjectEntry = {
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly version: string | null
  readonly draft: Draft | null
  readonly message: string | null
}

/** What can be edited: the draft with its layout, its scenarios and its proposals by id. */
export type ProjectTables = ProposalTables

/** The tag of each editable file as it was last read or written. A save writes only over these. */
export type Tags = Readonly<Record<string, string>>

/** A workflow with everything that belongs to it. */
export type Project = {
  readonly slug: string
  readonly tables: ProjectTables
  /** Published revisions, newest first. */
  readonly revisions: readonly Revision[]
  /** Sample or kept histories (`history/…csv.gz`). */
  readonly histories: readonly FileEntry[]
  readonly tags: Tags
  /** Files that could not be read, with the reason; they are left as they are. */
  readonly unreadable: readonly { readonly path: string; readonly message: string }[]
}

type Opened = { readonly ok: true; readonly project: Project } | { readonly ok: false; readonly message: string }
/** What a save came to. `tags`: of each file as it is now known, also where the rest was not written, so that no save takes its own writing for a stranger's. */
export type Saved =
  | { readonly ok: true; readonly tags: Tags }
  | { readonly ok: false; readonly conflicts: readonly string[]; readonly failed: readonly Failed[]; readonly tags: Tags }
/** A file that could not be written, and why. */
export type Failed = { readonly path: string; readonly error: Error }

/** The workflows of the workspace, by title. */
export async function listProjects(files: Files): Promise<ProjectEntry[]> {
  const drafts = (await files.list('')).filter(({ path }) => /^[^/]+\/workflow\.json$/.test(path))
  const entries = await Promise.all(drafts.map(({ path }) => entryOf(files, path.split('/')[0] ?? '')))
  return entries.sort((a, b) => a.title.localeCompare(b.title, 'en'))
}

/** Opens a workflow. A revision or scenario that cannot be read is named in `unreadable`; only a draft that cannot be read is a failure. */
export async function openProject(files: Files, slug: string): Promise<Opened> {
  const draft = await readDraft(files, slug)
  if (!draft.ok) return draft
  const entries = await files.list(`${slug}/`)
  const unreadable = [...draft.unreadable]
  const tags: Record<string, string> = { ...draft.tags }
  const scenarios: Record<string, Scenario> = {}
  const revisions: Revision[] = []
  const proposalFiles: { readonly path: string; readonly text: string; readonly tag: string }[] = []
  for (const { path } of entries) {
    const kind = /^[^/]+\/(scenarios|revisions|proposals)\/[^/]+\.json$/.exec(path)?.[1]
    const file = kind ? await files.read(path) : null
    if (!file) continue
    if (kind === 'proposals') proposalFiles.push({ path, ...file })
    else if (kind === 'scenarios') {
      const read = readScenario(file.text)
      if (!read.ok) unreadable.push({ path, message: read.message })
      else if (path !== scenarioPath(slug, read.scenario.id))
        unreadable.push({ path, message: `It calls itself “${read.scenario.id}”; a scenario's file has the name of its id.` })
      else {
        scenarios[read.scenario.id] = read.scenario
        tags[path] = file.tag
      }
    } else {
      const read = readRevision(file.text)
      if (!read.ok) unreadable.push({ path, message: read.message })
      else {
        if (!read.intact) unreadable.push({ path, message: 'Its workflow is not the one that was published: the file was changed since.' })
        revisions.push(read.revision)
      }
    }
  }
  revisions.sort((a, b) => compareVersions(b.version, a.version))
  const histories = entries.filter(({ path }) => path.startsWith(`${slug}/history/`))
  const tables: ProjectTables = { ...draft.draft, scenarios, proposals: {} }
  const proposals = readProposals(slug, proposalFiles, tables, tags, unreadable)
  return { ok: true, project: { slug, tables: { ...tables, proposals }, revisions, histories, tags, unreadable } }
}

/** The proposals of the folder, of which one at most is open: the tables are its head. Adds to the tags and to what cannot be read. */
function readProposals(
  slug: string,
  files: readonly { readonly path: string; readonly text: string; readonly tag: string }[],
  tables: ProjectTables,
  tags: Record<string, string>,
  unreadable: { path: string; message: string }[],
): Record<string, Proposal> {
  const proposals: Record<string, Proposal> = {}
  let open = null as string | null
  for (const { path, text, tag } of files) {
    const read = readProposal(text)
    const isSecond: boolean = read.ok && read.file.status === 'open' && open !== null
    const proposal = read.ok && !isSecond ? proposalOf(read.file, tables) : null
    if (!read.ok) unreadable.push({ path, message: read.message })
    else if (path !== proposalPath(slug, read.file.id))
      unreadable.push({ path, message: `It calls itself “${read.file.id}”; a proposal's file has the name of its id.` })
    else if (isSecond) unreadable.push({ path, message: `It is open, and so is “${open}”. One can be: set the other's status to "aside".` })
    else if (proposal === null) unreadable.push({ path, message: 'What it changes is not in the workflow beside it.' })
    else {
      if (proposal.status === 'open') open = proposal.title
      proposals[proposal.id] = proposal
      tags[path] = tag
    }
  }
  return proposals
}

/** The tags that the files of these tables have once they are saved. */
export function tagsOf(slug: string, tables: ProjectTables): Tags {
  return Object.fromEntries(Object.entries(textsOf(slug, tables)).map(([path, text]) => [path, sha256(text)]))
}

/**
 * Writes what differs from the tags, and the files in `unsure`, whose last write was not answered and may have been done all the same. A file that somebody else changed is left alone and named among the conflicts; one that
 * cannot be written is named with the reason.
 */
export async function saveProject(
  files: Files,
  slug: string,
  tables: ProjectTables,
  tags: Tags,
  unsure: ReadonlySet<string> = new Set(),
): Promise<Saved> {
  const next: Record<string, string> = { ...tags }
  const conflicts: string[] = []
  const failed: Failed[] = []
  const attempt = async (path: string, change: () => Promise<WriteResult>, done: (tag: string) => void) => {
    try {
      const result = await change()
      if (result.ok) done(result.tag)
      else conflicts.push(path)
    } catch (error) {
      failed.push({ path, error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  const texts = textsOf(slug, tables)
  for (const [path, text] of Object.entries(texts)) {
    if (sha256(text) === tags[path] && !unsure.has(path)) continue
    await attempt(
      path,
      () => files.write(path, text, tags[path] ?? null),
      (tag) => (next[path] = tag),
    )
  }
  for (const [path, tag] of Object.entries(tags)) {
    if (path in texts) continue
    await attempt(
      path,
      () => files.remove(path, tag),
      () => delete next[path],
    )
  }
  // One that may have been made and is not wanted any more: whoever reads it decides whose it is.
  for (const path of unsure) {
    if (path in texts || path in tags) continue
    await attempt(
      path,
      async () => ((await files.read(path)) ? { ok: false, conflict: null } : { ok: true, tag: '' }),
      () => undefined,
    )
  }
  return conflicts.length + failed.length === 0 ? { ok: true, tags: next } : { ok: false, conflicts, failed, tags: next }
}

type DraftRead =
  | { readonly ok: true; readonly draft: Draft; readonly tags: Tags; readonly unreadable: Project['unreadable'] }
  | { readonly ok: false; readonly message: string }

/** Reads draft and layout of a workflow folder. A layout that cannot be read costs only the positions; it has no tag, so it is never written over. */
async function readDraft(files: Files, slug: string): Promise<DraftRead> {
  const [draftPath, layoutPath] = [`${slug}/workflow.json`, `${slug}/layout.json`]
  const [file, layoutFile] = await Promise.all([files.read(draftPath), files.read(layoutPath)])
  if (!file) return { ok: false, message: `There is no workflow called ${slug} here. Go back to the start page and pick another.` }
  const read = readWorkflow(file.text)
  if (!read.ok) return { ok: false, message: `${draftPath}: ${read.message}` }
  const layout = layoutFile ? readLayout(layoutFile.text) : null
  const tags = { [draftPath]: file.tag, ...(layoutFile && layout?.ok ? { [layoutPath]: layoutFile.tag } : {}) }
  const unreadable = layout && !layout.ok ? [{ path: layoutPath, message: layout.message }] : []
  return { ok: true, draft: { ...read.workflow, layout: layout?.ok ? layout.layout : {} }, tags, unreadable }
}

async function entryOf(files: Files, slug: string): Promise<ProjectEntry> {
  const read = await readDraft(files, slug)
  if (!read.ok) return { slug, title: slug, description: '', version: null, draft: null, message: read.message }
  const { title, description = '', version } = read.draft.header.workflow
  return { slug, title, description, version, draft: read.draft, message: null }
}

function textsOf(slug: string, tables: ProjectTables): Record<string, string> {
  const { scenarios, layout, proposals, ...workflow } = tables
  const proposed = proposedTables(tables)
  return {
    ...Object.fromEntries(Object.values(proposals).map((proposal) => [proposalPath(slug, proposal.id), writeProposal(proposal, proposed)])),
    ...Object.fromEntries(Object.values(scenarios).map((scenario) => [scenarioPath(slug, scenario.id), writeScenario(scenario)])),
    [`${slug}/layout.json`]: writeLayout(layout),
    [`${slug}/workflow.json`]: writeWorkflow(workflow),
  }
}

const proposalPath = (slug: string, id: string) => `${slug}/proposals/${id}.json`
const scenarioPath = (slug: string, id: string) => `${slug}/scenarios/${id}.json`
