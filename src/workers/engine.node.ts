import { parentPort } from 'node:worker_threads'
import { EngineService } from './engine-service.ts'
import { loadKernel } from './kernel.worker.ts'

if (parentPort === null) throw new Error('engine.node runs on a worker thread only')
const port = parentPort
const service = new EngineService({
  now: () => performance.now(),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  send: (message) => port.postMessage(message),
  kernel: loadKernel(),
})
port.on('message', (message) => service.receive(message))
