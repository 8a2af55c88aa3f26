import { proxy, wrap } from 'comlink'
import type { Remote } from 'comlink'
import type { ArrivalOptions } from '../history/arrivals.ts'
import type { Calibration } from '../history/calibrate.ts'
import type { Mapping } from '../history/mapping.ts'
import type { Profile } from '../history/profile.ts'
import type { Arrival } from '../simulation/arrival.ts'
import type { Scenario } from '../simulation/scenario.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { FileProgress, HeadReading, historyService } from './history-service.worker.ts'

export type { FileProgress, HeadReading } from './history-service.worker.ts'

/** The history worker from the page's side: parsing, profiling and calibrating happen beside the page, and the rows stay there. */
export type HistoryWorker = {
  readHead(file: Blob): Promise<HeadReading>
  read(file: Blob, mapping: Mapping, onProgress: (progress: FileProgress) => void): Promise<void>
  cancel(): Promise<void>
  profile(): Promise<Profile>
  calibrate(workflow: Workflow, scenarioId: string, base: Scenario | null, until: string | null, mapping: Mapping): Promise<Calibration>
  arrivals(workflow: Workflow, options: ArrivalOptions, mapping: Mapping): Promise<Arrival[]>
  forget(): Promise<void>
}

/** Starts the worker. It lives as long as the page. */
export function openHistoryWorker(): HistoryWorker {
  const worker = new Worker(new URL('./history.worker.ts', import.meta.url), { type: 'module', name: 'history' })
  const remote: Remote<typeof historyService> = wrap(worker)
  return {
    readHead: (file) => remote.readHead(file),
    read: (file, mapping, onProgress) => remote.read(file, mapping, proxy(onProgress)),
    cancel: () => remote.cancel(),
    profile: () => remote.profile(),
    calibrate: (workflow, scenarioId, base, until, mapping) => remote.calibrate(workflow, scenarioId, base, until, mapping),
    arrivals: (workflow, options, mapping) => remote.arrivals(workflow, options, mapping),
    forget: () => remote.forget(),
  }
}
