import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { localText } from '../simulation/wall-clock.ts'
import { zoneOf } from '../simulation/zone.ts'
import { replicate } from '../simulation/engine/replicate.ts'
import type { Program } from '../simulation/program.ts'
import { logHooks, type LogRow, traceHooks } from '../simulation/trace.ts'

/** Where the raw record of a run goes; either may be missing. */
type Records = { readonly log?: string | undefined; readonly trace?: string | undefined }

/** Writes what happened in the first replication: an event log on the wall clock of the scenario's zone, and a trace of events. */
export function writeRecords(program: Program, { log, trace }: Records): void {
  if (trace !== undefined) {
    writeLines(
      trace,
      (write) =>
        void replicate(
          program,
          0,
          traceHooks(program, (line) => write(JSON.stringify(line))),
        ),
    )
  }
  if (log !== undefined) {
    const row = rowWriter(program)
    writeLines(log, (write) => {
      write('case_id,activity,enabled,start,end,resource,category')
      replicate(
        program,
        0,
        logHooks(program, (found) => write(row(found))),
      )
    })
  }
}

function rowWriter(program: Program): (row: LogRow) => string {
  const zone = zoneOf(program.names.zone)
  const start = Date.parse(program.names.from) / 1000
  const clock = (seconds: number | null) => (seconds === null ? '' : localText(zone.toLocal(start + seconds)))
  return ({ case_id, activity, enabled, start: begun, end, resource, category }) =>
    [String(case_id), activity, clock(enabled), clock(begun), clock(end), resource, category].map(cell).join(',')
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Lines to a file, in blocks, so that a long record needs little memory; the file appears when it is whole. */
function writeLines(path: string, produce: (write: (line: string) => void) => void): void {
  const part = `${path}.${process.pid}.part`
  const file = path === '-' ? 1 : openSync(part, 'w')
  let block = ''
  const flush = () => {
    writeSync(file, block)
    block = ''
  }
  try {
    produce((line) => {
      block += `${line}\n`
      if (block.length > 1 << 20) flush()
    })
    flush()
    if (path === '-') return
    fsyncSync(file)
    closeSync(file)
    renameSync(part, path)
  } catch (error) {
    if (path !== '-') rmSync(part, { force: true })
    throw error
  }
}
