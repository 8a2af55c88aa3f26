// oxlint-disable-next-line typescript/triple-slash-reference -- the declaration is ambient, there is nothing to import
/// <reference path="./comlink-node.d.ts" />
import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { wrap } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { laneHere } from '../simulation/lane.ts'
import type { Lane } from '../simulation/lane.ts'
import type { EngineService } from './engine-service.ts'
import { remoteLane } from './remote-lane.ts'
import type { OpenWorker } from './remote-lane.ts'

/**
 * Lanes on worker threads. The thread's file is `dist/cli/engine.node.js`, beside `gemba.js`; where it is not built (the sources run as they are, for
 * instance under Vitest) there is one lane on this thread, with the same results.
 */
export function openLanes(count: number, thread: URL | null = builtThread()): Lane[] {
  if (thread === null) return [laneHere()]
  return Array.from({ length: Math.max(1, count) }, () => remoteLane(() => openThread(thread)))
}

/** The bundler puts this module into `gemba.js` or into a chunk in `parts/`, so the thread's file is in the same folder or in the one above. */
function builtThread(): URL | null {
  const places = ['./engine.node.js', '../engine.node.js'].map((place) => new URL(place, import.meta.url))
  return places.find((place) => existsSync(place)) ?? null
}

function openThread(thread: URL): OpenWorker {
  const worker = new Worker(thread)
  const service = wrap<EngineService>(nodeEndpoint(worker))
  const died = new Promise<never>((_, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the simulation thread ended with code ${code}`)))
  })
  died.catch(() => {})
  return {
    service: { load: (program) => service.load(program), replicate: (replication) => service.replicate(replication) },
    died,
    terminate: () => void worker.terminate(),
  }
}
