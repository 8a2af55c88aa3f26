import type { Draft } from '../workflow/draft.ts'
import { hangsTogether, merge } from '../workflow/merge.ts'
import type { Change } from './change.ts'
import { diffWorkflows } from './diff.ts'

/**
 * What two sides of one workflow come to. `merged` has our side's version of the `contested` records, which both changed, each in its own way; `asked` says
 * what their side would have instead, which only a person can decide. Null: the two sides' changes contradict each other.
 */
export type MergedDrafts = { readonly merged: Draft; readonly contested: number; readonly asked: readonly Change[] } | null

/** Merges what two sides made of one workflow, record by record. Where both moved the same card, ours stays: places on the drawing mean nothing. */
export function mergeDrafts(base: Draft, ours: Draft, theirs: Draft): MergedDrafts {
  const { mine, theirs: other, clashes } = merge(base, ours, theirs)
  if (!hangsTogether(mine)) return null
  const contested = clashes.filter(({ table }) => table !== 'layout').length
  return { merged: mine, contested, asked: contested === 0 ? [] : diffWorkflows(mine, other).changes }
}
