import { compile } from '../../src/simulation/compile/compile.ts'
import type { CompileInput } from '../../src/simulation/compile/compile.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { review, scenario, workflow } from './build.ts'

/** One figure of a model: what theory says it is, and how one replication measured it. */
export type Check = { readonly what: string; readonly theory: number; readonly of: (one: Observations) => number }
/** A model that theory knows. `replications` make one interval. */
export type Model = {
  readonly title: string
  readonly program: Program
  readonly replications: number
  readonly checks: readonly Check[]
}

/*
 * Every figure below is unbiased over the time it is measured, so that intervals can be held to their promise.
 * - Models that begin empty and whose theory begins empty (∞ servers, rates that change) need no warm-up.
 * - Routing follows a fixed number of cases until all have left: visits per case are exact.
 * - The others are measured as areas over a fixed time (queue length, people busy), whose mean is the stationary mean whatever the length; a mean over the
 *   cases of a short run is a ratio and slightly off. What the empty start leaves at the end of the warm-up is e^(-W / r) of it, r the relaxation time:
 *   1 / (√(cμ) - √λ)² for M/M/c (Morse 1955; an upper bound for c > 1). Warm-ups are 10 r and more; for M/G/1 the r of an M/M/1 with the same load and
 *   (1 + cv²) / 2 times the time. With abandonment r is below that of the same servers without arrivals, 1 / min(μ, θ).
 */

export const minute = 60
export const hour = 3600

export function programOf(input: CompileInput): Program {
  const compiled = compile(input)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.program
}

export const station = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })

type Parts = Partial<Scenario> & { readonly casesPerHour: number; readonly warmup: number; readonly measured: number }

/** A program of so many hours of warm-up and of measuring. */
export function hours(of: Workflow, { warmup, measured, ...parts }: Parts): Program {
  return programOf({ workflow: of, scenario: scenario({ ...parts, days: (warmup + measured) / 24, warmup: warmup / 24 }) })
}

/** Mean number waiting at a pool, and the share of its people's time that is work. */
export const queueAt = (at: number, theory: number): Check => ({ what: 'queue', theory, of: ({ pools }) => pools[at]!.queueLength })
export const busyAt = (at: number, theory: number): Check => ({ what: 'busy', theory, of: ({ pools }) => pools[at]!.utilization })
