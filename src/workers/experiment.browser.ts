import { proxy, wrap } from 'comlink'
import type { Remote } from 'comlink'
import type { CompileInput } from '../simulation/compile/compile.ts'
import type { Program } from '../simulation/program/program.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { experimentService, Prepared, RunEnd, RunProgress } from './experiment-service.worker.ts'

export type { Prepared, RunEnd, RunProgress } from './experiment-service.worker.ts'

/** The experiment worker from the page's side: compiling, running and summing up happen beside the page; see experiment-service.worker.ts. */
export type ExperimentWorker = {
  prepare(input: CompileInput): Promise<Prepared>
  adopt(program: Program, workflow: Workflow, scenario: Scenario): Promise<Prepared>
  run(job: number, precision: number | null, onProgress: (progress: RunProgress) => void): Promise<RunEnd>
  pause(): Promise<void>
  resume(): Promise<void>
  cancel(): Promise<void>
}

/** The experiment worker of this page. It starts with the first call; if it stops, what was asked is rejected and the next call starts another. */
export function openExperimentWorker(): ExperimentWorker {
  let open: OpenWorker | null = null
  const ask = <Answer>(call: (remote: Remote<typeof experimentService>) => Promise<Answer>): Promise<Answer> => {
    open ??= startWorker(() => {
      open = null
    })
    return Promise.race([call(open.remote), open.died])
  }
  return {
    prepare: (input) => ask<Prepared>((remote) => remote.prepare(input)),
    adopt: (program, workflow, scenario) => ask<Prepared>((remote) => remote.adopt(program, workflow, scenario)),
    run: (job, precision, onProgress) => ask((remote) => remote.run(job, precision, proxy(onProgress))),
    pause: () => ask((remote) => remote.pause()),
    resume: () => ask((remote) => remote.resume()),
    cancel: () => ask((remote) => remote.cancel()),
  }
}

type OpenWorker = { readonly remote: Remote<typeof experimentService>; readonly died: Promise<never> }

function startWorker(onDeath: () => void): OpenWorker {
  const worker = new Worker(new URL('./experiment.worker.ts', import.meta.url), { type: 'module', name: 'experiment' })
  const died = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      onDeath()
      worker.terminate()
      reject(new Error(`The experiment worker stopped: ${event.message || 'its code could not be fetched'}. Run again.`))
    })
  })
  died.catch(() => {})
  return { remote: wrap(worker), died }
}
