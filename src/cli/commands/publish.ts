import { basename, dirname, resolve } from 'node:path'
import { userInfo } from 'node:os'
import { reopen } from '../../proposals/edits.ts'
import { openProposal } from '../../proposals/proposal.ts'
import { besideVersion } from '../../proposals/publish.ts'
import { LocalDate } from '../../simulation/model/fields.ts'
import { applyChange } from '../../workflow/change-set.ts'
import { isRefusal } from '../../workflow/draft.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { type Bump, nextVersion, suggestBump } from '../../revisions/version.ts'
import { layoutDraft } from '../../workers/layout.node.ts'
import { openFolder } from '../../workspace/folder.node.ts'
import { openProject, type Project } from '../../workspace/project.ts'
import { publishProject } from '../../workspace/publish.ts'
import { type Command, refuse } from '../command.ts'
import { parse } from '../input.ts'
import { print, say } from '../output.ts'

const usage = 'publish WORKFLOW [--proposal ID] [--from DATE] [--bump major|minor|patch] [--message TEXT]'
const bumps: readonly string[] = ['major', 'minor', 'patch']

/** Freezes the draft as the next revision, with its runbook beside it. */
export const publish: Command = {
  usage,
  summary:
    'Freezes the draft as the next revision, with its runbook beside it. Without --bump the changes say how far the version goes up.',
  flags: [
    [
      '--proposal ID',
      'publishes this proposal of the folder (proposals/ID.json): its workflow part as the version, its scenario part as a scenario of its own',
    ],
    ['--from DATE', 'the first day on which the scenario part is in force, for instance 2026-12-01'],
  ],
  run: async ({ args, signal }) => {
    const { values, positionals } = parse(
      args,
      usage,
      { bump: { type: 'string' }, proposal: { type: 'string' }, from: { type: 'string' }, message: { type: 'string', default: '' } },
      { least: 1, most: 1 },
    )
    const path = resolve(positionals[0] ?? '')
    if (basename(path) !== 'workflow.json') return refuse('Name the draft: a file called workflow.json in the folder of its workflow.')
    if (values.bump !== undefined && !bumps.includes(values.bump))
      return refuse(`--bump takes major, minor or patch, not “${values.bump}”.`)
    const files = openFolder(dirname(dirname(path)))
    const opened = await openProject(files, basename(dirname(path)))
    if (!opened.ok) return refuse(opened.message)
    if (values.from !== undefined && !LocalDate.safeParse(values.from).success)
      return refuse(`--from takes a day like 2026-12-01, not “${values.from}”.`)
    const chosen = values.proposal === undefined ? opened.project : withProposal(opened.project, values.proposal)
    const project = await withLayout(chosen, signal)
    const open = openProposal(project.tables.proposals)
    const beside = open ? besideVersion(open, project.tables) : []
    const version = versionOf(project, values.bump as Bump | undefined, beside.length > 0)
    const published = await publishProject(files, project, {
      version,
      message: values.message,
      author: process.env.GEMBA_AUTHOR ?? userInfo().username,
      published: new Date().toISOString(),
      ...(values.from !== undefined && { from: values.from }),
    })
    if (!published.ok) {
      if (published.isAgainstSafety) {
        say(published.message)
        return 1
      }
      return refuse(published.message)
    }
    for (const place of published.paths) say(`wrote ${place}`)
    for (const text of beside) say(`not in the version, in force from ${values.from}: ${text}`)
    await print(version ?? open?.id ?? '')
    return 0
  },
}

/** With this proposal as the open one. What was changed otherwise since it was made must be settled first. */
function withProposal(project: Project, id: string): Project {
  const { tables } = project
  if (openProposal(tables.proposals)?.id === id) return project
  const back = reopen(tables, id)
  if (isRefusal(back)) return refuse(`${id}: ${back.refused}`)
  if (back.clashes.length > 0)
    return refuse(
      `${id} cannot be published as it is: ${back.clashes.map(({ table, id: record }) => `${table}/${record}`).join(', ')} was changed otherwise since it was made. Open it in the app and look at these.`,
    )
  return { ...project, tables: applyChange(tables, back.edit.change) }
}

/** Null: only the scenario part is new. */
function versionOf({ tables, revisions }: Project, bump: Bump | undefined, hasScenarioPart: boolean): string | null {
  const newest = revisions[0]
  if (!newest) return nextVersion(null, bump ?? 'minor')
  const suggested =
    bump ?? suggestBump(diffWorkflows(newest.workflow, tables, { layouts: { base: newest.layout, head: tables.layout } }).changes)
  if (!suggested && hasScenarioPart) return null
  return suggested ? nextVersion(newest.version, suggested) : refuse(`Nothing has changed since version ${newest.version}.`)
}

/** The map of a runbook needs positions. */
async function withLayout(project: Project, signal: AbortSignal): Promise<Project> {
  if (Object.keys(project.tables.layout).length > 0) return project
  return { ...project, tables: { ...project.tables, layout: await layoutDraft(project.tables, { signal }) } }
}
