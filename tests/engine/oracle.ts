import { initialTransition, transition } from 'xstate'
import { createCaseMachine } from '../../src/machine/implementations.ts'
import { compile } from '../../src/simulation/compile.ts'
import { replicate } from '../../src/simulation/engine/replicate.ts'
import type { Observations } from '../../src/simulation/observations.ts'
import type { Program } from '../../src/simulation/program.ts'
import type { Scenario } from '../../src/simulation/scenario.ts'
import { contextOf, traceHooks } from '../../src/simulation/trace.ts'
import type { TraceLine } from '../../src/simulation/trace.ts'
import type { AttributeValue } from '../../src/workflow/attribute.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { pool, scenario, takes } from './build.ts'

/** A line of the trace with the attributes after it. */
export type Line = TraceLine & { readonly after: Record<string, AttributeValue> }

/** A scenario in which every step of the workflow takes some time and every outcome comes; `pick` chooses among n. */
export function anyScenario(workflow: Workflow, pick: (n: number) => number): Scenario {
  const performance: Scenario['performance'] = {}
  for (const { uid, step } of Object.values(workflow.states)) {
    if (!step) continue
    const time = [300, 600, 3600, 7200][pick(4)]!
    const events = step.outcomes.map(({ event }) => event)
    const shares = Object.fromEntries(events.map((event) => [event, 1 / events.length]))
    performance[uid] =
      step.kind === 'batch'
        ? { time: [], outcomes: [{ shares }] }
        : {
            ...takes(pick(3) === 0 ? time : { kind: 'exponential', mean: time + 60 }, shares),
            ...(step.kind === 'automatic' && pick(3) === 0 ? { slots: 1 } : {}),
          }
  }
  const night = { title: 'night', people: 1, days: [1, 2, 3, 4, 5], from: '18:00', to: '02:00' }
  return scenario({
    days: 4,
    casesPerHour: 2,
    mix: [
      { weight: 1, values: {} },
      { weight: 1, values: { reports: 5, minor: true, severity: 'high' } },
    ],
    pools: { team: pool(1 + pick(2)), experts: { ...pool(1), shifts: [night], order: { kind: 'priority', expression: 'reports' } } },
    performance,
  })
}

/** Simulates some cases and gives what each received. */
export function traceOf(
  workflow: Workflow,
  given: Scenario,
  cases: number,
  general: boolean,
): { lines: Line[]; program: Program; observed: Observations } {
  const compiled = compile({ workflow, scenario: given })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ where, message }) => `${where}: ${message}`).join('\n'))
  const program = { ...compiled.program, maxCases: cases }
  const lines: Line[] = []
  let values: Float64Array = new Float64Array(0)
  const hooks = traceHooks(program, (line) => lines.push({ ...line, after: contextOf(program, values) }))
  const observed = replicate(
    program,
    0,
    {
      ...hooks,
      received(time, id, event, active, now) {
        values = now
        hooks.received!(time, id, event, active, now)
      },
    },
    general,
  )
  return { lines, program, observed }
}

type Pure = { readonly value: unknown; readonly context: Record<string, unknown>; readonly status: string }
type Effect = { readonly type: string; readonly params?: unknown }

/**
 * Leads a real XState machine through the lines of one case. Returns the first difference in state value, attributes or timers, or null. Timers: each
 * `after` event must come exactly when XState scheduled it, and none that XState has scheduled may be overdue. A history target beside a transition that
 * leaves its region can bring XState itself to enter a state that is active already, and so to have two timers of one name: there the comparison ends.
 */
export function firstDifference(workflow: Workflow, lines: readonly Line[]): string | null {
  const machine = createCaseMachine(workflow, lines[0]!.context ?? {})
  const timers = new Map<string, number>()
  let snapshot: Pure | null = null
  for (const [i, line] of lines.entries()) {
    for (const [id, due] of timers)
      if (due < line.time - 1e-6) return `line ${i}: ${id} was due at ${due} and did not come before ${line.time}`
    if (line.event.startsWith('xstate.after.')) {
      const due = timers.get(line.event)
      if (due === undefined || Math.abs(due - line.time) > 1e-6)
        return `line ${i}: ${line.event} came at ${line.time}, XState has it at ${due}`
      timers.delete(line.event)
    }
    const [next, effects] = (snapshot === null
      ? initialTransition(machine)
      : transition(machine, snapshot as never, { type: line.event } as never)) as unknown as [Pure, Effect[]]
    snapshot = next
    for (const effect of effects) if (!follow(effect, timers, line.time)) return null
    if (snapshot.status === 'error') return `line ${i}: XState stops with an error`
    if (JSON.stringify(snapshot.value) !== JSON.stringify(line.state))
      return `line ${i} ${line.event}: XState is in ${JSON.stringify(snapshot.value)}, the engine in ${JSON.stringify(line.state)}`
    for (const [name, value] of Object.entries(line.after))
      if (!same(snapshot.context[name], value))
        return `line ${i} ${line.event}: ${name} is ${String(snapshot.context[name])} in XState, ${value} in the engine`
    if (snapshot.status === 'done' && i < lines.length - 1) return `line ${i}: XState is done, the engine goes on`
  }
  return null
}

function follow({ type, params }: Effect, timers: Map<string, number>, now: number): boolean {
  if (type === 'xstate.raise') {
    const { id, delay } = params as { id: string; delay?: number }
    if (delay === undefined) return true
    if (timers.has(id)) return false
    timers.set(id, now + delay / 1000)
  } else if (type === 'xstate.cancel') timers.delete((params as { sendId: string }).sendId)
  return true
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b))
}

/** The lines of each case. */
export function byCase(lines: readonly Line[]): Line[][] {
  const cases = new Map<number, Line[]>()
  for (const line of lines) {
    const known = cases.get(line.case)
    if (known) known.push(line)
    else cases.set(line.case, [line])
  }
  return [...cases.values()]
}
