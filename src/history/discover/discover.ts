import type { Workflow } from '../../workflow/workflow.ts'
import { indexCases } from '../cases.ts'
import type { CaseIndex } from '../cases.ts'
import type { History } from '../history.ts'
import { noUsableRow } from '../no-rows.ts'
import { blocksOf } from './blocks.ts'
import { drawWorkflow } from './drawing.ts'
import { modelOf } from './model.ts'
import type { Model } from './model.ts'
import { givingUpOf } from './giving-up.ts'
import { resumingTeams } from './nights.ts'
import { pairsOf } from './side-by-side.ts'
import { tracesOf } from './traces.ts'
import { whoDoes } from './who.ts'
import type { Who } from './who.ts'

/** A first drawing of a workflow, and what of the log it explains. */
export type Discovered = { readonly workflow: Workflow; readonly model: Model; readonly who: Who; readonly keep: number }

type DiscoverOptions = {
  /** id of the workflow to make: lower-case letters, digits, hyphens. */
  readonly id: string
  readonly title: string
  /** Least share of the moves out of a step that a way needs to be drawn. Default 0.01. */
  readonly keep?: number
  readonly index?: CaseIndex
}

/**
 * Draws a workflow from an event log (calibration.md, section 8): activities that overlap side by side in parallel states, moves that occur often
 * enough, loops, who gives up waiting, teams from who does what. Every state lies on a way from the start to the end, so that a case can always end.
 * Throws a HistoryError where the history is no event log or has too many activities to draw.
 */
export function discover(history: History, { id, title, keep = 0.01, index = indexCases(history) }: DiscoverOptions): Discovered {
  if (history.rows === 0) throw noUsableRow(history)
  const traces = tracesOf(history, index)
  const blocks = blocksOf(pairsOf(history, index, traces))
  const who = whoDoes(history, traces)
  const model = modelOf(traces, blocks, keep, givingUpOf(history, index, traces, who, blocks))
  const resumes = resumingTeams(history, traces, who)
  return { workflow: drawWorkflow(model, who, resumes, { id, title }), model, who, keep }
}
