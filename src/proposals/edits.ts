import { meaningHash } from '../machine/workflow-file.ts'
import { writeScenario } from '../simulation/model/scenario-file.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import { canonicalJson } from '../workflow/canonical.ts'
import { applyChange, changeBetween, type ChangeSet, composeChanges, invertChange } from '../workflow/change-set.ts'
import type { Edit, Refusal } from '../workflow/draft.ts'
import { sha256 } from '../workflow/hash.ts'
import { type Clash, hangsTogether, replay, share } from '../workflow/merge.ts'
import {
  type KeptProposal,
  type OpenProposal,
  openProposal,
  type Proposal,
  type ProposalTables,
  type ProposedEdits,
  type ProposedTables,
  proposedTables,
} from './proposal.ts'

/** What a proposal is called and why it is made. */
export type Idea = { readonly title: string; readonly reason: string; readonly scenario: string | null }

/** Begins a proposal on the tables as they are; edits from now on belong to it. With `edit` that is its first one. Refused while another is open. */
export function beginProposal(tables: ProposalTables, idea: Idea, edit?: Edit): Edit | Refusal {
  const open = openProposal(tables.proposals)
  if (open) return { refused: `“${open.title}” is open. Set it aside first.` }
  const { id: workflow, version } = tables.header.workflow
  const proposal: OpenProposal = {
    id: freeId(idea.title, tables.proposals),
    title: idea.title.slice(0, 200),
    reason: idea.reason,
    workflow,
    base: version,
    scenario: idea.scenario,
    effect: null,
    comments: [],
    decisions: [],
    published: null,
    status: 'open',
    before: proposedTables(tables),
  }
  const begun = putChange(tables, proposal)
  return { label: edit?.label ?? `New proposal: ${proposal.title}`, change: edit ? composeChanges(begun, edit.change) : begun }
}

/** Changes what a proposal says of itself: title, reason, remarks, decisions, effect. */
export function editProposal(tables: ProposalTables, proposal: Proposal, label: string): Edit {
  return { label, change: putChange(tables, proposal) }
}

/** Puts the open proposal aside: workflow and scenarios are as they were without it, and its edits are kept. */
export function setAside(tables: ProposalTables, status: 'aside' | 'withdrawn' = 'aside'): Edit | Refusal {
  const open = openProposal(tables.proposals)
  if (!open) return { refused: 'No proposal is open.' }
  const edits = editsOf(open, tables)
  const { before: _, ...facts } = open
  const back = invertChange(edits as ChangeSet)
  const label = `${status === 'aside' ? 'Set aside' : 'Withdraw'}: ${open.title}`
  return { label, change: { ...back, ...putChange(tables, { ...facts, status, edits }) } }
}

/** A proposal made the open one, and the records that were changed otherwise since it was made; in these, its own version stands. */
export type Reopened = { readonly edit: Edit; readonly clashes: readonly Clash[] }

/** Makes a proposal that was set aside the open one again: its edits are made on the tables as they are now. The one that is open is set aside in the same edit. */
export function reopen(tables: ProposalTables, id: string): Reopened | Refusal {
  const proposal = tables.proposals[id]
  if (!proposal || proposal.status === 'open') return { refused: proposal ? 'It is open.' : 'There is no such proposal.' }
  if (proposal.status === 'published') return { refused: 'It is published. Make its version the proposal again instead.' }
  const aside = openProposal(tables.proposals) ? setAside(tables) : null
  if (aside && 'refused' in aside) return aside
  const free = aside ? applyChange(tables, aside.change) : tables
  const before = proposedTables(free)
  const again = replay(before, proposal.edits as ChangeSet)
  if (!hangsTogether(again.tables)) return { refused: `What “${proposal.title}” changes is gone; it cannot be made again as it was.` }
  const { edits: _, ...facts } = proposal
  const opened: OpenProposal = { ...facts, status: 'open', base: before.header.workflow.version, before }
  const next: ProposalTables = { ...again.tables, proposals: { ...free.proposals, [id]: opened } }
  return {
    edit: { label: `Open proposal: ${proposal.title}`, change: changeBetween(tables, next) },
    // Where things lie never conflicts.
    clashes: again.clashes.filter(({ table }) => table !== 'layout'),
  }
}

/** What a proposal changes, record by record. */
export function editsOf(proposal: Proposal, tables: ProposedTables | ProposalTables): ProposedEdits {
  if (proposal.status !== 'open') return proposal.edits
  const now = 'proposals' in tables ? proposedTables(tables) : tables
  // Records come and go as this same type; the tables of a change set know only that they are records.
  return changeBetween(proposal.before, share(proposal.before, now)) as ProposedEdits
}

/** The scenarios that a proposal changes, each as it is without and with it. */
export function changedScenarios(
  proposal: OpenProposal,
  { scenarios }: ProposedTables,
): { readonly before: Scenario; readonly after: Scenario }[] {
  return Object.values(editsOf(proposal, { ...proposal.before, scenarios }).scenarios?.updated ?? {}).map(([before, after]) => ({
    before,
    after,
  }))
}

/**
 * SHA-256 of what a reviewer decides on: the meaning of the workflow (not words, uids or layout) and every scenario that the proposal changes or is measured in,
 * without its title, description and check.
 */
export function contentHash(proposal: OpenProposal, tables: ProposedTables): string {
  const ids = new Set([
    ...changedScenarios(proposal, tables).map(({ after }) => after.id),
    ...(proposal.scenario === null ? [] : [proposal.scenario]),
  ])
  const scenarios = [...ids].sort().flatMap((id) => {
    const scenario = tables.scenarios[id]
    return scenario ? [sha256(writeScenario(bare(scenario)))] : []
  })
  return sha256(canonicalJson({ workflow: meaningHash(tables), scenarios }))
}

function bare(scenario: Scenario): Scenario {
  const { check: _, description: __, inForceFrom: ___, ...rest } = scenario
  return { ...rest, title: scenario.id }
}

/** The decisions that still hold: the last of each person, made on just this content. */
export function standing(proposal: Proposal, hash: string): KeptProposal['decisions'] {
  const last = new Map(proposal.decisions.map((decision) => [decision.by.toLowerCase(), decision]))
  return [...last.values()].filter((decision) => decision.hash === hash)
}

function putChange({ proposals }: ProposalTables, proposal: Proposal): ChangeSet {
  return changeBetween({ proposals }, { proposals: { ...proposals, [proposal.id]: proposal } })
}

function freeId(title: string, proposals: Readonly<Record<string, unknown>>): string {
  const slug =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 50)
      .replace(/-$/, '') || 'proposal'
  for (let number = 1; ; number++) {
    const id = number === 1 ? slug : `${slug}-${number}`
    if (!Object.hasOwn(proposals, id)) return id
  }
}
