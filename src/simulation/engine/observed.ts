import type { Crew } from './crew.ts'
import type { Measures } from './measures.ts'
import type { Quality } from './quality.ts'

/** What is read off a run: this engine's, or the kernel's. */
export type Observed = {
  readonly measures: Measures
  readonly fingerprint: { readonly text: string }
  readonly happened: number
  readonly failure: { readonly reason: string } | null
  /** Seconds that the cases open at the start had been there, together. */
  readonly ageBefore: number
  readonly pools: {
    readonly peak: Int32Array
    readonly hopeless: Int32Array
    worstCauses: number
    readonly crews: readonly (Crew | null)[]
  }
  readonly failures: { readonly count: Float64Array } | null
  readonly quality: Quality | null
  /** Calls for every open case: when it arrived, and whether it is in a segment. */
  eachOpen(visit: (arrived: number, isIn: (segment: number) => boolean) => void): void
  /** By step: what the visits that wait at `end` have waited, together. */
  openWaits(end: number): Float64Array
  /** Where, which case, and when the run met its failure. */
  failedIn(): { readonly state: number; readonly case: number; readonly time: number }
}
