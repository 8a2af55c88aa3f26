import type { Origin, Scenario } from '../simulation/model/scenario.ts'
import type { Uid } from '../workflow/name.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { CaseAttribute } from './case-attributes.ts'
import type { CaseIndex } from './cases.ts'
import type { HourlySeries } from './demand.ts'
import type { History } from './history.ts'
import type { ObservedWork } from './observed-work.ts'
import type { OpenWait } from './open-waits.ts'
import type { Roster } from './roster/roster.ts'

/** What every part of a calibration looks at. Instants are seconds since 1970; `note` takes a sentence for the reader. */
export type Evidence = {
  readonly workflow: Workflow
  readonly history: History
  readonly index: CaseIndex
  readonly base: Scenario | undefined
  readonly timezone: string
  readonly until: number
  /** Until when the log tells of all work (fullUntil in cases.ts). */
  readonly full: number
  readonly series: HourlySeries
  readonly attributes: readonly CaseAttribute[]
  readonly work: ObservedWork
  /** What cases still wait for at the end of the history. */
  readonly open: readonly OpenWait[]
  /** Whether times and shares are taken from a case: it came so early that it should be complete. */
  readonly chosen: (c: number) => boolean
  /** The roster beside the history; null: there is none. */
  readonly roster: Roster | null
  /** Takes what a row, as its figures are fitted, took of work, of the outside world before it or of being left open after it, in seconds; `was`: what it took then, where that has changed since. */
  readonly seen: (step: Uid, what: 'time' | 'delay' | 'rest', row: number, seconds: number, was?: number) => void
  readonly note: (sentence: string) => void
  readonly origin: (path: string, origin: Origin) => void
}
