import type { BesideBest } from '../simulation/report/best.ts'
import type { Estimate } from '../simulation/report/estimate.ts'
import type { Report } from '../simulation/report/report.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Arm } from './arm.ts'
import type { Bottleneck } from './bottlenecks.ts'
import type { Diagnosis } from './causes/causes.ts'
import type { Effort, Remedy } from './remedies/remedy.ts'

/** What one remedy is worth. */
export type RemedyResult = {
  readonly remedy: Remedy
  /** Mean lead time saved, seconds per case; the intervals of all remedies hold together with 95 %. */
  readonly gain: Estimate
  /** The gain as a share of the mean lead time as it is. */
  readonly share: number
  /** Growth of the share of cases in time, by segment with a target. */
  readonly targets: readonly { readonly segment: string; readonly gain: Estimate }[]
  /** `unclear`: the interval leaves it open whether it helps. */
  readonly standing: 'better' | 'worse' | 'unclear'
  /** Whether it may be the best, as far as these runs can tell. */
  readonly maybeBest: boolean
  /** Mean lead time less that of the best of the others, seconds, from … to; the intervals of all remedies hold together. */
  readonly behind: BesideBest['behind']
  /** What it takes. */
  readonly effort: Effort
  /** Segments that fall behind their target by more than chance, the worst first. */
  readonly harms: readonly { readonly segment: string; readonly gain: Estimate }[]
  readonly sentence: string
}

/** What the race has found. */
export type Findings = {
  readonly base: Arm
  readonly arms: readonly Arm[]
  readonly failed: readonly Arm[]
  readonly left: readonly Remedy[]
  readonly bottlenecks: readonly Bottleneck[]
  readonly diagnosis: Diagnosis
  /** The run that the causes were read from. */
  readonly report: Report
  readonly workflow: Workflow
  readonly budget: number
  readonly done: number
  readonly final: boolean
}
