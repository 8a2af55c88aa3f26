import { alignWorkflow } from '../../revisions/identity.ts'
import { compareExperiments } from '../../simulation/experiment/compare.ts'
import type { Comparison } from '../../simulation/report/comparison.ts'
import { compile } from '../../simulation/compile/compile.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Problem } from '../../workflow/problem.ts'
import { closeLanes, sharedLanes } from '../session/runs/lanes.ts'
import type { Review } from './review-store.ts'

export type Measured =
  | { readonly ok: true; readonly comparison: Comparison }
  /** The scenario does not fit this version. */
  | { readonly ok: false; readonly version: string; readonly problems: readonly Problem[] }

export type Measurement = Pick<Review, 'base' | 'head'> & {
  readonly scenario: Scenario
  readonly signal: AbortSignal
  readonly onProgress: (done: number, planned: number) => void
}

/** Runs both versions on the same cases with the same luck, over the page's workers. Rejects where a worker fails or the signal aborts. */
export async function measure({ base, head, scenario, signal, onProgress }: Measurement): Promise<Measured> {
  const before = compile({ workflow: alignWorkflow(base.draft, head.draft).base, scenario })
  if (!before.ok) return { ok: false, version: base.title, problems: before.problems }
  const after = compile({ workflow: head.draft, scenario })
  if (!after.ok) return { ok: false, version: head.title, problems: after.problems }
  try {
    return { ok: true, comparison: await compareExperiments(before.program, after.program, await sharedLanes(), { signal, onProgress }) }
  } catch (error) {
    if (!signal.aborted) void closeLanes()
    throw error
  }
}
