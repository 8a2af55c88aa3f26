import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import ELK, { type ElkNode } from 'elkjs'
import type { Draft } from '../workflow/draft.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Uid } from '../workflow/name.ts'
import type { LayoutOptions } from './layout-graph.ts'
import { largestLayout } from './layout-shape.ts'

/**
 * Lays the draft out. Returns a placement for every state; pinned ones, and those not among `only`, keep theirs. Where the command line is built it runs on a
 * thread, which the signal ends at once (AbortError).
 */
export async function layoutDraft(
  draft: Draft,
  { signal, ...options }: LayoutOptions & { signal?: AbortSignal } = {},
): Promise<Record<Uid, Placement>> {
  signal?.throwIfAborted()
  const file = ['./layout-thread.node.js', '../layout-thread.node.js']
    .map((place) => new URL(place, import.meta.url))
    .find((url) => existsSync(url))
  const here = new ELK()
  return largestLayout(draft, (graph) => (file ? onThread(file, graph, signal) : here.layout(graph)), options)
}

async function onThread(file: URL, graph: ElkNode, signal: AbortSignal | undefined): Promise<ElkNode> {
  const thread = new Worker(file)
  try {
    return await new Promise<ElkNode>((resolve, reject) => {
      thread.once('message', (said: { readonly answer: ElkNode } | { readonly message: string }) =>
        'answer' in said ? resolve(said.answer) : reject(new Error(`The layout stopped: ${said.message}`)),
      )
      thread.once('error', reject)
      signal?.addEventListener('abort', () => reject(new DOMException('The layout was stopped', 'AbortError')), { once: true })
      thread.postMessage(graph)
    })
  } finally {
    await thread.terminate()
  }
}
