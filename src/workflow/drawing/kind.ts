import type { State } from '../state.ts'
import { transitionsFrom } from '../tree.ts'
import type { Workflow } from '../workflow.ts'

/** What a state is to the reader of the drawing. */
export type StateKind = 'review' | 'automatic' | 'wait' | 'batch' | 'rest' | 'decision' | 'final' | 'compound' | 'parallel' | 'history'

/** The reader's word for each kind. */
export const kindWords: Record<StateKind, string> = {
  review: 'Review',
  automatic: 'Automatic step',
  wait: 'Wait',
  batch: 'Batch',
  rest: 'Rest',
  decision: 'Decision',
  final: 'End',
  compound: 'Group',
  parallel: 'Parallel group',
  history: 'Return point',
}

/** Kind of a state. A decision is an atomic state without a step that says so, or that is left at once: all its exits are `always`. */
export function kindOf(state: State, workflow: Pick<Workflow, 'transitions'>): StateKind {
  if (state.type !== 'atomic') return state.type
  if (state.step) return state.step.kind
  if (state.kind === 'decision') return 'decision'
  const exits = transitionsFrom(workflow, state.uid)
  return exits.length > 0 && exits.every((exit) => exit.trigger.kind === 'always') ? 'decision' : 'rest'
}

/**
 * Drawn size by kind, in pixels at zoom 1; of a container the least, it grows around what it holds. At a zoom of 40 % each takes a title of 24 letters
 * in two lines of 11 px.
 */
export const kindSizes: Record<StateKind, { readonly width: number; readonly height: number }> = {
  review: { width: 208, height: 80 },
  automatic: { width: 208, height: 80 },
  wait: { width: 208, height: 80 },
  batch: { width: 208, height: 80 },
  rest: { width: 208, height: 64 },
  decision: { width: 208, height: 64 },
  final: { width: 208, height: 64 },
  compound: { width: 264, height: 140 },
  parallel: { width: 264, height: 180 },
  history: { width: 40, height: 40 },
}

/** Of a decision's card: the room that is not for its exits, the height of a line of them, and the lines it has and may grow to. Pixels at zoom 1. */
const decisionCard = { title: 32, line: 16, lines: 2, most: 8 } as const

/** How many ways out a decision's card of that height lists. */
export function linesIn(height: number): number {
  return Math.floor((height - decisionCard.title) / decisionCard.line)
}

/** Drawn size of a state, in pixels at zoom 1: that of its kind; one that was drawn as a decision grows downwards with its exits. */
export function sizeOf(state: State, workflow: Pick<Workflow, 'transitions'>): { readonly width: number; readonly height: number } {
  const size = kindSizes[kindOf(state, workflow)]
  if (state.kind !== 'decision') return size
  const lines = Math.min(decisionCard.most, Math.max(decisionCard.lines, transitionsFrom(workflow, state.uid).length))
  return { ...size, height: decisionCard.title + lines * decisionCard.line }
}

/** Room inside a container's frame, in pixels: its title stands on the top one. */
export const framePadding = { top: 48, right: 28, bottom: 28, left: 44 } as const
