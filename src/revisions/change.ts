import { z } from '../workflow/zod.ts'

/** What a change touches: what cases do, who does it and how fast, what people read, or only how the drawing lies. */
export const Channel = z.enum(['behaviour', 'operations', 'policy', 'layout'])
export type Channel = z.infer<typeof Channel>

/** `moved`: another parent, source or place in the order. `renamed`: the same thing under another name. */
export const ChangeKind = z.enum(['added', 'removed', 'changed', 'moved', 'renamed'])
export type ChangeKind = z.infer<typeof ChangeKind>

/** How the new guard relates to the old one: over the cases that were tried, it holds for fewer, for more, for the same, or for others. */
export const GuardRelation = z.strictObject({
  relation: z.enum(['equivalent', 'stricter', 'looser', 'different']),
  /** A case for which the two differ, attribute → value; null when they never differed. */
  example: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])).nullable(),
  /** How many cases were tried. */
  tried: z.number().int(),
})
export type GuardRelation = z.infer<typeof GuardRelation>

/** The part of the document a change is in. `id` is a uid, an attribute's name, a pool's id or a path in the scenario. */
export const ChangePlace = z.strictObject({
  kind: z.enum(['workflow', 'state', 'transition', 'attribute', 'pool', 'scenario']),
  id: z.string(),
})
export type ChangePlace = z.infer<typeof ChangePlace>

/** One difference between two versions. */
export const Change = z.strictObject({
  /** Stable over runs: place and field, for instance `transition:t-remove:guard`. */
  id: z.string(),
  channel: Channel,
  kind: ChangeKind,
  /** The place in words: `Tier 1 review › Remove`. */
  where: z.string(),
  /** The values before and after; null where there was or is none. */
  before: z.json(),
  after: z.json(),
  /** The change as a sentence for people. */
  text: z.string().min(1),
  place: ChangePlace,
  /** The field of the record, for instance `guard` or `step.target`; empty for a whole record. */
  field: z.string(),
  /** True where cases in hand, integrations or reports of the old version may not fit the new one. */
  breaking: z.boolean(),
  /** The id of the change this one follows from: the ways out of a state that was removed. */
  cause: z.string().optional(),
  guard: GuardRelation.optional(),
})
export type Change = z.infer<typeof Change>

/** One measure of the paired simulation of both versions; durations in seconds. `difference` is head − base. */
const Interval = z.strictObject({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() })
const ImpactMeasure = z.strictObject({ base: Interval, head: Interval, difference: Interval })
export const Impact = z.strictObject({
  replications: z.number().int(),
  seed: z.number(),
  measures: z.record(z.string(), ImpactMeasure),
  /** What it comes to, in sentences. */
  text: z.array(z.string()),
  /** Where workflow and scenario both change: what each does to the mean lead time, in seconds; they add up to the whole. */
  parts: z.strictObject({ workflow: Interval, scenario: Interval }).optional(),
  /** Each edit by itself: what it does to the mean lead time beside all others, in seconds; null where it cannot be taken out alone. */
  edits: z.array(z.strictObject({ changes: z.array(z.string()), text: z.string(), leadTime: Interval.nullable() })).optional(),
  /** What may be believed of the scenarios that it was measured in (trust.ts), in words; absent in files of before. */
  trust: z.string().optional(),
})
export type Impact = z.infer<typeof Impact>

/** What no single change says and a reviewer must know first. `places`: uids of the states that it is about, and ids of pools. */
export const Warning = z.strictObject({
  kind: z.enum(['second-person', 'no-person', 'same-people', 'notice', 'skills']),
  text: z.string().min(1),
  places: z.array(z.string()),
})
export type Warning = z.infer<typeof Warning>

const RuleOutcome = z.enum(['holds', 'broken', 'undecided'])
/** A safety rule kept beside the workflow, judged on both sides. `text`: how the head breaks it, or why it cannot be decided. */
export const RuleJudged = z.strictObject({
  id: z.string(),
  says: z.string(),
  blocks: z.boolean(),
  base: RuleOutcome,
  head: RuleOutcome,
  text: z.string(),
})
export type RuleJudged = z.infer<typeof RuleJudged>

/** What `gemba diff --json` prints (cli.md). */
export const Diff = z.strictObject({
  /** The names of the two sides: a version, a file, or `draft`. */
  base: z.string(),
  head: z.string(),
  /** The version of the base (null before the first) and the one that the changes call for (null when nothing changed). */
  version: z.strictObject({ from: z.string().nullable(), suggested: z.string().nullable() }),
  /** What to look at before all changes; absent where it was not looked for. */
  warnings: z.array(Warning).optional(),
  /** The safety rules kept beside the head; absent where there are none. */
  rules: z.array(RuleJudged).optional(),
  changes: z.array(Change),
  impact: Impact.nullable(),
})
export type Diff = z.infer<typeof Diff>
