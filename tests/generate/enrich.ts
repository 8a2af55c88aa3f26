import type { Action } from '../../src/workflow/action.ts'
import type { Attribute } from '../../src/workflow/attribute.ts'
import { newState } from '../../src/workflow/draft.ts'
import { isoDuration } from '../../src/workflow/duration.ts'
import { tidyOrders } from '../../src/workflow/order.ts'
import type { State } from '../../src/workflow/state.ts'
import type { Transition } from '../../src/workflow/transition.ts'
import { childrenOf, documentOrder, isInside } from '../../src/workflow/tree.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { generateExpression } from './expression.ts'
import type { Tape } from './tape.ts'

const alarms: Attribute = { name: 'alarms', order: 4, title: 'Alarms', type: 'number', default: 0 }
const rounds: Attribute = { name: 'rounds', order: 5, title: 'Rounds', type: 'number', default: 0 }
const delays = [60_000, 900_000, 3_600_000, 14_400_000] as const
const events = ['KEEP', 'REMOVE', 'ESCALATE', 'RETURN', 'REPLY'] as const

/**
 * A generated workflow with what else XState knows: transitions of the root and of tracks, histories of the root and of parallel states, other initial
 * states, named and zero delays, wildcards, longer guarded lists, actions without a way, eventless counting, draws. Still no way back without an event.
 */
export function enrich(workflow: Workflow, tape: Tape): Workflow {
  return new Enrichment(workflow, tape).whole()
}

class Enrichment {
  private readonly states: Record<string, State>
  private readonly transitions: Record<string, Transition>
  private made = 0
  private readonly tape: Tape
  private readonly workflow: Workflow

  constructor(workflow: Workflow, tape: Tape) {
    this.workflow = workflow
    this.tape = tape
    this.states = { ...workflow.states }
    this.transitions = { ...workflow.transitions }
  }

  whole(): Workflow {
    for (const state of this.inOrder()) this.widen(state)
    for (const state of this.inOrder()) this.limit(state)
    for (const transition of Object.values(this.transitions)) this.alter(transition)
    for (const state of this.inOrder()) this.addTo(state)
    this.addToRoot()
    for (const transition of Object.values(this.transitions)) this.leaveForHistory(transition)
    return this.now()
  }

  private now(): Workflow {
    const attributes = { ...this.workflow.attributes, [alarms.name]: alarms }
    return tidyOrders({ ...this.workflow, attributes, states: { ...this.states }, transitions: { ...this.transitions } })
  }

  private inOrder(): State[] {
    return documentOrder({ header: this.workflow.header, states: this.states })
  }

  private children(uid: string): State[] {
    return childrenOf({ states: this.states }, uid).filter(({ type }) => type !== 'history')
  }

  /** Other initial states, histories of the root and of parallel states, more actions. */
  private widen(state: State): void {
    const { tape } = this
    const isRoot = state.parent === null
    if (state.type === 'history') return
    const children = this.children(state.uid)
    const beginnings = isRoot ? children.filter(({ type }) => type !== 'final') : children
    const initial = state.type === 'compound' && beginnings.length > 0 && tape.chance(25) ? tape.from(beginnings).uid : state.initial
    this.states[state.uid] = { ...state, initial, entry: this.more(state.entry, 30), exit: this.more(state.exit, 30) }
    if ((isRoot && tape.chance(20)) || (state.type === 'parallel' && tape.chance(50))) this.addHistory(state, children)
  }

  private addHistory(state: State, children: readonly State[]): void {
    const { tape } = this
    const uid = `h${this.made++}`
    const history = newState({ uid, key: `past${uid}`, parent: state.uid, order: 90, type: 'history', title: '' })
    this.states[uid] = { ...history, history: tape.from(['shallow', 'deep'] as const) }
    // Without a default XState takes the parallel state itself; reached from inside, that is left and then not entered again.
    this.add(history, { trigger: { kind: 'always' }, targets: [children[0]!.uid] })
    const ways = Object.values(this.transitions).filter(
      ({ trigger, targets }) => (trigger.kind === 'event' || trigger.kind === 'after') && targets.length === 1,
    )
    for (let i = 0; i < 2 && ways.length > 0; i++) {
      const { uid: way } = tape.from(ways)
      this.transitions[way] = { ...this.transitions[way]!, targets: [uid] }
    }
  }

  /** Limits on waiting, overflow to a second pool, failures: events that a step sends besides its outcomes. */
  private limit(state: State): void {
    const { tape } = this
    const { step } = state
    if (step?.kind === 'review' && tape.chance(15)) this.states[state.uid] = { ...state, step: { ...step, endOfShift: 'hand-over' } }
    else if (step?.kind === 'review' && tape.chance(40)) {
      const after = tape.chance(70) ? { after: tape.from(['PT1M', 'PT30M', 'PT4H']) } : {}
      const overflow = tape.chance(50) ? { after: 'PT10M' } : { queue: 2 }
      const pools = tape.chance(50) ? { pools: ['team', 'experts'], overflow } : {}
      this.states[state.uid] = { ...state, step: { ...step, ...pools, waitLimit: { ...after, event: 'OVERDUE' } } }
      this.add(state, { trigger: { kind: 'event', event: 'OVERDUE' }, targets: [this.anywhere()] })
    }
    if (step?.kind === 'automatic' && tape.chance(30)) {
      this.states[state.uid] = { ...state, step: { ...step, failure: { event: 'FAILED', title: 'failed' } } }
      this.add(state, { trigger: { kind: 'event', event: 'FAILED' }, targets: [this.anywhere()] })
    }
  }

  /** Named and zero delays, more actions, deeper targets in tracks, longer lists. */
  private alter(transition: Transition): void {
    const { tape } = this
    if (this.states[transition.source]?.type === 'history') return
    const { trigger, targets } = transition
    const named = trigger.kind === 'after' && typeof trigger.delay === 'number' && tape.chance(30)
    const alarm: Action[] = trigger.kind === 'event' && tape.chance(25) ? [{ type: 'count', attribute: 'alarms', by: 1 }] : []
    const changed: Transition = {
      ...transition,
      trigger: named ? { kind: 'after', delay: isoDuration(Number(trigger.delay) / 1000) } : trigger,
      targets: targets.length > 1 ? targets.map((target) => this.deeper(target)) : targets,
      actions: [...this.more(transition.actions, 20), ...alarm],
      reenter: transition.reenter || (trigger.kind === 'after' && tape.chance(10)),
    }
    this.transitions[transition.uid] = changed
    if (transition.guard !== null || !tape.chance(25)) return
    const before = { ...changed, order: transition.order - 0.5, guard: this.guard(), actions: this.more([], 60) }
    if (trigger.kind === 'done') this.add(null, { ...before, targets: this.later(transition.source) })
    else if (trigger.kind === 'event') this.add(null, { ...before, targets: [this.anywhere()] })
  }

  private deeper(uid: string): string {
    const children = this.children(uid)
    return children.length > 0 && this.states[uid]!.type === 'compound' && this.tape.chance(50) ? this.tape.from(children).uid : uid
  }

  private addTo(state: State): void {
    const { tape } = this
    if (state.parent === null || state.type === 'history' || state.type === 'final') return
    const later = this.later(state.uid)
    // One that does nothing keeps those around it from being tried.
    if (tape.chance(4)) this.add(state, { trigger: { kind: 'always' }, guard: this.guard() })
    if (tape.chance(10)) {
      const actions: Action[] = [...this.more([], 40), { type: 'set', attribute: 'alarms', to: 'alarms + 0.5' }]
      this.add(state, { trigger: { kind: 'always' }, guard: { expression: 'alarms == 1.0' }, actions })
    }
    if (state.step !== null && later.length > 0 && tape.chance(12))
      this.add(state, { trigger: { kind: 'always' }, targets: later, guard: this.guard(), actions: this.more([], 40) })
    if (tape.chance(10))
      this.add(state, { trigger: { kind: 'after', delay: 0 }, targets: later, guard: this.guard(), actions: this.more([], 60) })
    if (tape.chance(3))
      this.add(state, { trigger: { kind: 'event', event: '*' }, targets: later, guard: this.guard(), actions: this.more([], 70) })
    if (tape.chance(6))
      this.add(state, { trigger: { kind: 'event', event: `${tape.from(events)}.*` }, guard: this.guard(), actions: this.more([], 70) })
    if (this.states[state.parent]?.type === 'parallel' && tape.chance(30))
      this.add(state, { trigger: { kind: 'done' }, guard: tape.chance(40) ? this.guard() : null, actions: this.more([], 80) })
  }

  private addToRoot(): void {
    const { tape } = this
    const root = this.inOrder()[0]!
    const way = () => (tape.chance(25) ? [] : [this.anywhere()])
    for (let i = 0; i < 2; i++)
      if (tape.chance(35))
        this.add(root, {
          trigger: { kind: 'event', event: tape.from(events) },
          targets: way(),
          guard: tape.chance(60) ? this.guard() : null,
          actions: this.more([], 50),
          reenter: tape.chance(30),
        })
    if (tape.chance(20))
      this.add(root, {
        trigger: { kind: 'after', delay: tape.from(delays) },
        targets: way(),
        guard: this.guard(),
        reenter: tape.chance(40),
      })
    if (tape.chance(25))
      this.add(root, {
        trigger: { kind: 'always' },
        targets: way(),
        guard: { expression: 'alarms >= 3.0' },
        actions: [...this.more([], 50), { type: 'set', attribute: 'alarms', to: '0' }],
        reenter: tape.chance(30),
      })
    if (tape.chance(10)) this.add(root, { trigger: { kind: 'event', event: '*' }, guard: this.guard(), actions: this.more([], 80) })
  }

  /**
   * XState enters what a history brings back without regard to what is active still: the source itself, unless the transition re-enters, and from deeper
   * inside what lies between. Nearly all such ways are made ones that
   * statecharts know.
   */
  private leaveForHistory(transition: Transition): void {
    const states = { states: this.states }
    const source = this.states[transition.source]!
    const history = transition.targets.map((target) => this.states[target]!).find(({ type }) => type === 'history')
    if (source.type === 'history' || !history || !isInside(states, source.uid, history.parent!)) return
    const deeper = history.history === 'deep' && source.parent !== history.parent
    if (!deeper && this.tape.chance(10)) return
    const targets = deeper ? [this.states[history.parent!]!.initial ?? history.parent!] : transition.targets
    this.transitions[transition.uid] = { ...transition, targets, reenter: true }
  }

  /** A sibling after the state, or none. */
  private later(uid: string): string[] {
    const state = this.states[uid]!
    if (this.states[state.parent!]?.type === 'parallel') return []
    const later = this.children(state.parent!).filter(({ order }) => order > state.order)
    return later.length > 0 ? [this.tape.from(later).uid] : []
  }

  /** Any state but the root; tracks and histories too. */
  private anywhere(): string {
    return this.tape.from(this.inOrder().slice(1)).uid
  }

  private add(source: State | null, given: Partial<Transition> & Pick<Transition, 'trigger'>): void {
    const uid = `e${this.made++}`
    const plain = { order: 1000 + this.made, targets: [], guard: null, actions: [], reenter: false, title: '', flow: 'normal' as const }
    this.transitions[uid] = { ...plain, source: source?.uid ?? '', ...given, uid }
  }

  private guard(): { expression: string } {
    return { expression: generateExpression(this.tape, 'bool', 2) }
  }

  private more(actions: readonly Action[], of: number): Action[] {
    const added = this.tape.chance(of) ? Array.from({ length: 1 + this.tape.pick(2) }, () => this.action()) : []
    return [...actions, ...added]
  }

  private action(): Action {
    const { tape } = this
    return tape.from<() => Action>([
      () => ({ type: 'count', attribute: 'reports', by: tape.from([1, 2, -1, 0.5]) }),
      () => ({ type: 'set', attribute: 'minor', to: generateExpression(tape, 'bool', 1) }),
      () => ({ type: 'set', attribute: 'score', to: generateExpression(tape, 'number', 1) }),
      () => ({ type: 'set', attribute: 'severity', to: generateExpression(tape, 'severity', 1) }),
      () => ({ type: 'draw', attribute: 'severity', shares: { low: 0.5, medium: 0.3, high: 0.2 } }),
      () => ({ type: 'draw', attribute: 'minor', shares: { true: 0.4, false: 0.6 } }),
      () => ({ type: 'draw', attribute: 'reports', shares: { '0': 0.2, '1': 0.4, '2.5': 0.3, '7': 0.1 } }),
    ])()
  }
}

/**
 * The workflow with its end put off: what led to the last state of the top level leads round again, until the case has been round `most` times. A case
 * that rests anywhere for half a day goes round again too, because an outcome without a way leaves it where it is for ever.
 */
export function withRounds(workflow: Workflow, most: number, tape: Tape): Workflow {
  const root = documentOrder(workflow)[0]!
  const top = childrenOf(workflow, root.uid)
  const end = top.find(({ type }) => type === 'final')!
  const again: State = {
    ...newState({ uid: 'again', key: 'again', parent: root.uid, order: 95, type: 'atomic', title: '' }),
    step: { kind: 'wait', outcomes: [{ event: 'AGAIN', title: 'again' }] },
    entry: [{ type: 'count', attribute: 'rounds', by: 1 }],
  }
  const plain = {
    source: again.uid,
    trigger: { kind: 'event', event: 'AGAIN' } as const,
    actions: [],
    reenter: false,
    title: '',
    flow: 'normal' as const,
  }
  const back = tape.from(top.filter(({ type }) => type !== 'final' && type !== 'history'))
  const stuck = Object.values(workflow.states).filter(
    ({ type, parent }) => type === 'atomic' || (parent === root.uid && (type === 'compound' || type === 'parallel')),
  )
  const rescue = { ...plain, order: 2000, targets: [again.uid], guard: null }
  const transitions = Object.values(workflow.transitions).map((transition) => ({
    ...transition,
    targets: leavesBatchBackwards(workflow, transition)
      ? [again.uid]
      : transition.targets.map((target) => (target === end.uid ? again.uid : target)),
  }))
  return tidyOrders({
    ...workflow,
    attributes: { ...workflow.attributes, [rounds.name]: rounds },
    states: { ...workflow.states, [again.uid]: again },
    transitions: {
      ...Object.fromEntries(transitions.map((transition) => [transition.uid, transition])),
      ...Object.fromEntries(
        stuck.map(({ uid }, i) => [
          `late-${uid}`,
          { ...rescue, uid: `late-${uid}`, source: uid, trigger: { kind: 'after', delay: 43_200_000 + 3_600_000 * i } },
        ]),
      ),
      'again-end': { ...plain, uid: 'again-end', order: 0, targets: [end.uid], guard: { expression: `rounds >= ${most}.0` } },
      'again-back': { ...plain, uid: 'again-back', order: 1, targets: [back.uid], guard: null },
    },
  })
}

/** A full batch moves on at once; led back, it could fill again without any time. */
function leavesBatchBackwards({ states }: Workflow, { source, targets }: Transition): boolean {
  const from = states[source]!
  return from.step?.kind === 'batch' && targets.some((uid) => states[uid]!.parent !== from.parent || states[uid]!.order <= from.order)
}
