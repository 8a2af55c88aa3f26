import { parentPort } from 'node:worker_threads'
import ELK, { type ElkNode } from 'elkjs'

// The layout on a thread of its own, so that an interrupt ends it at once.
const port = parentPort
port?.on('message', (graph: ElkNode) => {
  new ELK().layout(graph).then(
    (answer) => port.postMessage({ answer }),
    (error: unknown) => port.postMessage({ message: error instanceof Error ? error.message : String(error) }),
  )
})
