import fc from 'fast-check'
import type { Action, Guard } from '../../src/workflow/action.ts'
import type { Attribute } from '../../src/workflow/attribute.ts'
import { newState } from '../../src/workflow/draft.ts'
import { tidyOrders } from '../../src/workflow/order.ts'
import type { State } from '../../src/workflow/state.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Transition, Trigger } from '../../src/workflow/transition.ts'
import { ancestorsOf, childrenOf, documentOrder, isInside } from '../../src/workflow/tree.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { generateExpression } from './expression.ts'
import { readTape } from './tape.ts'
import type { Tape } from './tape.ts'

/** What generated workflows may contain. All on by default, except `batch`, `draw`, `named` and `extra`. */
export type Features = {
  readonly compound: boolean
  readonly parallel: boolean
  readonly history: boolean
  readonly timers: boolean
  readonly always: boolean
  readonly guards: boolean
  readonly actions: boolean
  readonly reenter: boolean
  /** Steps that hold cases back until several are there. */
  readonly batch: boolean
  readonly draw: boolean
  /** Guards and actions by name only, as imported machines have them. */
  readonly named: boolean
  /** Properties that Gemba only carries along, and odd texts. */
  readonly extra: boolean
  /** Most states beside the root. */
  readonly states: number
}

export const allFeatures: Features = {
  compound: true,
  parallel: true,
  history: true,
  timers: true,
  always: true,
  guards: true,
  actions: true,
  reenter: true,
  batch: false,
  draw: false,
  named: false,
  extra: false,
  states: 14,
}

/** The attributes of every generated workflow. */
export const generatedAttributes: readonly Attribute[] = [
  { name: 'reports', order: 0, title: 'Reports', type: 'number', default: 1 },
  { name: 'score', order: 1, title: 'Classifier score', type: 'number', default: 0.5, unit: 'share' },
  { name: 'minor', order: 2, title: 'Concerns a minor', type: 'boolean', default: false },
  { name: 'severity', order: 3, title: 'Severity', type: 'enum', values: ['low', 'medium', 'high'], default: 'low' },
]

const events = ['KEEP', 'REMOVE', 'ESCALATE', 'RETURN', 'REPLY'] as const
const delays = [60_000, 900_000, 3_600_000, 14_400_000, 86_400_000] as const

/**
 * Workflows that run: every step's outcomes are taken, every rest is left, no `always` or `done` leads backwards (so no macrostep is
 * endless), the last state on the top level is final. Records are in the order that reading a file gives.
 */
export function arbitraryWorkflow(features: Partial<Features> = {}): fc.Arbitrary<Workflow> {
  return fc
    .array(fc.nat({ max: 1_000_000 }), { minLength: 30, maxLength: 400, size: 'max' })
    .map((numbers) => generateWorkflow(numbers, features))
}

/** The workflow that these choices make. */
export function generateWorkflow(numbers: readonly number[], features: Partial<Features> = {}): Workflow {
  const builder = new Builder(readTape(numbers), { ...allFeatures, ...features })
  return builder.build()
}

class Builder {
  private readonly states: Record<string, State> = {}
  private readonly transitions: Record<string, Transition> = {}
  private made = 0
  private readonly tape: Tape
  private readonly features: Features

  constructor(tape: Tape, features: Features) {
    this.tape = tape
    this.features = features
  }

  build(): Workflow {
    const root = this.addState(null, 'generated', 'compound', 0)
    this.addChildren(root, 0)
    const workflow = this.workflow(root)
    for (const state of documentOrder(workflow)) this.addTransitions(workflow, state)
    return tidyOrders(this.workflow(root))
  }

  private workflow(root: State): Workflow {
    return {
      header: { workflow: { id: 'generated', title: 'Generated', version: null, root: root.uid } },
      attributes: Object.fromEntries(generatedAttributes.map((attribute) => [attribute.name, attribute])),
      pools: { team: { id: 'team', order: 0, title: 'Team' }, experts: { id: 'experts', order: 1, title: 'Experts' } },
      states: { ...this.states },
      transitions: { ...this.transitions },
    }
  }

  private addState(parent: State | null, key: string, type: State['type'], order: number): State {
    const actions = (of: number) => (this.features.actions && type !== 'history' && this.tape.chance(of) ? [this.action()] : [])
    const state = newState({
      uid: `s${this.made++}`,
      key,
      parent: parent?.uid ?? null,
      order,
      type,
      title: this.features.extra && this.tape.chance(40) ? this.tape.from(['Prüfung 1', 'a "quoted" title', '#1.2 <b>', '審査']) : '',
      entry: actions(20),
      exit: actions(15),
      ...(this.features.extra && this.tape.chance(15) ? { description: 'Line one\nline two' } : {}),
      ...(this.features.extra && this.tape.chance(10) ? { extra: { meta: { colour: 'kept' }, tags: ['a', 'b'] } } : {}),
    })
    this.states[state.uid] = state
    return state
  }

  private addChildren(parent: State, depth: number): void {
    const count = 1 + this.tape.pick(3)
    for (let index = 0; index < count && this.made < this.features.states; index++) this.addChild(parent, `s${index}`, index, depth)
    const last = this.addState(parent, 'end', 'final', count)
    const first = childrenOf({ states: { ...this.states } }, parent.uid)[0] ?? last
    if (this.features.history && parent.parent !== null && this.tape.chance(40)) {
      const history = this.addState(parent, 'back', 'history', count + 1)
      this.states[history.uid] = { ...history, history: this.tape.from(['shallow', 'deep'] as const) }
      if (this.tape.chance(40)) this.addTransition(history, { kind: 'always' }, [first.uid], false)
    }
    this.states[parent.uid] = { ...parent, initial: first.uid }
  }

  private addChild(parent: State, key: string, order: number, depth: number): void {
    const choice = this.tape.pick(10)
    if (this.features.compound && choice >= 8 && depth < 3) {
      this.addChildren(this.addState(parent, key, 'compound', order), depth + 1)
    } else if (this.features.parallel && choice >= 6 && depth < 2) {
      const parallel = this.addState(parent, key, 'parallel', order)
      const regions = 2 + this.tape.pick(2)
      for (let index = 0; index < regions; index++) this.addChildren(this.addState(parallel, `r${index}`, 'compound', index), depth + 2)
    } else {
      const state = this.addState(parent, key, 'atomic', order)
      if (choice >= 1) this.states[state.uid] = { ...state, step: this.step() }
    }
  }

  private step(): Step {
    const outcomes = events.filter(() => this.tape.chance(40))
    const common = { outcomes: (outcomes.length > 0 ? outcomes : [events[0]]).map((event) => ({ event, title: event.toLowerCase() })) }
    const kind = this.tape.from(
      this.features.batch ? (['review', 'automatic', 'wait', 'batch'] as const) : (['review', 'automatic', 'wait'] as const),
    )
    switch (kind) {
      case 'review':
        return {
          kind,
          ...common,
          pools: [this.tape.from(['team', 'experts'])],
          endOfShift: this.tape.from(['finish', 'restart', 'resume']),
        }
      case 'batch':
        return { kind, outcomes: common.outcomes.slice(0, 1), size: 2 + this.tape.pick(5), age: 'PT4H' }
      case 'automatic':
      case 'wait':
        return { kind, ...common }
    }
  }

  private addTransitions(workflow: Workflow, source: State): void {
    if (source.type === 'final' || source.type === 'history' || source.parent === null) return
    // From one track to another would begin all tracks again, and so for ever.
    const later =
      workflow.states[source.parent]?.type === 'parallel'
        ? []
        : childrenOf(workflow, source.parent).filter((sibling) => sibling.order > source.order && sibling.type !== 'history')
    if (this.features.always && source.type !== 'atomic' && later.length > 0 && this.features.guards && this.tape.chance(10)) {
      this.addTransition(source, { kind: 'always' }, [this.tape.from(later).uid], true)
    }
    for (const outcome of source.step?.outcomes ?? []) this.addChain(workflow, source, { kind: 'event', event: outcome.event })
    if (this.tape.chance(25))
      this.addTransition(source, { kind: 'event', event: this.tape.from(events) }, this.targets(workflow, source), true)
    if (source.type === 'atomic' && source.step === null) this.leaveRest(workflow, source, later)
    if (this.features.timers && this.tape.chance(25)) this.addChain(workflow, source, { kind: 'after', delay: this.tape.from(delays) })
    if (source.type !== 'atomic' && later.length > 0) this.addTransition(source, { kind: 'done' }, [this.tape.from(later).uid], false)
  }

  private leaveRest(workflow: Workflow, source: State, later: readonly State[]): void {
    if (this.features.always && later.length > 0 && this.tape.chance(60)) {
      if (this.tape.chance(50)) this.addTransition(source, { kind: 'always' }, [this.tape.from(later).uid], true)
      this.addTransition(source, { kind: 'always' }, [this.tape.from(later).uid], false)
    } else if (this.features.timers)
      this.addTransition(source, { kind: 'after', delay: this.tape.from(delays) }, this.targets(workflow, source), false)
    else this.addTransition(source, { kind: 'event', event: this.tape.from(events) }, this.targets(workflow, source), false)
  }

  /** Perhaps a guarded branch, then one that always holds. */
  private addChain(workflow: Workflow, source: State, trigger: Trigger): void {
    if (this.tape.chance(40)) this.addTransition(source, trigger, this.targets(workflow, source), true)
    this.addTransition(source, trigger, this.targets(workflow, source), false)
  }

  /** Mostly one state anywhere but the root; at times none, a history state, or one state in each region of a parallel state. */
  private targets(workflow: Workflow, source: State): string[] {
    if (this.tape.chance(6)) return []
    const all = documentOrder(workflow).filter((state) => state.parent !== null)
    const target = this.tape.from(this.tape.chance(50) ? all.filter((state) => state.parent === source.parent) : all)
    const regions = target.type === 'parallel' && !isInside(workflow, source.uid, target.uid) ? childrenOf(workflow, target.uid) : []
    if (regions.length > 0 && this.tape.chance(40))
      return regions.map((region) => this.tape.from(childrenOf(workflow, region.uid).filter((child) => child.type !== 'history')).uid)
    return [target.uid]
  }

  private addTransition(source: State, trigger: Trigger, targets: string[], guarded: boolean): void {
    const uid = `t${this.made++}`
    const isDefault = source.type === 'history'
    this.transitions[uid] = {
      uid,
      source: source.uid,
      order: this.made,
      trigger,
      targets,
      guard: guarded && this.features.guards ? this.guard() : null,
      actions: !isDefault && this.features.actions && this.tape.chance(30) ? [this.action()] : [],
      reenter: !isDefault && this.features.reenter && trigger.kind === 'event' && this.tape.chance(10),
      title: this.features.extra && this.tape.chance(20) ? 'Weiter · "x"' : '',
      flow: this.features.extra ? this.tape.from(['normal', 'escalation', 'failure'] as const) : 'normal',
      ...(this.features.extra && !isDefault && this.tape.chance(10) ? { description: 'why', extra: { meta: { note: 1 } } } : {}),
    }
  }

  private guard(): Guard {
    if (this.features.named && this.tape.chance(50))
      return this.tape.chance(50) ? { name: 'isUrgent' } : { name: 'isAbove', params: { limit: 3 } }
    return { expression: generateExpression(this.tape, 'bool', 2) }
  }

  private action(): Action {
    if (this.features.named && this.tape.chance(40))
      return { type: 'named', name: 'notify', ...(this.tape.chance(50) ? { params: { to: 'user' } } : {}) }
    if (this.features.draw && this.tape.chance(25))
      return { type: 'draw', attribute: 'severity', shares: { low: 0.7, medium: 0.2, high: 0.1 } }
    if (this.tape.chance(50)) return { type: 'count', attribute: 'reports', by: 1 + this.tape.pick(3) }
    return this.tape.from<() => Action>([
      () => ({ type: 'set', attribute: 'minor', to: generateExpression(this.tape, 'bool', 1) }),
      () => ({ type: 'set', attribute: 'score', to: generateExpression(this.tape, 'number', 1) }),
      () => ({ type: 'set', attribute: 'severity', to: generateExpression(this.tape, 'severity', 1) }),
    ])()
  }
}

/** How deep the deepest state lies, for tests that want to know that nesting was generated. */
export function nestingOf(workflow: Workflow): number {
  return Math.max(...Object.keys(workflow.states).map((uid) => ancestorsOf(workflow, uid).length))
}
