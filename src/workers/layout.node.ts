import ELK from 'elkjs'
import type { Draft } from '../workflow/draft.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Uid } from '../workflow/name.ts'
import { toElkGraph, toPlacements, type LayoutOptions } from './layout-graph.ts'

/** Lays the draft out on this thread. Returns a placement for every state; pinned ones, and those not among `only`, keep theirs. */
export async function layoutDraft(draft: Draft, options: LayoutOptions = {}): Promise<Record<Uid, Placement>> {
  return toPlacements(draft, await new ELK().layout(toElkGraph(draft)), options)
}
