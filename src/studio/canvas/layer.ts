import type { Draft } from '../../workflow/draft.ts'
import type { Uid } from '../../workflow/name.ts'

/** How a record differs between two versions. Drawn by hue, line style and glyph. */
export type ChangeMark = 'added' | 'removed' | 'changed' | 'moved'

/** What a layer says about a state. */
export type StateMark = {
  /** One line of numbers under the title: `wait 4.2 h · 31 in queue`. */
  readonly line?: string
  /** The number of the line alone, for when the drawing is far out: `4.2 h`. */
  readonly short?: string
  /** 0 (cool) to 1 (hot), on the one heat ramp; the number itself belongs in `line`. */
  readonly heat?: number
  /** Its service target is missed: the share in time and what it should be, in words. */
  readonly missed?: string
  readonly change?: ChangeMark
  /** The case stands here now. */
  readonly active?: boolean
}

/** What a layer says about a transition. */
export type TransitionMark = {
  /** Shown in the pill after trigger and guard: `31 %`. */
  readonly label?: string
  /** 0 to 1, as thickness. */
  readonly flow?: number
  readonly change?: ChangeMark
  readonly active?: boolean
}

/** What the heat of a layer stands for, beside the drawing: what it measures, its ends in words, and what the marks mean. */
export type HeatLegend = {
  readonly title: string
  readonly low: string
  readonly high: string
  /** Whether some state carries the mark of a missed target. */
  readonly missed: boolean
  /** What the shares on lines and ends are of. */
  readonly shares: string
}

/**
 * What is laid over the drawing: heat of a run, the differences of two versions, the place of one case.
 * Give the same object while nothing changes; the canvas compares by identity.
 */
export type CanvasLayer = {
  readonly title: string
  readonly states: ReadonlyMap<Uid, StateMark>
  readonly transitions: ReadonlyMap<Uid, TransitionMark>
  /** For the place to show, where states have heat. */
  readonly legend?: HeatLegend
  /** Ends stand back in grey: their green and red would be read as what the layer says. */
  readonly plain?: boolean
  /** Drawn instead of the session's draft: for instance two versions overlaid, or a published one. */
  readonly draft?: Draft
  /** States and transitions that the drawing opens at; default: all of it. */
  readonly focus?: readonly Uid[]
}
