import type { Hooks } from '../../src/simulation/engine/hooks.ts'
import { logHooks, type LogRow } from '../../src/simulation/experiment/trace.ts'
import type { Program } from '../../src/simulation/program/program.ts'

/** As `logHooks`, but with a row for each stint of a visit that was handed back. */
export function stintHooks(program: Program, write: (row: LogRow) => void): Hooks {
  const hooks = logHooks(program, write)
  return {
    ...hooks,
    worked: (ticket, id, step, pool, entered, started, ended, values) =>
      hooks.worked?.(ticket, id, step, pool, entered, started, ended, values, true),
  }
}
