import { importMachine } from '../../machine/workflow-file.ts'
import { emptyDraft, type Draft } from '../../workflow/draft.ts'
import { listProjects, type ProjectEntry, saveProject } from '../../workspace/project.ts'
import { newUid } from '../session/new-uid.ts'
import { renamed } from '../session/open.ts'
import { workspace } from '../session/workspace.ts'

/** What came of making a workflow: its folder, with remarks on what an import changed; or why there is none. */
export type Begun =
  | { readonly ok: true; readonly slug: string; readonly notes: readonly string[] }
  | { readonly ok: false; readonly message: string }

/** The workflows of the workspace. */
export async function listWorkflows(): Promise<ProjectEntry[]> {
  return listProjects(await workspace())
}

/** Makes a workflow with one state in a folder of its own. */
export async function beginEmpty(title: string): Promise<Begun> {
  const slug = await freeSlug(title)
  return keep(slug, emptyDraft({ id: slug, title }, newUid), [])
}

/** Takes an XState machine config, or a workflow of ours, into a folder of its own. */
export async function beginFromFile(file: File): Promise<Begun> {
  if (file.size > 10_000_000)
    return { ok: false, message: `${file.name} is larger than 10 MB, which is more than a machine config can be.` }
  const imported = importMachine(await file.text(), newUid)
  if (!imported.ok) return { ok: false, message: `${file.name}: ${imported.message}` }
  const { id, title } = imported.workflow.header.workflow
  const slug = await freeSlug(id)
  const tables = renamed({ ...imported.workflow, layout: {}, scenarios: {} }, slug, title)
  return keep(slug, tables, imported.notes)
}

async function keep(slug: string, draft: Draft, notes: readonly string[]): Promise<Begun> {
  const saved = await saveProject(await workspace(), slug, { ...draft, scenarios: {} }, {})
  return saved.ok
    ? { ok: true, slug, notes }
    : { ok: false, message: `There is something in the folder ${slug} already. Choose another name.` }
}

/** A folder's name near a title, which no workflow has yet. */
async function freeSlug(title: string): Promise<string> {
  const taken = new Set((await (await workspace()).list('')).map(({ path }) => path.split('/')[0] ?? ''))
  const wanted = slugOf(title)
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted.slice(0, 55)}-${number}`
    if (!taken.has(slug)) return slug
  }
}

/** `User reports of abuse` becomes `user-reports-of-abuse`. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return plain.slice(0, 60).replace(/-+$/, '') || 'workflow'
}
