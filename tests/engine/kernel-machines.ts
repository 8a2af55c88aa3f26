import { isDeepStrictEqual } from 'node:util'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate, Replication } from '../../src/simulation/experiment/replicate.ts'
import { KernelRun } from '../../src/simulation/kernel/kernel-run.ts'
import type { Kernel } from '../../src/simulation/kernel/kernel.ts'
import * as stepKind from '../../src/simulation/program/codes/step-kind.ts'
import { dice, machineOf } from './oracle-machines.ts'
import { anyScenario } from './oracle.ts'

/** Machines that the kernel ran, those of them with batches, and events. */
export type InKernel = { machines: number; batches: number; events: number }

/**
 * Simulates 60 cases of the generated machine of a number in TypeScript and in the kernel, for about so many events at most. Adds to `counted` when the kernel takes
 * it; returns the first thing observed that differs, or null.
 */
export function machineInKernel(seed: number, kernel: Kernel, mostEvents: number, counted: InKernel): string | null {
  const flow = machineOf(seed, {}, false)
  const compiled = compile({
    workflow: flow,
    scenario: { ...anyScenario(flow, dice(seed)), segments: [{ title: 'All', target: 'PT2H' }] },
    run: { days: 6 },
  })
  if (!compiled.ok || KernelRun.of(compiled.program, 0, kernel) === null) return null
  const program = { ...compiled.program, maxCases: 60 }
  counted.machines++
  if (program.steps.kind.includes(stepKind.batch)) counted.batches++
  // What goes on for too long is cut short, at the same moment for both.
  const look = new Replication(program, seed)
  const shorter = look.advance(mostEvents) ? program : { ...program, horizon: Math.max(3600, Math.floor(look.now)) }
  const [here, there] = [replicate(shorter, seed), replicate(shorter, seed, undefined, false, kernel)]
  counted.events += here.events
  if (isDeepStrictEqual(here, there)) return null
  return Object.keys(here).find((what) => !isDeepStrictEqual(Reflect.get(here, what), Reflect.get(there, what))) ?? 'everything'
}
