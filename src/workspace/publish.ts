import { findProblems } from '../machine/problems.ts'
import { type Revision, writeRevision } from '../machine/workflow-file.ts'
import { makeRevision } from '../revisions/publish.ts'
import { compareVersions } from '../revisions/version.ts'
import { composeRunbook } from '../runbook/compose.ts'
import { writeHtml } from '../runbook/html.ts'
import { writeMarkdown } from '../runbook/markdown.ts'
import type { Files } from './files.ts'
import { type Project, type ProjectTables, saveProject, type Tags } from './project.ts'

/** What the publisher says. `published` is the moment, ISO 8601 in UTC. */
type Publishing = { readonly version: string; readonly message: string; readonly author: string; readonly published: string }

type Published =
  | {
      readonly ok: true
      readonly revision: Revision
      readonly tables: ProjectTables
      readonly tags: Tags
      readonly paths: readonly string[]
    }
  | { readonly ok: false; readonly message: string }

/**
 * Freezes the draft as a revision: writes its runbook beside it (Markdown and HTML), then the revision itself, then the draft that now stands on it.
 * In this order a publication that is cut off leaves no revision without its runbook. Refused: a draft with errors, a version that is taken or not newer.
 */
export async function publishProject(
  files: Files,
  project: Pick<Project, 'slug' | 'tables' | 'revisions' | 'tags'>,
  publishing: Publishing,
): Promise<Published> {
  const { slug, tables, revisions, tags } = project
  const refusal = refuse(project, publishing)
  if (refusal) return { ok: false, message: refusal }
  const { scenarios, proposals, ...draft } = tables
  const previous = revisions.toSorted((a, b) => compareVersions(b.version, a.version))[0] ?? null
  const revision = makeRevision({ ...publishing, draft, base: previous?.version ?? null })
  const runbook = composeRunbook({ revision, previous, all: [...revisions, revision] })
  const path = (folder: string, extension: string) => `${slug}/${folder}/${publishing.version}.${extension}`
  const paths = [path('runbooks', 'md'), path('runbooks', 'html'), path('revisions', 'json')]
  for (const [place, text] of [
    [paths[0], writeMarkdown(runbook)],
    [paths[1], writeHtml(runbook)],
  ] as const) {
    // A runbook without its revision is left from a publication that was cut off.
    const left = await files.read(place ?? '')
    const written = await files.write(place ?? '', text, left?.tag ?? null)
    if (!written.ok) return { ok: false, message: `${place} was changed by somebody else just now. Publish again.` }
  }
  const written = await files.write(paths[2] ?? '', writeRevision(revision), null)
  if (!written.ok) return { ok: false, message: `Version ${publishing.version} exists already. Take the next number.` }
  const published = { ...draft, header: { workflow: { ...draft.header.workflow, version: publishing.version } }, scenarios, proposals }
  const saved = await saveProject(files, slug, published, tags)
  if (!saved.ok)
    return {
      ok: false,
      message:
        saved.conflicts.length > 0
          ? `Version ${publishing.version} is published, but ${saved.conflicts.join(', ')} was changed by somebody else and is left alone.`
          : `Version ${publishing.version} is published, but ${saved.failed[0]?.path} was not written: ${saved.failed[0]?.error.message}`,
    }
  return { ok: true, revision, tables: published, tags: saved.tags, paths }
}

function refuse({ tables, revisions }: Pick<Project, 'tables' | 'revisions'>, { version }: Publishing): string | null {
  const errors = findProblems(tables).filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    return `The draft has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}; the first: ${errors[0]?.where}: ${errors[0]?.message}`
  const newer = revisions.find((revision) => compareVersions(revision.version, version) >= 0)
  return newer ? `Version ${version} is not newer than ${newer.version}, which is published.` : null
}
