import type { Place } from '../../workflow/problem.ts'
import type { Evidence } from './evidence.ts'

/** What may be wrong. A kind is one row of the table in causes.ts. */
export type CauseKind =
  | 'too-few-people'
  | 'shift-gap'
  | 'wrong-hours'
  | 'peak'
  | 'skill'
  | 'ramp-up'
  | 'batching'
  | 'limited-slots'
  | 'external'
  | 'rework'
  | 'needless-check'
  | 'variance'
  | 'starving-order'
  | 'short-timer'
  | 'late-overflow'
  | 'pool-order'

/** A cause at a place, with how much of the lead time it explains. Plain data. */
export type Cause = {
  readonly kind: CauseKind
  readonly place: Place & { readonly id: string }
  /** Title of the pool or step. */
  readonly where: string
  /** Seconds per case that it explains, and that as a share of the time of a case. */
  readonly seconds: number
  readonly share: number
  /** What is wrong, one sentence without its full stop. */
  readonly sentence: string
  readonly evidence: readonly string[]
}

/**
 * What a finder says: the cause without what follows from its seconds; `pool`: whose waiting it explains, so that nothing else has to; `aside`: a wait on a branch that few cases
 * come to (a window for appeals), which weighs on the mean and holds nobody else up.
 */
export type Claim = Omit<Cause, 'share' | 'kind'> & { readonly pool?: string; readonly aside?: boolean }

/** How a kind of cause is looked for. */
export type CauseFinder = {
  /** From this share of the time of a case on it is worth a name; a third of it where a target is missed. */
  readonly least: number
  readonly find: (evidence: Evidence) => readonly Claim[]
}
