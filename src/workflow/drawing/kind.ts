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

/** Kind of a state. A decision is an atomic state without a step that is left at once: all its exits are `always`. */
export function kindOf(state: State, workflow: Pick<Workflow, 'transitions'>): StateKind {
  if (state.type !== 'atomic') return state.type
  if (state.step) return state.step.kind
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

/** Room inside a container's frame, in pixels: its title stands on the top one. */
export const framePadding = { top: 48, right: 28, bottom: 28, left: 44 } as const
