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
  // One thread for all shapes that are tried: loading the layout costs more than most layouts.
  const thread = file ? new Worker(file) : null
  try {
    return await largestLayout(draft, (graph) => (thread ? onThread(thread, graph, signal) : here.layout(graph)), options)
  } finally {
    await thread?.terminate()
  }
}

function onThread(thread: Worker, graph: ElkNode, signal: AbortSignal | undefined): Promise<ElkNode> {
  return new Promise<ElkNode>((resolve, reject) => {
    thread.once('message', (said: { readonly answer: ElkNode } | { readonly message: string }) =>
      'answer' in said ? resolve(said.answer) : reject(new Error(`The layout stopped: ${said.message}`)),
    )
    thread.once('error', reject)
    signal?.addEventListener('abort', () => reject(new DOMException('The layout was stopped', 'AbortError')), { once: true })
    thread.postMessage(graph)
  })
}
