import type { FromEngine, Living, ToEngine } from './engine-messages.ts'
import { EngineService } from './engine-service.ts'
import { loadKernel } from './kernel.worker.ts'
import { holdLife } from './life.worker.ts'

// A message to itself lets those that have come in before it be handled first; a timer would wait 4 ms, and longer in a hidden tab.
const { port1, port2 } = new MessageChannel()
const breathless: (() => void)[] = []
port1.addEventListener('message', () => breathless.shift()?.())
port1.start()

const service = new EngineService({
  now: () => performance.now(),
  breathe: () =>
    new Promise((resolve) => {
      breathless.push(resolve)
      port2.postMessage(null)
    }),
  send: (message: FromEngine) => postMessage(message),
  kernel: loadKernel(),
})
addEventListener('message', ({ data }: MessageEvent<ToEngine>) => service.receive(data))
void holdLife().then((life) => postMessage({ is: 'living', life } satisfies Living))
