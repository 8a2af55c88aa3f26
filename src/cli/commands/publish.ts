import { basename, dirname, resolve } from 'node:path'
import { userInfo } from 'node:os'
import { diffWorkflows } from '../../revisions/diff.ts'
import { type Bump, nextVersion, suggestBump } from '../../revisions/version.ts'
import { layoutDraft } from '../../workers/layout.node.ts'
import { openFolder } from '../../workspace/folder.node.ts'
import { openProject, type Project } from '../../workspace/project.ts'
import { publishProject } from '../../workspace/publish.ts'
import { type Command, refuse } from '../command.ts'
import { parse } from '../input.ts'
import { print, say } from '../output.ts'

const usage = 'publish WORKFLOW [--bump major|minor|patch] [--message TEXT]'
const bumps: readonly string[] = ['major', 'minor', 'patch']

/** Freezes the draft as the next revision, with its runbook beside it. */
export const publish: Command = {
  usage,
  summary:
    'Freezes the draft as the next revision, with its runbook beside it. Without --bump the changes say how far the version goes up.',
  run: async ({ args, signal }) => {
    const { values, positionals } = parse(
      args,
      usage,
      { bump: { type: 'string' }, message: { type: 'string', default: '' } },
      { least: 1, most: 1 },
    )
    const path = resolve(positionals[0] ?? '')
    if (basename(path) !== 'workflow.json') return refuse('Name the draft: a file called workflow.json in the folder of its workflow.')
    if (values.bump !== undefined && !bumps.includes(values.bump))
      return refuse(`--bump takes major, minor or patch, not “${values.bump}”.`)
    const files = openFolder(dirname(dirname(path)))
    const opened = await openProject(files, basename(dirname(path)))
    if (!opened.ok) return refuse(opened.message)
    const project = await withLayout(opened.project, signal)
    const version = versionOf(project, values.bump as Bump | undefined)
    const published = await publishProject(files, project, {
      version,
      message: values.message,
      author: process.env.GEMBA_AUTHOR ?? userInfo().username,
      published: new Date().toISOString(),
    })
    if (!published.ok) return refuse(published.message)
    for (const place of published.paths) say(`wrote ${place}`)
    await print(version)
    return 0
  },
}

function versionOf({ tables, revisions }: Project, bump: Bump | undefined): string {
  const newest = revisions[0]
  if (!newest) return nextVersion(null, bump ?? 'minor')
  const suggested =
    bump ?? suggestBump(diffWorkflows(newest.workflow, tables, { layouts: { base: newest.layout, head: tables.layout } }).changes)
  return suggested ? nextVersion(newest.version, suggested) : refuse(`Nothing has changed since version ${newest.version}.`)
}

/** The map of a runbook needs positions. */
async function withLayout(project: Project, signal: AbortSignal): Promise<Project> {
  if (Object.keys(project.tables.layout).length > 0) return project
  return { ...project, tables: { ...project.tables, layout: await layoutDraft(project.tables, { signal }) } }
}
