import { proxy, wrap } from 'comlink'
import type { ExperimentService } from './watched-experiments.ts'
import { workForAMoment } from './heartbeat.ts'
import { whenGone } from './life.browser.ts'
import { type ExperimentThread, WatchedExperiments } from './watched-experiments.ts'

/** The experiment worker of this page, under watch: compiling, running and summing up happen beside the page. `open` for tests. */
export function openExperimentWorker(open: () => Worker = openWorker): WatchedExperiments {
  return new WatchedExperiments({
    open: (onDeath) => watched(open(), onDeath),
    every: (milliseconds, call) => {
      const timer = setInterval(call, milliseconds)
      return () => clearInterval(timer)
    },
    work: () => workForAMoment(() => performance.now()),
  })
}

function openWorker(): Worker {
  return new Worker(new URL('./experiment.worker.ts', import.meta.url), { type: 'module', name: 'experiment' })
}

function watched(worker: Worker, onDeath: (why: string) => void): ExperimentThread {
  const remote = wrap<ExperimentService & { alive(): Promise<string | null> }>(worker)
  let stopWaiting = () => {}
  let isOpen = true
  worker.addEventListener('error', (event) => onDeath(event.message || 'its code could not be fetched'))
  worker.addEventListener('messageerror', () => onDeath('what it said could not be read'))
  void remote.alive().then((life) => {
    if (life !== null && isOpen) stopWaiting = whenGone(life, () => onDeath('it ended by itself'))
  })
  return {
    service: {
      prepare: (input) => remote.prepare(input) as ReturnType<ExperimentService['prepare']>,
      adopt: (program, workflow, scenario) => remote.adopt(program, workflow, scenario) as ReturnType<ExperimentService['adopt']>,
      run: (job, precision, onProgress) => remote.run(job, precision, proxy(onProgress)),
      pause: () => remote.pause(),
      resume: () => remote.resume(),
      cancel: () => remote.cancel(),
      alive: () => remote.alive(),
    },
    terminate: () => {
      isOpen = false
      stopWaiting()
      worker.terminate()
    },
  }
}
