import type { Lane } from '../simulation/experiment/lane.ts'
import type { FromEngine, Living } from './engine-messages.ts'
import { Pace, workForAMoment } from './heartbeat.ts'
import { whenGone } from './life.browser.ts'
import { RemoteLane } from './remote-lane.ts'
import type { EngineThread, LaneHost } from './remote-lane.ts'

/**
 * Lanes on workers of this page; as many as the machine has cores, at most 8, unless told. Workers start when first needed. `open` for tests.
 */
export function openLanes(count: number = Math.min(8, navigator.hardwareConcurrency || 2), open: LaneHost['open'] = openWorker): Lane[] {
  const lanes = Math.max(1, count)
  const host: LaneHost = {
    open,
    every,
    work: () => workForAMoment(() => performance.now()),
    pace: new Pace(),
    allowed: memoryOfPage() / lanes,
  }
  return Array.from({ length: lanes }, () => new RemoteLane(host))
}

/** A worker that runs the engine. `start` for tests. */
export function openWorker(
  onMessage: (message: FromEngine) => void,
  onDeath: (why: string) => void,
  start: () => Worker = startWorker,
): EngineThread {
  const worker = start()
  let [stopWaiting, isOpen] = [() => {}, true]
  worker.addEventListener('message', ({ data }: MessageEvent<FromEngine | Living>) => {
    if (data.is !== 'living') onMessage(data)
    else if (data.life !== null && isOpen) stopWaiting = whenGone(data.life, () => onDeath('it ended by itself'))
  })
  worker.addEventListener('messageerror', () => onDeath('what it said could not be read'))
  worker.addEventListener('error', (event) => onDeath(event.message || 'its code could not be fetched'))
  return {
    send: (message) => worker.postMessage(message),
    terminate: () => {
      isOpen = false
      stopWaiting()
      worker.terminate()
    },
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' })
}

function every(milliseconds: number, call: () => void): () => void {
  const timer = setInterval(call, milliseconds)
  return () => clearInterval(timer)
}

/**
 * Bytes that all replications under way may take together: a sixteenth of the memory that the browser says the machine has (it says 8 GB at most), else 400 MB.
 * Arrays double when they grow, and a worker out of memory takes the page with it.
 */
function memoryOfPage(): number {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number }
  return deviceMemory === undefined ? 400 * 2 ** 20 : Math.max(128 * 2 ** 20, (deviceMemory * 2 ** 30) / 16)
}
