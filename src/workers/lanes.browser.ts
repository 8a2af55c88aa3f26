import { wrap } from 'comlink'
import type { Lane } from '../simulation/lane.ts'
import type { EngineService } from './engine-service.ts'
import { remoteLane } from './remote-lane.ts'
import type { OpenWorker } from './remote-lane.ts'

/** Lanes on workers of this page; as many as the machine has cores, at most 8, unless told. Workers start with their first replication. */
export function openLanes(count: number = Math.min(8, navigator.hardwareConcurrency || 2)): Lane[] {
  return Array.from({ length: Math.max(1, count) }, () => remoteLane(openWorker))
}

function openWorker(): OpenWorker {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' })
  const service = wrap<EngineService>(worker)
  const died = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) =>
      reject(new Error(`the simulation worker stopped: ${event.message || 'its code could not be fetched'}`)),
    )
  })
  died.catch(() => {})
  return {
    service: { load: (program) => service.load(program), replicate: (replication) => service.replicate(replication) },
    died,
    terminate: () => worker.terminate(),
  }
}
