import { useMemo } from 'react'
import { beginProposal, contentHash, editProposal, type Idea, reopen, setAside } from '../../proposals/edits.ts'
import {
  type Comment,
  type Decision,
  type OpenProposal,
  openProposal,
  type Proposal,
  type ProposedEffect,
} from '../../proposals/proposal.ts'
import { restoreVersion } from '../../proposals/publish.ts'
import type { Revision } from '../../machine/workflow-file.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { isRefusal, type Edit, type Refusal } from '../../workflow/draft.ts'
import { remember } from './remembered.ts'
import { pageSession, run, say, type Session, type SessionTables, useSession } from './session.ts'

/** The proposal that the draft belongs to, in a component; null: the draft has none. */
export function useOpenProposal(): OpenProposal | null {
  const proposals = useSession((state) => state.tables.proposals)
  return useMemo(() => openProposal(proposals), [proposals])
}

/** Does an edit as a part of the open proposal; where none is open it begins one. One entry of the undo list either way. Returns whether it was done. */
export function runInProposal(edit: Edit | Refusal, idea: Omit<Idea, 'scenario'>, of: Session = pageSession()): boolean {
  const { tables, scenarioId } = of.store.getState()
  if (isRefusal(edit) || openProposal(tables.proposals)) return run(edit, of)
  return run(beginProposal(tables, { ...idea, scenario: scenarioId }, edit), of)
}

/** Begins an empty proposal. */
export function newProposal(title: string, of: Session = pageSession()): boolean {
  const { tables, scenarioId } = of.store.getState()
  return run(beginProposal(tables, { title, reason: '', scenario: scenarioId }), of)
}

/** Puts the open proposal aside or takes it back for good; workflow and scenarios are as they were without it. */
export function closeProposal(status: 'aside' | 'withdrawn', of: Session = pageSession()): boolean {
  return run(setAside(of.store.getState().tables, status), of)
}

/** Makes a published version the open proposal: the way back. */
export function backTo(revision: Revision, of: Session = pageSession()): boolean {
  const { tables, scenarioId } = of.store.getState()
  return run(restoreVersion(tables, revision, scenarioId), of)
}

/** Makes another proposal the open one; says what was changed otherwise since it was made. */
export function switchTo(id: string, of: Session = pageSession()): boolean {
  const { tables } = of.store.getState()
  const back = reopen(tables, id)
  if (isRefusal(back)) return run(back, of)
  const done = run(back.edit, of)
  const names = [...new Set(back.clashes.map(({ table, id: record }) => nameOf(of.store.getState().tables, table, record)))]
  if (names.length > 0)
    say(
      `Changed since on both sides, and now as the proposal has it: ${names.join(', ')}. Look at them in Review; undo closes it again.`,
      'warning',
      of,
    )
  return done
}

function nameOf(tables: SessionTables, table: string, id: string): string {
  if (table === 'header') return 'title or description of the workflow'
  const record = (tables as unknown as Record<string, Record<string, { readonly title?: string }>>)[table]?.[id]
  return record?.title || id
}

/** Says something on the open proposal, on the whole or on a place. `at`: now. */
export function comment(given: Comment, of: Session = pageSession()): boolean {
  remember('author', given.by)
  return amend((proposal) => ({ ...proposal, comments: [...proposal.comments, given] }), 'Comment', of)
}

/** Decides on the open proposal as it is now. The name is recorded, not authenticated. */
export function decide(given: Omit<Decision, 'hash'>, of: Session = pageSession()): boolean {
  remember('author', given.by)
  const { tables } = of.store.getState()
  const label = given.verdict === 'approved' ? 'Approve' : 'Decline'
  return amend(
    (proposal) => ({ ...proposal, decisions: [...proposal.decisions, { ...given, hash: contentHash(proposal, tables) }] }),
    label,
    of,
  )
}

/** Names the open proposal, or says why it is made. */
export function describeProposal(given: Partial<Pick<Proposal, 'title' | 'reason'>>, of: Session = pageSession()): boolean {
  return amend(
    (proposal) => ({ ...proposal, ...given }),
    given.title === undefined ? 'Reason of the proposal' : 'Title of the proposal',
    of,
  )
}

/** Keeps the effect measured of just what the open proposal is now. */
export function keepEffect(given: Omit<ProposedEffect, 'hash'>, of: Session = pageSession()): boolean {
  const { tables } = of.store.getState()
  return amend((proposal) => ({ ...proposal, effect: { ...given, hash: contentHash(proposal, tables) } }), 'Effect measured', of)
}

function amend(change: (proposal: OpenProposal) => OpenProposal, label: string, of: Session): boolean {
  const { tables } = of.store.getState()
  const open = openProposal(tables.proposals)
  if (!open) return run({ refused: 'No proposal is open.' }, of)
  return run(editProposal(tables, change(open), label), of)
}

/** The scenario of the draft, and what it was before the open proposal: the same where that does not change it. */
export function bothScenarios(
  tables: SessionTables,
  scenarioId: string | null,
): { readonly base: Scenario; readonly head: Scenario } | null {
  const head = scenarioId === null ? undefined : tables.scenarios[scenarioId]
  if (!head) return null
  return { base: openProposal(tables.proposals)?.before.scenarios[head.id] ?? head, head }
}
