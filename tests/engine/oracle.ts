import { compile } from '../../src/simulation/compile/compile.ts'
import { Replication } from '../../src/simulation/experiment/replicate.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import { stateKind } from '../../src/simulation/program/program.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { contextOf, traceHooks } from '../../src/simulation/experiment/trace.ts'
import type { TraceLine } from '../../src/simulation/experiment/trace.ts'
import type { AttributeValue } from '../../src/workflow/attribute.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { exponential, pool, scenario, takes } from './build.ts'

/** An action that the engine carried out: whose, which of its list, and the value that its attribute then had. */
export type Act = { readonly action: string; readonly value: AttributeValue }
/** A line of the trace with the attributes after it and the actions that led there, in order. */
export type Line = TraceLine & { readonly after: Record<string, AttributeValue>; readonly acts: readonly Act[] }

/** What the engine did: the lines of each case (at most as many as asked for) and whether that is all of it. */
export type Traced = {
  readonly cases: readonly { readonly lines: readonly Line[]; readonly whole: boolean }[]
  readonly program: Program
  /** null: the run was stopped before its end, because there was enough to see. */
  readonly observed: Observations | null
}

/** A scenario in which every step of the workflow takes some time and every outcome comes; `pick` chooses among n. */
export function anyScenario(workflow: Workflow, pick: (n: number) => number, days = 4): Scenario {
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
            ...(step.kind === 'automatic' && step.failure ? { failures: [{ share: 0.2 }] } : {}),
            ...(step.kind === 'review' && step.waitLimit && !step.waitLimit.after ? { patience: takes(exponential(time)).time } : {}),
          }
  }
  const rests = Object.values(workflow.states).filter(({ type }) => type === 'atomic')
  const open = pick(3) > 0 ? [] : [rests[pick(rests.length)]!, rests[pick(rests.length)]!]
  const night = { title: 'night', people: 1, days: [1, 2, 3, 4, 5], from: '18:00', to: '02:00' }
  return scenario({
    days,
    casesPerHour: 12,
    mix: [
      { weight: 1, values: {} },
      { weight: 1, values: { reports: 5, minor: true, severity: 'high' } },
    ],
    pools: { team: pool(3 + pick(4)), experts: { ...pool(1), shifts: [night], order: { kind: 'priority', expression: 'reports' } } },
    performance,
    backlog: open.map(({ uid }, i) => ({
      title: uid,
      state: uid,
      cases: 2,
      age: { kind: 'constant', value: 3600 * i },
      values: { reports: 2 + i },
    })),
  })
}

type Asked = {
  readonly cases: number
  /** Lines kept of each case; the run stops when all have as many or are over, or a few make it too long. Without it the run goes to its end. */
  readonly most?: number
  /** Microsteps are worked out anew again and again, not kept. */
  readonly general?: boolean
}

/** Simulates some cases and gives what each received. */
export function traceOf(workflow: Workflow, given: Scenario, { cases, most = Infinity, general = false }: Asked): Traced {
  const compiled = compile({ workflow, scenario: given })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ where, message }) => `${where}: ${message}`).join('\n'))
  const program = { ...compiled.program, maxCases: cases }
  const traced = new Map<number, { lines: Line[]; acts: Act[]; whole: boolean }>()
  const names = actionNames(program)
  let after: Record<string, AttributeValue> = {}
  let lacking = cases + (given.backlog ?? []).reduce((sum, entry) => sum + entry.cases, 0)
  const caseOf = (id: number) => {
    const known = traced.get(id) ?? { lines: [], acts: [], whole: true }
    traced.set(id, known)
    return known
  }
  const hooks = traceHooks(program, (line) => {
    const known = caseOf(line.case - 1)
    known.lines.push({ ...line, after, acts: known.acts })
    known.acts = []
  })
  const replication = new Replication(
    program,
    0,
    {
      arrived: hooks.arrived!,
      acted(id, action, value) {
        const { lines, acts } = caseOf(id)
        if (lines.length < most) acts.push({ action: names[action]!, value: valueOf(program, action, value) })
      },
      received(time, id, event, active, values) {
        const known = caseOf(id)
        if (known.lines.length >= most) {
          known.whole = false
          return
        }
        after = contextOf(program, values)
        hooks.received!(time, id, event, active, values)
        if (known.lines.length === most || isOver(program, active)) lacking--
      },
    },
    general,
  )
  const enough = () => most < Infinity && (lacking === 0 || replication.events > 50 * most * cases)
  let over = replication.advance(100)
  while (!over && !enough()) over = replication.advance(100)
  return { cases: [...traced.values()], program, observed: over ? replication.observations() : null }
}

/** Whether the case is in a final state of the top level. */
function isOver({ chart }: Program, active: Int32Array): boolean {
  return active.some((state) => chart.parent[state] === 0 && chart.kind[state] === stateKind.final)
}

/** Names of the actions by their places in the table: whose, on what, which of the list. */
function actionNames({ chart, names }: Program): string[] {
  const found: string[] = []
  const name = (uids: readonly string[], at: Int32Array, what: string) =>
    uids.forEach((uid, i) => {
      for (let action = at[i]!; action < at[i + 1]!; action++) found[action] = `${uid} ${what} ${action - at[i]!}`
    })
  const states = names.states.map(({ uid }) => uid)
  name(states, chart.entryAt, 'entry')
  name(states, chart.exitAt, 'exit')
  name(names.transitions, chart.effectAt, 'action')
  return found
}

function valueOf({ actions, names }: Program, action: number, value: number): AttributeValue {
  const { type } = names.attributes[actions.attribute[action]!]!
  return type === 'enum' ? names.texts[value]! : type === 'boolean' ? value !== 0 : value
}
