import { existsSync } from 'node:fs'
import { totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { laneHere } from '../simulation/experiment/lane.ts'
import type { Lane } from '../simulation/experiment/lane.ts'
import type { FromEngine } from './engine-messages.ts'
import { Pace, workForAMoment } from './heartbeat.ts'
import { RemoteLane } from './remote-lane.ts'
import type { EngineThread, LaneHost } from './remote-lane.ts'

/**
 * Lanes on worker threads. The thread's file is `dist/cli/engine.node.js`, beside `gemba.js`; where it is not built (the sources run as they are, for
 * instance under Vitest) there is one lane on this thread, with the same results.
 */
export function openLanes(count: number, thread: URL | null = builtThread()): Lane[] {
  if (thread === null) return [laneHere()]
  const lanes = Math.max(1, count)
  const host: LaneHost = {
    open: (...listeners) => openThread(thread, ...listeners),
    every,
    work: () => workForAMoment(() => performance.now()),
    pace: new Pace(),
    allowed: memoryOfRuns() / lanes,
  }
  return Array.from({ length: lanes }, () => new RemoteLane(host))
}

/** A thread that runs the engine from this file. */
export function openThread(file: URL, onMessage: (message: FromEngine) => void, onDeath: (why: string) => void): EngineThread {
  const worker = new Worker(file)
  worker.on('message', onMessage)
  worker.once('error', (error) => onDeath(error.message))
  worker.once('exit', (code) => onDeath(`the thread ended with code ${code}`))
  return { send: (message) => worker.postMessage(message), terminate: () => void worker.terminate() }
}

/** Bytes that all replications under way may take together: a third of what this process may have, as arrays double when they grow. */
export function memoryOfRuns(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity) / 3
}

/** The bundler puts this module into `gemba.js` or into a chunk in `parts/`, so the thread's file is in the same folder or in the one above. */
function builtThread(): URL | null {
  const places = ['./engine.node.js', '../engine.node.js'].map((place) => new URL(place, import.meta.url))
  return places.find((place) => existsSync(place)) ?? null
}

function every(milliseconds: number, call: () => void): () => void {
  const timer = setInterval(call, milliseconds)
  return () => clearInterval(timer)
}
