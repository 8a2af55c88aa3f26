import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Exported } from '../../exchange/out/exported.ts'
import { drawSvg } from '../../exchange/svg.ts'
import { meaningHash, type Revision } from '../../machine/workflow-file.ts'
import { composeRunbook } from '../../runbook/compose.ts'
import type { Contact } from '../../runbook/contacts.ts'
import { type DocumentForm, isAudience } from '../../runbook/edition.ts'
import { composeFigures } from '../../runbook/figures.ts'
import { writeFiguresMarkdown } from '../../runbook/markdown.ts'
import type { Reader } from '../../runbook/readers.ts'
import type { Runbook } from '../../runbook/runbook.ts'
import { vendorsOf } from '../../runbook/vendor.ts'
import { trustOf } from '../../simulation/model/trust.ts'
import type { Draft } from '../../workflow/draft.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { useSession } from '../session/session.ts'
import { type Run, useRuns } from '../session/runs/runs.ts'
import { contactsBeside } from './contacts-store.ts'
import { readersBeside } from './readers-store.ts'
import { type ChosenEdition, type Source, writeEdition } from './write-edition.ts'

/** The runbook of one version, ready to be read and taken away. The texts are made when they are asked for. */
export type Shown = {
  /** A version, or `draft`. */
  readonly id: string
  readonly runbook: Runbook
  /** Whom the version can be published to apart; none for a draft, which nobody works by. */
  readonly vendors: readonly string[]
  /** The versions before it, the newest first. */
  readonly earlier: readonly string[]
  /** An edition of it in a form; of a published version's whole runbook the very bytes that were published. */
  readonly write: (edition: ChosenEdition, form: DocumentForm) => Promise<string | Uint8Array<ArrayBuffer>>
  readonly svg: () => string
  /** The workflow in a form of another tool, with what that form cannot say. */
  readonly machine: (form: MachineForm) => Promise<Exported>
  /** The appendix of simulated figures, from the newest whole run of just this version; null: there is none. */
  readonly figures: (() => string) | null
}

export type MachineForm = 'ts' | 'xstate' | 'scxml' | 'bpmn' | 'mermaid'

/** The id of the draft among the versions. */
export const draftId = 'draft'

type Choice = { readonly version: { readonly slug: string; readonly id: string } | null; readonly edition: ChosenEdition }

const asItIs: ChosenEdition = { id: 'whole', vendor: null, since: null }

/** Whether an edition can have what is new and gone marked in its text. */
export function hasRedLines(id: ChosenEdition['id']): boolean {
  return id === 'whole' || isAudience(id)
}

const store = createStore<Choice>(() => ({ version: null, edition: asItIs }))

/** Chooses the version to read. */
export function chooseVersion(slug: string, id: string): void {
  store.setState({ version: { slug, id } })
}

/** Chooses the edition to read. */
export function chooseEdition(edition: ChosenEdition): void {
  store.setState({ edition })
}

/** Id of the version that is read: the chosen one, else the version in force, else the draft. */
export function useVersionId(): string {
  const slug = useSession((state) => state.slug)
  const revisions = useSession((state) => state.revisions)
  const chosen = useStore(store, (state) => state.version)
  const own = chosen?.slug === slug ? chosen.id : null
  return own !== null && (own === draftId || revisions.some(({ version }) => version === own)) ? own : (revisions[0]?.version ?? draftId)
}

/** The chosen edition, else the whole runbook where this version has none such: for that vendor, or a status sheet of a draft. */
export function useEdition({ id, vendors, earlier }: Shown): ChosenEdition {
  const chosen = useStore(store, (state) => state.edition)
  const isThere = chosen.vendor === null || vendors.includes(chosen.vendor)
  return isThere && (chosen.id !== 'status' || id !== draftId)
    ? { ...chosen, since: earlier.includes(chosen.since ?? '') && hasRedLines(chosen.id) ? chosen.since : null }
    : asItIs
}

/** The version that is read, with an appendix of the newest whole run of just this version, if there is one. */
export function useShown(): Shown {
  const id = useVersionId()
  const slug = useSession((state) => state.slug)
  const revisions = useSession((state) => state.revisions)
  // A published version does not change with the draft.
  const tables = useSession((state) => (id === draftId ? state.tables : null))
  const runs = useRuns((state) => state.runs)
  const contacts = contactsBeside.use((state) => state.records)
  const readers = readersBeside.use((state) => state.records)
  return useMemo(
    () =>
      shownOf(
        slug,
        id,
        tables,
        revisions,
        runs.filter((run) => run.slug === slug && !run.cancelled),
        contacts,
        readers,
      ),
    [id, slug, tables, revisions, runs, contacts, readers],
  )
}

function shownOf(
  slug: string | null,
  id: string,
  tables: Draft | null,
  revisions: readonly Revision[],
  runs: readonly Run[],
  contacts: readonly Contact[],
  readers: readonly Reader[],
): Shown {
  const at = revisions.findIndex(({ version }) => version === id)
  const revision = revisions[at] ?? null
  const shown = revision ?? { version: null, workflow: needed(tables), layout: needed(tables).layout }
  const run = runOf(runs, revision?.hashes.meaning ?? meaningOf(shown.workflow))
  const previous = revisions[revision ? at + 1 : 0] ?? null
  const runbook = composeRunbook({ revision: shown, previous, all: revisions, contacts, readers })
  const figures =
    run &&
    composeFigures(run.report, {
      scenario: run.scenario.title,
      on: new Date(run.at).toISOString().slice(0, 10),
      trust: trustOf(run.asked).text,
    })
  const toldAgainst = (known: Revision) => composeRunbook({ revision: shown, previous: known, all: revisions, contacts, readers })
  const source: Source = { slug, revision, previous, revisions, runbook, readers, toldAgainst }
  return {
    id,
    runbook,
    earlier: revisions.slice(revision === null ? 0 : at + 1).map(({ version }) => version),
    vendors: revision === null ? [] : vendorsOf(revision.workflow),
    write: (edition, form) => writeEdition(source, edition, form),
    svg: () => drawSvg(shown.workflow, shown.layout),
    machine: async (form) => (await writers[form]())({ ...shown.workflow, layout: shown.layout }),
    figures: figures ? () => writeFiguresMarkdown(runbook.title, runbook.control.version, figures) : null,
  }
}

/** Loaded when they are asked for. */
const writers: Readonly<Record<MachineForm, () => Promise<(draft: Draft) => Exported>>> = {
  ts: async () => (await import('../../exchange/out/typescript.ts')).toTypeScript,
  xstate: async () => {
    const [{ toMachineConfig }, { canonicalJson }] = await Promise.all([
      import('../../machine/config.ts'),
      import('../../workflow/canonical.ts'),
    ])
    return (draft) => ({ text: canonicalJson(toMachineConfig(draft)), losses: [] })
  },
  scxml: async () => (await import('../../exchange/out/scxml.ts')).toScxml,
  bpmn: async () => (await import('../../exchange/out/bpmn.ts')).toBpmn,
  mermaid: async () => (await import('../../exchange/out/mermaid.ts')).toMermaid,
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

function needed(tables: Draft | null): Draft {
  if (tables === null) throw new Error('The draft is not open.')
  return tables
}
