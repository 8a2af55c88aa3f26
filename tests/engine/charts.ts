import { compile } from '../../src/simulation/compile/compile.ts'
import { Draws } from '../../src/simulation/engine/draws.ts'
import { evaluator } from '../../src/simulation/program/formula.ts'
import { Statechart } from '../../src/simulation/engine/statechart.ts'
import { CaseStore } from '../../src/simulation/engine/store.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import { contextOf, traceHooks } from '../../src/simulation/experiment/trace.ts'
import type { StateValue } from '../../src/simulation/experiment/trace.ts'
import type { AttributeValue } from '../../src/workflow/attribute.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { pool, scenario } from './build.ts'
import { anyScenario } from './oracle.ts'

/** Cases of a workflow led by hand: no clock and no people, only the statechart and what it tells the world around it. */
export class Led {
  readonly program: Program
  private readonly statechart: Statechart
  private readonly cases: CaseStore
  private happened: string[] = []
  private value: StateValue = ''

  /** `general`: microsteps are worked out anew again and again. */
  constructor(workflow: Workflow, general = false) {
    const pools = Object.fromEntries(Object.keys(workflow.pools).map((id) => [id, pool(1)]))
    const { performance } = anyScenario(workflow, () => 0)
    const compiled = compile({ workflow, scenario: scenario({ pools, performance }) })
    if (!compiled.ok) throw new Error(compiled.problems.map(({ where, message }) => `${where}: ${message}`).join('\n'))
    const { program } = compiled
    const { chart, names, actions } = program
    this.program = program
    this.cases = new CaseStore({ values: names.attributes.length, segments: 0 })
    const formulas = program.formulas.map(evaluator)
    const guards = Array.from(chart.guard, (guard) => formulas[guard] ?? null)
    const acted = (slot: number, action: number) => {
      const { name } = names.attributes[actions.attribute[action]!]!
      this.happened.push(`${name}=${String(this.context(slot)[name])}`)
    }
    const host = {
      entered: (_: number, state: number) => void this.happened.push(`+${names.states[state]!.key}`),
      left: (_: number, state: number) => void this.happened.push(`-${names.states[state]!.key}`),
    }
    const draws = new Draws(program, 0, formulas, this.cases, null, null, { acted })
    this.statechart = new Statechart(chart, this.cases, guards, host, draws, new Float64Array(chart.source.length), general)
  }

  /** A new case with these attributes, not started yet. */
  open(context: Readonly<Record<string, AttributeValue>>): number {
    const slot = this.cases.take()
    this.cases.id[slot] = slot
    const { attributes, texts } = this.program.names
    this.cases.valuesOf(slot).set(
      attributes.map(({ name }) => {
        const value = context[name] ?? 0
        return typeof value === 'string' ? texts.indexOf(value) : Number(value)
      }),
    )
    return slot
  }

  /** Starts a case; the reason when it cannot go on. */
  start(slot: number): string | null {
    return this.statechart.start(slot)
  }

  /** Sends an event; the reason when the case cannot go on. */
  send(slot: number, event: string): string | null {
    return this.statechart.send(slot, this.program.names.events.indexOf(event))
  }

  /** Puts a case into a state, by its uid. */
  place(slot: number, uid: string): void {
    this.statechart.place(
      slot,
      this.program.names.states.findIndex((state) => state.uid === uid),
    )
  }

  get ended(): boolean {
    return this.statechart.endedIn >= 0
  }

  /** XState's state value. */
  valueOf(slot: number): StateValue {
    traceHooks(this.program, ({ state }) => (this.value = state)).received!(
      0,
      0,
      0,
      this.statechart.activeOf(slot),
      this.cases.valuesOf(slot),
    )
    return this.value
  }

  /** Paths of the active states, in XState's order. */
  activeOf(slot: number): string[] {
    return Array.from(this.statechart.activeOf(slot), (state) => this.program.names.states[state]!.path)
  }

  context(slot: number): Record<string, AttributeValue> {
    return contextOf(this.program, this.cases.valuesOf(slot))
  }

  /** What happened since this was last asked: `+key` entered, `-key` left, `attribute=value` by an action. */
  news(): string {
    const words = this.happened.join(' ')
    this.happened = []
    return words
  }
}
