import { z } from '../workflow/zod.ts'
import { ChangePlace, Impact } from '../revisions/change.ts'
import { LocalDate } from '../simulation/model/fields.ts'
import { Scenario } from '../simulation/model/scenario.ts'
import { Attribute } from '../workflow/attribute.ts'
import type { Draft } from '../workflow/draft.ts'
import { Hash } from '../workflow/file.ts'
import { Placement } from '../workflow/layout.ts'
import { Slug, Version } from '../workflow/name.ts'
import { Pool } from '../workflow/pool.ts'
import { State } from '../workflow/state.ts'
import { Transition } from '../workflow/transition.ts'
import { Header } from '../workflow/workflow.ts'

/** What a proposal can change: the workflow with its layout, and the scenarios. */
export type ProposedTables = Draft & { readonly scenarios: Readonly<Record<string, Scenario>> }

const changesOf = <Record extends z.ZodType>(record: Record) =>
  z
    .strictObject({
      added: z.record(z.string(), record),
      removed: z.record(z.string(), record),
      updated: z.record(z.string(), z.tuple([record, record])),
    })
    .optional()

/** The edits of a proposal, by table: each record before and after. */
export const ProposedEdits = z.strictObject({
  header: changesOf(Header),
  attributes: changesOf(Attribute),
  pools: changesOf(Pool),
  states: changesOf(State),
  transitions: changesOf(Transition),
  layout: changesOf(Placement),
  scenarios: changesOf(Scenario),
})
export type ProposedEdits = z.infer<typeof ProposedEdits>

const Moment = z.iso.datetime()
const Name = z.string().trim().min(1).max(200)

/** A remark, on the whole or on a place of the document (bound to its uid, so it survives renaming and moving). */
export const Comment = z.strictObject({
  by: Name,
  at: Moment,
  text: z.string().trim().min(1).max(10_000),
  place: ChangePlace.nullable(),
})
export type Comment = z.infer<typeof Comment>

/** What somebody decided on what lay before them. `hash`: of just that content (contentHash); on any other the decision is void. The name is recorded, not authenticated. */
export const Decision = z.strictObject({
  by: Name,
  at: Moment,
  verdict: z.enum(['approved', 'declined']),
  note: z.string().max(10_000),
  hash: Hash,
})
export type Decision = z.infer<typeof Decision>

/** The effect as it was measured last, and of which content. */
export const ProposedEffect = z.strictObject({ at: Moment, hash: Hash, scenario: z.string(), impact: Impact })
export type ProposedEffect = z.infer<typeof ProposedEffect>

/** What became of it: the version that has its workflow part, and the scenarios that have the rest. */
export const Publishing = z.strictObject({
  at: Moment,
  by: Name,
  /** The version in force from then on; a proposal that changes scenarios only leaves it as it was. */
  version: Version.nullable(),
  /** The first day of the scenario part; null where there is none. */
  from: LocalDate.nullable(),
  scenarios: z.array(Slug),
  /** What the version does not hold, in words. */
  beside: z.array(z.string()),
})
export type Publishing = z.infer<typeof Publishing>

const facts = {
  id: Slug,
  title: z.string().trim().min(1).max(200),
  /** Why. */
  reason: z.string().max(10_000),
  /** id of the workflow. */
  workflow: Slug,
  /** The version that it was made from; null before the first. */
  base: Version.nullable(),
  /** The scenario in which its effect is measured. */
  scenario: Slug.nullable(),
  effect: ProposedEffect.nullable(),
  comments: z.array(Comment).max(10_000),
  decisions: z.array(Decision).max(1000),
  published: Publishing.nullable(),
}

/** `open`: the draft is its head. `aside`: kept for later. `published`, `withdrawn`: done. */
export const ProposalStatus = z.enum(['open', 'aside', 'published', 'withdrawn'])
export type ProposalStatus = z.infer<typeof ProposalStatus>

/** `proposals/<id>.json`. */
export const ProposalFile = z.strictObject({
  gemba: z.literal('proposal'),
  format: z.literal(1),
  ...facts,
  status: ProposalStatus,
  edits: ProposedEdits,
})
export type ProposalFile = z.infer<typeof ProposalFile>

type Facts = Omit<ProposalFile, 'gemba' | 'format' | 'status' | 'edits'>

/** The proposal at work: the tables are its head, `before` what they were without it. */
export type OpenProposal = Facts & { readonly status: 'open'; readonly before: ProposedTables }
/** One that is not at work, as its edits. */
export type KeptProposal = Facts & { readonly status: Exclude<ProposalStatus, 'open'>; readonly edits: ProposedEdits }
/** A change to workflow and scenarios that is tried, compared, reviewed, approved and published as one. */
export type Proposal = OpenProposal | KeptProposal

/** Proposals by id. */
export type Proposals = Readonly<Record<string, Proposal>>

/** A workflow with its scenarios and proposals. */
export type ProposalTables = ProposedTables & { readonly proposals: Proposals }

/** Tables without their proposals: what a proposal may change. */
export function proposedTables(given: ProposalTables): ProposedTables {
  const { proposals: _, ...tables } = given
  return tables
}

/** The proposal that the draft belongs to, or null. */
export function openProposal(proposals: Proposals): OpenProposal | null {
  return Object.values(proposals).find((proposal): proposal is OpenProposal => proposal.status === 'open') ?? null
}
