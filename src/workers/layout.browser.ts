import ELK, { type ElkNode } from 'elkjs/lib/elk-api'
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker'
import type { Draft } from '../workflow/draft.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Uid } from '../workflow/name.ts'
import type { LayoutOptions } from './layout-graph.ts'
import { largestLayout } from './layout-shape.ts'

/**
 * Lays the draft out in a worker of this origin. Returns a placement for every state; pinned ones, and those not among `only`, keep theirs.
 * Rejects with an AbortError when the signal says so, and when the worker fails; the worker is ended either way.
 */
export async function layoutDraft(
  draft: Draft,
  { signal, ...options }: LayoutOptions & { signal?: AbortSignal } = {},
): Promise<Record<Uid, Placement>> {
  signal?.throwIfAborted()
  const worker = new ElkWorker()
  const elk = new ELK({ workerFactory: () => worker })
  const died = new Promise<never>((_, reject) =>
    worker.addEventListener(
      'error',
      ({ message }) => reject(new Error(`The layout stopped: ${message || 'its code could not be fetched'}.`)),
      { once: true },
    ),
  )
  const aborted = new Promise<never>((_, reject) =>
    signal?.addEventListener('abort', () => reject(new DOMException('The layout was stopped', 'AbortError')), { once: true }),
  )
  try {
    const layOut = (graph: ElkNode): Promise<ElkNode> => Promise.race([elk.layout(graph), aborted, died])
    return await largestLayout(draft, layOut, options)
  } finally {
    elk.terminateWorker()
  }
}
