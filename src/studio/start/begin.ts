import type { ImportedMachine, ImportOptions } from '../../exchange/import-machine.ts'
import { mondayAfter } from '../../simulation/model/guessed-scenario.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { emptyDraft, type Draft } from '../../workflow/draft.ts'
import { listProjects, openProject, type ProjectEntry, saveProject } from '../../workspace/project.ts'
import { freeSlug, slugOf } from '../session/folder-name.ts'
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

/** Something that was dropped or pasted, read but not yet taken in. */
export type Brought = {
  /** The file's name, or what stands for it. */
  readonly name: string
  readonly text: string
  readonly read: ReadMachine
  readonly options: ImportOptions
  /** The workflow here that was made of the same machine before, and what bringing it again would change. */
  readonly again: { readonly slug: string; readonly title: string; readonly changes: readonly string[] } | null
}
type ReadMachine = Extract<ImportedMachine, { ok: true }>
type Unread = { readonly ok: false; readonly message: string }

/** Largest text that can be a machine, in characters. */
const largest = 10_000_000

/** Longest that an import waits for its layout, milliseconds; Tidy can be asked for later. */
const longestLayout = 20_000

/** Reads a machine in any form, or a workflow of ours; nothing is kept yet. What reads it is loaded when it is first needed. */
export async function bring(name: string, text: string, options: ImportOptions): Promise<(Brought & { readonly ok: true }) | Unread> {
  if (text.length > largest) return { ok: false, message: `${name} is larger than 10 MB, which is more than a machine can be.` }
  const { importMachine } = await import('../../exchange/import-machine.ts')
  const read = await importMachine(text, options)
  if (!read.ok) return { ok: false, message: `${name}: ${read.message}` }
  const [{ diffWorkflows }, { keepIdentity }] = await Promise.all([
    import('../../revisions/diff.ts'),
    import('../../exchange/keep-identity.ts'),
  ])
  const known = (await listWorkflows()).find(({ slug, draft }) => draft !== null && slug === slugOf(read.workflow.header.workflow.id))
  const changes = known?.draft
    ? diffWorkflows(known.draft, keepIdentity(known.draft, read.workflow)).changes.map(({ text: said }) => said)
    : []
  return { ok: true, name, text, read, options, again: known ? { slug: known.slug, title: known.title, changes } : null }
}

/** Takes what was read into a folder of its own, with a scenario of guesses with which it runs at once. */
export async function takeIn({ read }: Brought): Promise<Begun> {
  const { id, title } = read.workflow.header.workflow
  const slug = await freeSlug(id)
  const {
    layout: _,
    scenarios: _none,
    proposals: _nor,
    ...workflow
  } = renamed({ ...read.workflow, layout: {}, scenarios: {}, proposals: {} }, slug, title)
  const works = Object.values(workflow.states).some(({ step }) => step !== null)
  const scenario = works && (read.from === 'bpmn' || read.offers.length > 0) ? await guessesFor(workflow) : null
  const saved = await saveProject(
    await workspace(),
    slug,
    { ...workflow, layout: await laidOut(workflow), scenarios: scenario ? { [scenario.id]: scenario } : {}, proposals: {} },
    {},
  )
  return saved.ok
    ? { ok: true, slug, notes: [] }
    : { ok: false, message: `There is something in the folder ${slug} already. Choose another name.` }
}

/** Where the states of a machine go that came without places; one that cannot be laid out (no worker, too large) is taken in all the same. */
async function laidOut(workflow: Workflow): Promise<Draft['layout']> {
  try {
    const { layoutDraft } = await import('../../workers/layout.browser.ts')
    return await layoutDraft({ ...workflow, layout: {} }, { signal: AbortSignal.timeout(longestLayout) })
  } catch {
    return {}
  }
}

/** Takes what was read into the workflow that was made of it before: what is still there keeps its identity, its words, its work and its place. */
export async function takeInAgain({ read, again }: Brought): Promise<Begun> {
  const files = await workspace()
  const opened = again ? await openProject(files, again.slug) : null
  if (!again || !opened?.ok) return { ok: false, message: 'The workflow that this was made of before cannot be opened.' }
  const { tables, tags } = opened.project
  const { layout, scenarios, proposals } = tables
  const { keepIdentity } = await import('../../exchange/keep-identity.ts')
  const saved = await saveProject(files, again.slug, { ...keepIdentity(tables, read.workflow), layout, scenarios, proposals }, tags)
  return saved.ok
    ? { ok: true, slug: again.slug, notes: [] }
    : { ok: false, message: `${again.title} was changed while this was read. Bring the file again.` }
}

async function guessesFor(workflow: Workflow): Promise<Scenario> {
  const { firstScenario } = await import('../../exchange/first-scenario.ts')
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return firstScenario(workflow, { id: 'first-guess', timezone: timeZone, start: `${mondayAfter(new Date())}T00:00:00` })
}

async function keep(slug: string, draft: Draft, notes: readonly string[]): Promise<Begun> {
  const saved = await saveProject(await workspace(), slug, { ...draft, scenarios: {}, proposals: {} }, {})
  return saved.ok
    ? { ok: true, slug, notes }
    : { ok: false, message: `There is something in the folder ${slug} already. Choose another name.` }
}
