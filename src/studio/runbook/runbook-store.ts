import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Exported } from '../../exchange/out/exported.ts'
import { drawSvg } from '../../exchange/svg.ts'
import { meaningHash, type Revision } from '../../machine/workflow-file.ts'
import { composeRunbook } from '../../runbook/compose.ts'
import { writeDocumentHtml, writeHtml } from '../../runbook/html.ts'
import { composeFigures } from '../../runbook/figures.ts'
import { writeFiguresMarkdown, writeMarkdown } from '../../runbook/markdown.ts'
import type { Runbook } from '../../runbook/runbook.ts'
import type { Draft } from '../../workflow/draft.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { workspace } from '../session/workspace.ts'
import { useSession } from '../session/session.ts'
import { type Run, useRuns } from '../session/runs/runs.ts'

/** The runbook of one version, ready to be read and taken away: of a published one the very bytes that were published. The texts are made when they are asked for. */
export type Edition = {
  /** A version, or `draft`. */
  readonly id: string
  readonly runbook: Runbook
  readonly html: () => Promise<string>
  readonly markdown: () => Promise<string>
  /** The same words as a Word file. */
  readonly word: () => Promise<Uint8Array<ArrayBuffer>>
  /** One page of A5 with whom to call first and at most seven questions. */
  readonly quickCard: () => Promise<string>
  /** Questions on this version, those on what is new in it first. */
  readonly training: () => Promise<string>
  readonly svg: () => string
  /** The workflow in a form of another tool, with what that form cannot say. */
  readonly machine: (form: MachineForm) => Promise<Exported>
  /** The appendix of simulated figures, from the newest whole run of just this version; null: there is none. */
  readonly figures: (() => string) | null
}

export type MachineForm = 'ts' | 'scxml' | 'bpmn' | 'mermaid'

/** The id of the draft among the editions. */
export const draftId = 'draft'

const store = createStore<{ readonly chosen: { readonly slug: string; readonly id: string } | null }>(() => ({ chosen: null }))

/** Chooses the edition to read. */
export function chooseEdition(slug: string, id: string): void {
  store.setState({ chosen: { slug, id } })
}

/** Id of the edition that is read: the chosen one, else the version in force, else the draft. */
export function useEditionId(): string {
  const slug = useSession((state) => state.slug)
  const revisions = useSession((state) => state.revisions)
  const chosen = useStore(store, (state) => state.chosen)
  const own = chosen?.slug === slug ? chosen.id : null
  return own !== null && (own === draftId || revisions.some(({ version }) => version === own)) ? own : (revisions[0]?.version ?? draftId)
}

/** The edition that is read, with an appendix of the newest whole run of just this version, if there is one. */
export function useEdition(): Edition {
  const id = useEditionId()
  const slug = useSession((state) => state.slug)
  const revisions = useSession((state) => state.revisions)
  // A published edition does not change with the draft.
  const tables = useSession((state) => (id === draftId ? state.tables : null))
  const runs = useRuns((state) => state.runs)
  return useMemo(
    () =>
      editionOf(
        slug,
        id,
        tables,
        revisions,
        runs.filter((run) => run.slug === slug && !run.cancelled),
      ),
    [id, slug, tables, revisions, runs],
  )
}

function editionOf(slug: string | null, id: string, tables: Draft | null, revisions: readonly Revision[], runs: readonly Run[]): Edition {
  const at = revisions.findIndex(({ version }) => version === id)
  const revision = revisions[at]
  const shown = revision ?? { version: null, workflow: needed(tables), layout: needed(tables).layout }
  const run = runOf(runs, revision?.hashes.meaning ?? meaningOf(shown.workflow))
  const previous = revisions[revision ? at + 1 : 0] ?? null
  const runbook = composeRunbook({ revision: shown, previous, all: revisions })
  const figures = run && composeFigures(run.report, { scenario: run.scenario.title, on: new Date(run.at).toISOString().slice(0, 10) })
  return {
    id,
    runbook,
    html: once(async () => (await publishedText(slug, revision, 'html')) ?? writeHtml(runbook)),
    markdown: once(async () => (await publishedText(slug, revision, 'md')) ?? writeMarkdown(runbook)),
    word: once(async () => new Uint8Array(await (await import('../../runbook/docx.ts')).writeDocx(runbook))),
    quickCard: async () => writeDocumentHtml((await import('../../runbook/quick-card.ts')).composeQuickCard(runbook)),
    training: async () => {
      const [{ composeTraining }, { writeTrainingHtml }] = await Promise.all([
        import('../../runbook/training.ts'),
        import('../../runbook/training-html.ts'),
      ])
      const known = previous === null ? null : composeRunbook({ revision: previous, previous: null, all: revisions })
      return writeTrainingHtml(composeTraining(runbook, known))
    },
    svg: once(() => drawSvg(shown.workflow, shown.layout)),
    machine: async (form) => (await writers[form]())({ ...shown.workflow, layout: shown.layout }),
    figures: figures ? once(() => writeFiguresMarkdown(runbook.title, runbook.control.version, figures)) : null,
  }
}

/** Loaded when they are asked for. */
const writers: Readonly<Record<MachineForm, () => Promise<(draft: Draft) => Exported>>> = {
  ts: async () => (await import('../../exchange/out/typescript.ts')).toTypeScript,
  scxml: async () => (await import('../../exchange/out/scxml.ts')).toScxml,
  bpmn: async () => (await import('../../exchange/out/bpmn.ts')).toBpmn,
  mermaid: async () => (await import('../../exchange/out/mermaid.ts')).toMermaid,
}

/** What was published with the revision, byte for byte; null for the draft, and where the file is gone or, without a network, out of reach: then it is written anew. */
async function publishedText(slug: string | null, revision: Revision | undefined, kind: 'html' | 'md'): Promise<string | null> {
  if (!revision || slug === null) return null
  const files = await workspace()
  const file = await files.read(`${slug}/runbooks/${revision.version}.${kind}`).catch(() => null)
  return file?.text ?? null
}

function runOf(runs: readonly Run[], meaning: string | null): Run | undefined {
  return runs.find(({ report }) => report.hashes.workflow === meaning)
}

/** Null for a draft that cannot be written as a machine yet. */
function meaningOf(workflow: Workflow): string | null {
  try {
    return meaningHash(workflow)
  } catch {
    return null
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

function needed(tables: Draft | null): Draft {
  if (tables === null) throw new Error('The draft is not open.')
  return tables
}
