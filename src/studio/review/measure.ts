import { designsOf, measureDesigns, type Side } from '../../revisions/effect.ts'
import type { Impact } from '../../revisions/change.ts'
import type { Comparison } from '../../simulation/report/comparison.ts'
import type { Problem } from '../../workflow/problem.ts'
import { closeLanes, sharedLanes } from '../session/runs/lanes.ts'

export type Measured =
  | { readonly ok: true; readonly comparison: Comparison; readonly impact: Impact }
  /** The scenario does not fit this side. */
  | { readonly ok: false; readonly name: string; readonly problems: readonly Problem[] }

export type Measurement = {
  readonly base: Side
  readonly head: Side
  readonly signal: AbortSignal
  readonly onProgress: (done: number, planned: number) => void
}

/** Runs both sides on the same cases with the same luck, over the page's workers. Rejects where a worker fails or the signal aborts. */
export async function measure({ base, head, signal, onProgress }: Measurement): Promise<Measured> {
  const designs = designsOf(base, head)
  if (!designs.ok) return designs
  try {
    return { ok: true, ...(await measureDesigns(designs, head.name, await sharedLanes(), { signal, onProgress })) }
  } catch (error) {
    if (!signal.aborted) void closeLanes()
    throw error
  }
}
