import { cellOf, sketchCells } from './sketch.ts'

/** Columns of completed cases: truth against end; `seen` are violating ones with a view curve, with their `views` and those `possible` without any action. */
export const endColumn = {
  harmlessKept: 0,
  harmlessRemoved: 1,
  harmlessOther: 2,
  violatingKept: 3,
  violatingRemoved: 4,
  violatingOther: 5,
  seen: 6,
  views: 7,
  possible: 8,
} as const
export const endWidth = 9

/**
 * Columns of a step's decisions: on harmless and on violating cases, and how many of them were wrong; of those that checked an earlier decision, how many
 * found it wrong in truth (`faulty`), how many changed it, and how many changed a faulty one.
 */
export const decisionColumn = {
  harmless: 0,
  wronglyRemoved: 1,
  violating: 2,
  wronglyKept: 3,
  checked: 4,
  faulty: 5,
  changed: 6,
  corrected: 7,
} as const
export const decisionWidth = 8

/** What quality adds up: sums over decisions and over completed cases, so that what lies before a moment can be taken off. */
export class QualityMeasures {
  /** Row 0: all cases; row 1 + i: segment i. */
  readonly ends: Float64Array
  readonly decisions: Float64Array
  /** Sketch of the views per violating case. */
  readonly viewCells = new Float64Array(sketchCells)
  readonly all: readonly Float64Array[]

  constructor(steps: number, segments: number) {
    this.ends = new Float64Array((segments + 1) * endWidth)
    this.decisions = new Float64Array(steps * decisionWidth)
    this.all = [this.ends, this.decisions, this.viewCells]
  }

  /** A decision on a case of this truth. `before`: the earlier decision that it checks, -1: none. */
  decided(step: number, truth: number, verdict: number, before: number): void {
    const { decisions } = this
    const at = step * decisionWidth
    decisions[at + (truth === 1 ? decisionColumn.violating : decisionColumn.harmless)]!++
    if (verdict !== truth) decisions[at + (truth === 1 ? decisionColumn.wronglyKept : decisionColumn.wronglyRemoved)]!++
    if (before < 0) return
    decisions[at + decisionColumn.checked]!++
    if (before !== truth) decisions[at + decisionColumn.faulty]!++
    if (before !== verdict) decisions[at + decisionColumn.changed]!++
    if (before !== verdict && verdict === truth) decisions[at + decisionColumn.corrected]!++
  }

  /** A case is over, of this truth, in this column of `endColumn`. */
  ended(row: number, column: number): void {
    this.ends[row * endWidth + column]!++
  }

  /** What was seen of a violating case that is over, and what would have been without any action. */
  viewed(row: number, views: number, possible: number): void {
    const at = row * endWidth
    this.ends[at + endColumn.seen]!++
    this.ends[at + endColumn.views]! += views
    this.ends[at + endColumn.possible]! += possible
    if (row === 0) this.viewCells[cellOf(views)]!++
  }
}
