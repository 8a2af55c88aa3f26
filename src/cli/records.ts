import { Governor, sayOutgrowth } from '../simulation/experiment/governor.ts'
import type { Hooks } from '../simulation/engine/hooks.ts'
import { Replication } from '../simulation/experiment/replicate.ts'
import type { Lane, Steering } from '../simulation/experiment/lane.ts'
import type { Observations } from '../simulation/program/observations.ts'
import type { Program } from '../simulation/program/program.ts'
import { RunStopped } from '../simulation/program/run-stopped.ts'
import { logHooks, type LogRow, traceHooks } from '../simulation/experiment/trace.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { csvLine } from '../workflow/csv.ts'
import { Lines } from './lines.ts'

/** Where the raw record of a run goes; either may be missing. */
type Records = { readonly log?: string | undefined; readonly trace?: string | undefined }

/** Milliseconds between two writes, and between two moments at which the run can be stopped. */
const slice = 20
/** Events between two looks at the clock. */
const between = 256

/**
 * The raw record of an experiment's first replication, written while it runs: an event log on the wall clock of the scenario's zone, and a trace of events.
 * The files appear with `finish`, whole; `discard` leaves nothing behind.
 */
export class Recording {
  private readonly files: Lines[] = []
  private readonly records: Records

  constructor(records: Records) {
    this.records = records
  }

  /** The lane with the first replication run on this thread, where it can be listened to. `allowed`: bytes that this replication may take. */
  over(lane: Lane, allowed: number): Lane {
    const { log, trace } = this.records
    if (log === undefined && trace === undefined) return lane
    return {
      replicate: (program, number, signal, steering) => {
        if (number !== 0) return lane.replicate(program, number, signal, steering)
        const hooks = {
          ...(trace !== undefined && traceInto(program, this.into(trace))),
          ...(log !== undefined && logInto(program, this.into(log))),
        }
        return replicateInSlices(new Replication(program, 0, hooks), program, this.files, allowed, signal, steering)
      },
      close: () => lane.close(),
    }
  }

  async finish(): Promise<void> {
    for (const file of this.files) await file.finish()
  }

  async discard(): Promise<void> {
    await Promise.allSettled(this.files.map((file) => file.discard()))
  }

  private into(path: string): Lines {
    const lines = new Lines(path)
    this.files.push(lines)
    return lines
  }
}

async function replicateInSlices(
  replication: Replication,
  program: Program,
  files: readonly Lines[],
  allowed: number,
  signal: AbortSignal | undefined,
  steering: Steering | undefined,
): Promise<Observations> {
  const governor = new Governor(replication, allowed)
  for (let over = false; !over;) {
    signal?.throwIfAborted()
    for (const until = performance.now() + slice; !over && performance.now() < until;) over = replication.advance(between)
    const outgrowth = governor.check()
    if (outgrowth) throw new RunStopped(sayOutgrowth(program, outgrowth))
    const { number, events, now, openCases, bytes } = replication
    steering?.onAdvance?.({ replication: number, events, now, openCases, bytes, over })
    for (const file of files) await file.flush()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return replication.observations()
}

function traceInto(program: Program, lines: Lines): Hooks {
  return traceHooks(program, (line) => lines.add(JSON.stringify(line)))
}

function logInto(program: Program, lines: Lines): Hooks {
  const row = rowWriter(program)
  lines.add(csvLine(['case_id', 'activity', 'enabled', 'start', 'end', 'resource', 'category']))
  return logHooks(program, (found) => lines.add(row(found)))
}

function rowWriter(program: Program): (row: LogRow) => string {
  const zone = zoneOf(program.names.zone)
  const start = Date.parse(program.names.from) / 1000
  const clock = (seconds: number | null) => (seconds === null ? '' : localText(zone.toLocal(start + seconds)))
  return ({ case_id, activity, enabled, start: begun, end, resource, category }) =>
    csvLine([case_id, activity, clock(enabled), clock(begun), clock(end), resource, category])
}
