import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Revision } from '../../machine/workflow-file.ts'
import type { Diff } from '../../revisions/change.ts'
import { diffWorkflows } from '../../revisions/diff.ts'
import { type Overlay, overlayDrafts } from '../../revisions/overlay.ts'
import type { Draft } from '../../workflow/draft.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { useOpenProposal } from '../session/proposals.ts'
import { useSession } from '../session/session.ts'

/** A version that can be compared: a revision, or the draft. */
export type Version = { readonly id: string; readonly title: string; readonly draft: Draft; readonly revision: Revision | null }

/** Two versions, and what lies between them. */
export type Review = {
  readonly base: Version
  readonly head: Version
  readonly diff: Diff
  readonly overlay: Overlay
  /** The world of each side; they differ where one is the draft of a proposal that changes the scenario. Null: there is no scenario. */
  readonly scenarios: Scenarios | null
}

/** The scenarios of the two sides. */
export type Scenarios = { readonly base: Scenario; readonly head: Scenario }

type ReviewState = {
  /** What was chosen, by version; null: nothing yet, so the latest step is shown. */
  readonly chosen: { readonly slug: string; readonly base: string; readonly head: string } | null
  /** The change looked at. */
  readonly changeId: string | null
}

const store = createStore<ReviewState>(() => ({ chosen: null, changeId: null }))

/** The id of the draft among the versions. */
export const draftId = 'draft'

/** Chooses the two versions to compare. */
export function chooseVersions(slug: string, base: string, head: string): void {
  store.setState({ chosen: { slug, base, head }, changeId: null })
}

/** Looks at a change; null: at none. */
export function chooseChange(changeId: string | null): void {
  store.setState({ changeId })
}

/** The change looked at. */
export function useChosenChange(): string | null {
  return useStore(store, (state) => state.changeId)
}

/** All versions of the open workflow, the draft first, then revisions newest first. */
export function useVersions(): readonly Version[] {
  const tables = useSession((state) => state.tables)
  const { header, attributes, pools, states, transitions, layout } = tables
  const revisions = useSession((state) => state.revisions)
  return useMemo(
    () => [
      { id: draftId, title: 'Draft', draft: { header, attributes, pools, states, transitions, layout }, revision: null },
      ...revisions.map((revision) => ({ id: revision.version, title: revision.version, draft: draftOf(revision), revision })),
    ],
    // A remark on a proposal is no other draft.
    [header, attributes, pools, states, transitions, layout, revisions],
  )
}

/** The two versions compared, and their difference; null while there is only one version. */
export function useReview(): Review | null {
  const versions = useVersions()
  const slug = useSession((state) => state.slug)
  const chosen = useStore(store, (state) => state.chosen)
  const worlds = useWorlds()
  return useMemo(() => {
    const own = chosen?.slug === slug ? chosen : null
    const find = (id: string | undefined) => versions.find((version) => version.id === id)
    const [draft, newest, before] = versions
    if (!draft || !newest) return null
    const [base, head] = [find(own?.base), find(own?.head)]
    if (base && head) return reviewOf(base, head, worlds)
    const latest = reviewOf(newest, draft, worlds)
    return before && latest.diff.changes.length === 0 ? reviewOf(before, newest, worlds) : latest
  }, [versions, slug, chosen, worlds])
}

/** The chosen scenario as the draft has it, and as it is without the open proposal. */
function useWorlds(): Scenarios | null {
  const scenarios = useSession((state) => state.tables.scenarios)
  const scenarioId = useSession((state) => state.scenarioId)
  const open = useOpenProposal()
  const head = scenarioId === null ? undefined : scenarios[scenarioId]
  const base = head && (open?.before.scenarios[head.id] ?? head)
  return useMemo(() => (base && head ? { base, head } : null), [base, head])
}

let last: Review | null = null

/** The review of two versions; the same object as long as both are untouched, for all parts of the place. */
function reviewOf(base: Version, head: Version, worlds: Scenarios | null): Review {
  const worldOf = (version: Version) => (version.id === draftId ? worlds?.head : worlds?.base)
  const [before, after] = [worldOf(base), worldOf(head)]
  if (
    last?.base.draft === base.draft &&
    last.head.draft === head.draft &&
    last.base.id === base.id &&
    last.head.id === head.id &&
    last.scenarios?.base === before &&
    last.scenarios?.head === after
  )
    return last
  const diff = diffWorkflows(base.draft, head.draft, {
    layouts: { base: base.draft.layout, head: head.draft.layout },
    names: { base: base.title.toLowerCase(), head: head.title.toLowerCase() },
    ...(before && after && before !== after && { scenarios: { base: before, head: after } }),
  })
  const scenarios = before && after ? { base: before, head: after } : null
  last = { base, head, diff, overlay: overlayDrafts(base.draft, head.draft, diff.changes), scenarios }
  return last
}

const drafts = new WeakMap<Revision, Draft>()

function draftOf(revision: Revision): Draft {
  const known = drafts.get(revision)
  if (known) return known
  const draft = { ...revision.workflow, layout: revision.layout }
  drafts.set(revision, draft)
  return draft
}
