import * as deed from '../program/codes/deed.ts'
import { stateKind } from '../program/program.ts'
import type { Chart } from '../program/program.ts'
import { EntrySet, inside } from './entry-set.ts'
import type { Remembered } from './entry-set.ts'

/** What is done in a microstep: carry out action n, tell the host that state n was left or entered, count transition n as taken. */
/** All that taking certain transitions in a certain configuration does. It depends on nothing else: guards are asked before, actions act on attributes only. */
export type Microstep = {
  /** One after another: 4 n + one of `deed`. */
  readonly deeds: readonly number[]
  /** Events raised because states are done, in this order. */
  readonly raised: readonly number[]
  /** Final state that ends the case, or -1. */
  readonly endedIn: number
  /** Whether XState sees another snapshot afterwards, so that `always` is tried again. */
  readonly changed: boolean
  /** Whether nothing can follow without an event from outside. */
  readonly rests: boolean
  /** Number of the configuration that it leads to. */
  readonly next: number
}

/** Where a case is: its active states, and what its history states bring back. */
type Situation = { readonly states: Int32Array; readonly remembered: Remembered }

/** What a microstep leads to, before the configuration has its number. */
export type Planned = Omit<Microstep, 'rests' | 'next'> & Situation

/** XState v5's `microstep`, with `exitStates` and `enterStates`, step by step the same. */
export class Planner {
  private readonly chart: Chart
  private readonly entries: EntrySet
  private active: number[] = []
  private deeds: number[] = []
  private raised: number[] = []
  private completed: number[] = []
  private endedIn = -1
  private acted = false

  constructor(chart: Chart) {
    this.chart = chart
    this.entries = new EntrySet(chart)
  }

  /** The first microstep of a case: the root and the initial states within are entered. */
  start(): Planned {
    const remembered = Array.from(this.chart.histories, () => null)
    this.begin([])
    this.entries.begin(remembered)
    this.entries.addInitial(0)
    this.enter()
    return this.planned(null, [], true, remembered)
  }

  /** The microstep that takes `enabled` transitions (at least one) in `from`. */
  plan(from: Situation, enabled: readonly number[]): Planned {
    const { chart, entries } = this
    this.begin(from.states)
    const transitions = this.withoutConflicts(from, enabled)
    const exits = this.exitsOf(transitions, from.remembered)
    const remembered = this.remember(exits, from.remembered)
    this.exit(exits)
    for (const transition of transitions) {
      this.deeds.push(4 * transition + deed.taken)
      this.act(chart.effectAt[transition]!, chart.effectAt[transition + 1]!)
    }
    entries.begin(remembered)
    for (const transition of transitions) entries.addTransition(transition)
    this.enter()
    return this.planned(from, exits, remembered !== from.remembered, remembered)
  }

  private begin(states: ArrayLike<number>): void {
    this.active = Array.from(states)
    this.deeds = []
    this.raised = []
    this.completed = []
    this.endedIn = -1
    this.acted = false
  }

  private planned(from: Situation | null, exits: readonly number[], newHistory: boolean, remembered: Remembered): Planned {
    const { active, raised, endedIn } = this
    // What was not left is there still.
    const same = from !== null && !newHistory && active.length === from.states.length && exits.every((state) => active.includes(state))
    const changed = endedIn >= 0 || !same || this.acted
    return {
      deeds: this.deeds,
      raised,
      endedIn,
      changed,
      states: same ? from.states : Int32Array.from(active),
      remembered,
    }
  }

  private withoutConflicts(from: Situation, enabled: readonly number[]): readonly number[] {
    if (enabled.length < 2) return enabled
    const exits = new Map(enabled.map((transition) => [transition, this.exitsOf([transition], from.remembered)]))
    const meet = (one: number, two: number) => exits.get(one)!.some((state) => exits.get(two)!.includes(state))
    let kept: number[] = []
    for (const transition of enabled) {
      const rivals = kept.filter((other) => meet(transition, other))
      // XState stops at the first rival that it does not replace, and then replaces none.
      if (rivals.some((other) => !inside(this.chart, this.chart.source[transition]!, this.chart.source[other]!))) continue
      kept = [...kept.filter((other) => !rivals.includes(other)), transition]
    }
    return kept
  }

  /** Active states that the transitions leave, last in the document first. */
  private exitsOf(transitions: readonly number[], remembered: Remembered): number[] {
    const { chart, entries, active } = this
    entries.begin(remembered)
    const exits = new Set<number>()
    for (const transition of transitions) {
      if (chart.targetsAt[transition] === chart.targetsAt[transition + 1]) continue
      const domain = entries.domainOf(transition)
      for (const state of active) if (domain < 0 || inside(chart, state, domain)) exits.add(state)
    }
    return [...exits].sort((a, b) => b - a)
  }

  /** What history states remember once `exits` are left; the same array when none of them has a history state. */
  private remember(exits: readonly number[], before: Remembered): Remembered {
    const { chart, active } = this
    const after = [...before]
    let any = false
    for (const state of exits) {
      for (let i = chart.historiesAt[state]!, end = chart.historiesAt[state + 1]!; i < end; i++) {
        const history = chart.histories[i]!
        const kept = (other: number) =>
          chart.kind[history] === stateKind.deep ? this.isLeaf(other) && inside(chart, other, state) : chart.parent[other] === state
        after[this.entries.placeOf(history)] = Int32Array.from(active.filter(kept))
        any = true
      }
    }
    return any ? after : before
  }

  private exit(exits: readonly number[]): void {
    const { chart } = this
    for (const state of exits) {
      this.act(chart.exitAt[state]!, chart.exitAt[state + 1]!)
      this.deeds.push(4 * state + deed.left)
    }
    this.active = this.active.filter((state) => !exits.includes(state))
  }

  private enter(): void {
    const { chart, active } = this
    for (const state of this.entries.inOrder()) {
      if (active.includes(state)) this.deeds.push(4 * state + deed.left)
      else active.push(state)
      this.act(chart.entryAt[state]!, chart.entryAt[state + 1]!)
      this.deeds.push(4 * state + deed.entered)
      if (chart.kind[state] === stateKind.final) this.finish(state)
    }
    if (this.endedIn < 0) return
    // When the machine is done, the exit actions of all that is still active run, innermost first.
    active.sort((a, b) => b - a)
    for (const state of active) this.act(chart.exitAt[state]!, chart.exitAt[state + 1]!)
  }

  /** A final state was entered: its parent, and parallel states all of whose regions are final, are done. */
  private finish(state: number): void {
    const { chart, completed, raised } = this
    const parent = chart.parent[state]!
    let up = parent >= 0 && chart.kind[parent] === stateKind.parallel ? parent : parent >= 0 ? chart.parent[parent]! : -1
    if (parent >= 0 && chart.kind[parent] === stateKind.compound) raised.push(chart.doneEvent[parent]!)
    while (up >= 0 && chart.kind[up] === stateKind.parallel && !completed.includes(up) && isFinal(chart, this.active, up)) {
      completed.push(up)
      raised.push(chart.doneEvent[up]!)
      up = chart.parent[up]!
    }
    if (up < 0) this.endedIn = state
  }

  private act(from: number, to: number): void {
    for (let action = from; action < to; action++) this.deeds.push(4 * action + deed.act)
    this.acted ||= to > from
  }

  private isLeaf(state: number): boolean {
    return this.chart.kind[state] === stateKind.atomic || this.chart.kind[state] === stateKind.final
  }
}

/** Whether a state is done: a final child is active; of a parallel state, all regions are done. */
export function isFinal(chart: Chart, active: readonly number[], state: number): boolean {
  const kind = chart.kind[state]!
  if (kind === stateKind.final) return true
  const children = chart.children.subarray(chart.childrenAt[state]!, chart.childrenAt[state + 1]!)
  if (kind === stateKind.parallel) return children.every((child) => isFinal(chart, active, child))
  return kind === stateKind.compound && children.some((child) => chart.kind[child] === stateKind.final && active.includes(child))
}
