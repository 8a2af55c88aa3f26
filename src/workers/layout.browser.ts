import ELK, { type ElkNode } from 'elkjs/lib/elk-api'
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker'
import type { Draft } from '../workflow/draft.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Uid } from '../workflow/name.ts'
import { toElkGraph, toPlacements, type LayoutOptions } from './layout-graph.ts'

/**
 * Lays the draft out in a worker of this origin. Returns a placement for every state; pinned ones, and those not among `only`, keep theirs.
 * Rejects with an AbortError when the signal says so; the worker is ended either way.
 */
export async function layoutDraft(draft: Draft, { signal, ...options }: LayoutOptions & { signal?: AbortSignal } = {}): Promise<Record<Uid, Placement>> {
  signal?.throwIfAborted()
  const elk = new ELK({ workerFactory: () => new ElkWorker() })
  const aborted = new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('The layout was stopped', 'AbortError')), { once: true }))
  try {
    const answer: ElkNode = await Promise.race([elk.layout(toElkGraph(draft)), aborted])
    return toPlacements(draft, answer, options)
  } finally {
    elk.terminateWorker()
  }
}
