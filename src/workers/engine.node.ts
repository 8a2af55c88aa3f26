import { parentPort } from 'node:worker_threads'
import { EngineService } from './engine-service.ts'

if (parentPort === null) throw new Error('engine.node runs on a worker thread only')
const port = parentPort
const service = new EngineService({
  now: () => performance.now(),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  send: (message) => port.postMessage(message),
})
port.on('message', (message) => service.receive(message))
