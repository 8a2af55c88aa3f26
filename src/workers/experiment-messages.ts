import type { Report } from '../simulation/report/report.ts'
import type { Problem } from '../workflow/problem.ts'

/** What can be run, by its number, or what stands in the way. */
export type Prepared =
  | { readonly ok: true; readonly job: number; readonly replications: number }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** How far a run is. */
export type RunProgress = {
  readonly done: number
  readonly planned: number
  /** Replications done and the parts of those under way, 0 … planned. */
  readonly worked: number
  readonly events: number
  /** Seconds since it began, pauses left out. */
  readonly seconds: number
  /** Cases that are open, and memory taken, in the replications under way. */
  readonly openCases: number
  readonly bytes: number
  /** Of the replications done so far; null: as before. */
  readonly report: Report | null
}

/** How a run ended. Cancelled: with the report of what was done until then, if any was. */
export type RunEnd = { readonly report: Report | null; readonly cancelled: boolean }
