import type { ChangeSet } from './change-set.ts'

/** A place in a document: the uid of a state or transition, an attribute, a pool, the header, or a field of a scenario (`pools.tier1.shifts`). */
export type Place =
  | { readonly kind: 'state' | 'transition' | 'attribute' | 'pool'; readonly id: string }
  | { readonly kind: 'workflow' }
  | { readonly kind: 'scenario'; readonly path: string }

/** What a rule found. */
export type Problem = {
  /** Name of the rule: `unreachable-state`. */
  readonly rule: string
  readonly severity: 'error' | 'warning'
  readonly place: Place
  /** The place in words: `Tier 1 review › REMOVE`. */
  readonly where: string
  /** What is wrong, one sentence. */
  readonly message: string
  /** Why it matters, one sentence. */
  readonly why: string
  /** Character range in an expression, where the fault is in one. */
  readonly range?: readonly [from: number, to: number]
  /** A repair that can be applied as it stands. */
  readonly fix?: { readonly label: string; readonly change: ChangeSet }
}
