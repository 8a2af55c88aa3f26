import { stateKind } from '../program.ts'
import type { Chart } from '../program.ts'
import type { Draws } from './draws.ts'
import { EntrySet, inside } from './entry-set.ts'
import type { Evaluate } from './formula.ts'
import type { CaseStore } from './store.ts'

/** What the statechart does to the world around it. */
type Host = {
  entered(slot: number, state: number): void
  left(slot: number, state: number): void
}

/** More microsteps than this for one event is a loop with no end. */
const mostMicrosteps = 1000

/**
 * XState v5's reading of statecharts (its `macrostep`, `microstep`, `enterStates`, `exitStates`), step by step the same, on flat tables: also where XState
 * keeps the order in which states were entered rather than document order. The active states of a case are a row of `cases.active`.
 */
export class Statechart {
  /** Final state that ended the case just handled, or -1. */
  endedIn = -1
  /** Whether the last event sent took a transition. */
  taken = false
  private assignedOnExit = false
  private readonly enabled: number[] = []
  private readonly raised: number[] = []
  private readonly before: number[] = []
  private readonly exits: number[] = []
  private readonly completed: number[] = []
  private readonly entries: EntrySet

  private readonly chart: Chart
  private readonly cases: CaseStore
  private readonly guards: readonly (Evaluate | null)[]
  private readonly host: Host
  private readonly draws: Draws
  /** How often each transition was taken. */
  private readonly taking: Float64Array
  private readonly flat: boolean

  constructor(
    chart: Chart,
    cases: CaseStore,
    guards: readonly (Evaluate | null)[],
    host: Host,
    draws: Draws,
    taking: Float64Array,
    flat: boolean,
  ) {
    this.chart = chart
    this.cases = cases
    this.guards = guards
    this.host = host
    this.draws = draws
    this.taking = taking
    this.flat = flat
    this.entries = new EntrySet(chart, cases)
  }

  /** Enters the initial states. Returns null, or why the case cannot go on. */
  start(slot: number): string | null {
    this.endedIn = -1
    if (this.flat) return this.startFlat(slot)
    this.raised.length = 0
    this.entries.begin(slot)
    this.entries.addInitial(0)
    this.enter(slot)
    return this.settle(slot)
  }

  /** Gives the case an event. Returns null, or why the case cannot go on. */
  send(slot: number, event: number): string | null {
    if (this.flat) return this.sendFlat(slot, event)
    this.endedIn = -1
    this.raised.length = 0
    this.enabled.length = 0
    this.taken = this.collect(slot, 0, event) > 0
    if (!this.taken) return null
    this.microstep(slot)
    return this.settle(slot)
  }

  private settle(slot: number): string | null {
    let tryAlways = true
    for (let count = 0; this.endedIn < 0; count++) {
      if (count > mostMicrosteps) return `more than ${mostMicrosteps} steps without an event: an "always" loop with no end`
      this.enabled.length = 0
      if (tryAlways) this.collectAlways(slot)
      const eventless = this.enabled.length > 0
      if (!eventless) {
        if (this.raised.length === 0) break
        this.collect(slot, 0, this.raised.shift()!)
      }
      const changed = this.microstep(slot)
      tryAlways = changed || !eventless
    }
    return null
  }

  /**
   * Transitions that the event enables, from the innermost active states outwards (XState: `transitionNode`). XState can bring a compound state to have
   * two active children (a history target beside a transition that leaves its region); then it looks at the first only if that is a leaf.
   */
  private collect(slot: number, state: number, event: number): number {
    const { chart, cases } = this
    const at = slot * cases.widths.active
    let found = 0
    const kind = chart.kind[state]!
    if (kind === stateKind.compound || kind === stateKind.parallel) {
      for (let i = at, end = at + cases.activeCount[slot]!; i < end; i++) {
        const child = cases.active[i]!
        if (child === 0 || chart.parent[child] !== state) continue
        found += this.collect(slot, child, event)
        if (kind === stateKind.compound && chart.last[child] === child) break
      }
    }
    if (found > 0) return found
    for (let i = chart.onAt[state]!, end = chart.onAt[state + 1]!; i < end; i++) {
      if (chart.onEvent[i] === event && this.holds(slot, chart.onTransition[i]!)) {
        this.enabled.push(chart.onTransition[i]!)
        return 1
      }
    }
    return 0
  }

  private collectAlways(slot: number): void {
    const { chart, cases } = this
    const at = slot * cases.widths.active
    for (let i = at, end = at + cases.activeCount[slot]!; i < end; i++) {
      const leaf = cases.active[i]!
      if (chart.kind[leaf] !== stateKind.atomic && chart.kind[leaf] !== stateKind.final) continue
      for (let state = leaf; state >= 0; state = chart.parent[state]!) {
        const transition = this.firstAlways(slot, state)
        if (transition < 0) continue
        if (!this.enabled.includes(transition)) this.enabled.push(transition)
        break
      }
    }
  }

  private firstAlways(slot: number, state: number): number {
    const { always, alwaysAt } = this.chart
    for (let i = alwaysAt[state]!, end = alwaysAt[state + 1]!; i < end; i++) if (this.holds(slot, always[i]!)) return always[i]!
    return -1
  }

  private holds(slot: number, transition: number): boolean {
    const guard = this.guards[transition]
    return guard === null || guard === undefined || guard(this.cases.values, slot * this.cases.widths.values) !== 0
  }

  /** Takes the enabled transitions. Returns whether the snapshot became another one, as XState sees it. */
  private microstep(slot: number): boolean {
    const { chart, cases, enabled, before } = this
    if (enabled.length === 0) return false
    this.dropConflicts(slot)
    const at = slot * cases.widths.active
    before.length = 0
    for (let i = 0; i < cases.activeCount[slot]!; i++) before.push(cases.active[at + i]!)
    const remembered = this.exit(slot)
    let assigned = false
    for (const transition of enabled) {
      this.taking[transition]!++
      assigned = this.run(slot, chart.effectAt[transition]!, chart.effectAt[transition + 1]!) || assigned
    }
    this.entries.begin(slot)
    for (const transition of enabled) this.entries.addTransition(transition)
    assigned = this.enter(slot) || this.assignedOnExit || assigned
    if (this.endedIn >= 0) return true
    if (remembered || !this.sameStates(slot)) return true
    for (let i = 0; i < before.length; i++) cases.active[at + i] = before[i]!
    return assigned
  }

  private dropConflicts(slot: number): void {
    const { enabled, chart } = this
    if (enabled.length < 2) return
    const kept: number[] = []
    for (const transition of enabled) {
      let preempted = false
      const removed: number[] = []
      for (const other of kept) {
        if (!this.exitsMeet(slot, transition, other)) continue
        if (inside(chart, chart.source[transition]!, chart.source[other]!)) removed.push(other)
        else {
          preempted = true
          break
        }
      }
      if (preempted) continue
      for (const other of removed) kept.splice(kept.indexOf(other), 1)
      kept.push(transition)
    }
    enabled.length = 0
    enabled.push(...kept)
  }

  private exitsMeet(slot: number, one: number, two: number): boolean {
    const { cases } = this
    const at = slot * cases.widths.active
    this.entries.begin(slot)
    const [first, second] = [this.entries.domainOf(one), this.entries.domainOf(two)]
    for (let i = at, end = at + cases.activeCount[slot]!; i < end; i++) {
      const state = cases.active[i]!
      if (this.exitedBy(state, one, first) && this.exitedBy(state, two, second)) return true
    }
    return false
  }

  /** `domain` -1: none, so that even the root is left. */
  private exitedBy(state: number, transition: number, domain: number): boolean {
    const { targetsAt } = this.chart
    return targetsAt[transition + 1]! > targetsAt[transition]! && (domain < 0 || inside(this.chart, state, domain))
  }

  private exit(slot: number): boolean {
    const { cases, chart, enabled, exits } = this
    const at = slot * cases.widths.active
    exits.length = 0
    this.assignedOnExit = false
    this.entries.begin(slot)
    for (const transition of enabled) {
      const domain = this.entries.domainOf(transition)
      for (let i = at, end = at + cases.activeCount[slot]!; i < end; i++) {
        const state = cases.active[i]!
        if (this.exitedBy(state, transition, domain) && !exits.includes(state)) exits.push(state)
      }
    }
    exits.sort((a, b) => b - a)
    let remembered = false
    for (const state of exits) {
      for (let i = chart.historiesAt[state]!, end = chart.historiesAt[state + 1]!; i < end; i++) {
        this.entries.remember(slot, chart.histories[i]!, state)
        remembered = true
      }
    }
    for (const state of exits) {
      this.assignedOnExit = this.run(slot, chart.exitAt[state]!, chart.exitAt[state + 1]!) || this.assignedOnExit
      this.host.left(slot, state)
      this.dropActive(slot, state)
    }
    return remembered
  }

  private dropActive(slot: number, state: number): void {
    const { cases } = this
    const at = slot * cases.widths.active
    const count = cases.activeCount[slot]!
    let to = at
    for (let i = at; i < at + count; i++) if (cases.active[i] !== state) cases.active[to++] = cases.active[i]!
    cases.activeCount[slot] = to - at
  }

  private enter(slot: number): boolean {
    const { cases, chart, host } = this
    const at = slot * cases.widths.active
    let assigned = false
    this.completed.length = 0
    for (const state of this.entries.inOrder()) {
      const count = cases.activeCount[slot]!
      let there = false
      for (let i = at; i < at + count && !there; i++) there = cases.active[i] === state
      if (there) host.left(slot, state)
      else {
        cases.active[at + count] = state
        cases.activeCount[slot] = count + 1
      }
      assigned = this.run(slot, chart.entryAt[state]!, chart.entryAt[state + 1]!) || assigned
      host.entered(slot, state)
      if (chart.kind[state] === stateKind.final) this.finish(slot, state)
    }
    if (this.endedIn >= 0) this.runLastExits(slot)
    return assigned
  }

  /** A final state was entered: its parent, and parallel states all of whose regions are final, are done. */
  private finish(slot: number, state: number): void {
    const { chart, completed, raised } = this
    const parent = chart.parent[state]!
    let up = parent >= 0 && chart.kind[parent] === stateKind.parallel ? parent : parent >= 0 ? chart.parent[parent]! : -1
    if (parent >= 0 && chart.kind[parent] === stateKind.compound) raised.push(chart.doneEvent[parent]!)
    while (up >= 0 && chart.kind[up] === stateKind.parallel && !completed.includes(up) && this.isFinal(slot, up)) {
      completed.push(up)
      raised.push(chart.doneEvent[up]!)
      up = chart.parent[up]!
    }
    if (up < 0) this.endedIn = state
  }

  private isFinal(slot: number, state: number): boolean {
    const { chart } = this
    const kind = chart.kind[state]!
    if (kind !== stateKind.compound && kind !== stateKind.parallel) return kind === stateKind.final
    for (let i = chart.childrenAt[state]!, end = chart.childrenAt[state + 1]!; i < end; i++) {
      const child = chart.children[i]!
      if (kind === stateKind.parallel) {
        if (!this.isFinal(slot, child)) return false
      } else if (chart.kind[child] === stateKind.final && this.cases.isActive(slot, child)) return true
    }
    return kind === stateKind.parallel
  }

  /** When the machine is done, the exit actions of all that is still active run, innermost first. */
  private runLastExits(slot: number): void {
    const { cases, chart } = this
    const states = chart.kind.length
    if (chart.exitAt[states] === chart.exitAt[0]) return
    const at = slot * cases.widths.active
    const still = [...cases.active.subarray(at, at + cases.activeCount[slot]!)].sort((a, b) => b - a)
    for (const state of still) this.run(slot, chart.exitAt[state]!, chart.exitAt[state + 1]!)
  }

  private run(slot: number, from: number, to: number): boolean {
    for (let i = from; i < to; i++) this.draws.act(slot, i)
    return to > from
  }

  private sameStates(slot: number): boolean {
    const { before } = this
    return this.cases.activeCount[slot] === before.length && before.every((state) => this.cases.isActive(slot, state))
  }

  /** The fast path for a root with atomic children: at most one transition, at most one state left and one entered. */
  private sendFlat(slot: number, event: number): string | null {
    this.endedIn = -1
    const state = this.cases.active[slot * this.cases.widths.active + 1]!
    let transition = this.firstOn(slot, state, event)
    if (transition < 0) transition = this.firstOn(slot, 0, event)
    this.taken = transition >= 0
    return this.followFlat(slot, transition, 0)
  }

  private startFlat(slot: number): string | null {
    const { cases, chart } = this
    const at = slot * cases.widths.active
    const first = chart.initial[0]!
    cases.active[at] = 0
    cases.active[at + 1] = first
    cases.activeCount[slot] = 2
    this.run(slot, chart.entryAt[0]!, chart.entryAt[1]!)
    this.host.entered(slot, 0)
    this.run(slot, chart.entryAt[first]!, chart.entryAt[first + 1]!)
    this.host.entered(slot, first)
    if (chart.kind[first] === stateKind.final) {
      this.endedIn = first
      this.runLastExits(slot)
      return null
    }
    const transition = this.firstAlways(slot, first)
    return this.followFlat(slot, transition < 0 ? this.firstAlways(slot, 0) : transition, 1)
  }

  /** Takes a transition and then eventless ones while they last; `done` counts those taken since the event, so an eventless one is never the 0th. */
  private followFlat(slot: number, first: number, done: number): string | null {
    const { chart, cases, host } = this
    const place = slot * cases.widths.active + 1
    let transition = first
    for (let count = done; transition >= 0; count++) {
      if (count > mostMicrosteps) return `more than ${mostMicrosteps} steps without an event: an "always" loop with no end`
      const state = cases.active[place]!
      const hasTarget = chart.targetsAt[transition + 1]! > chart.targetsAt[transition]!
      const target = hasTarget ? chart.targets[chart.targetsAt[transition]!]! : -1
      const moves = hasTarget && (chart.source[transition] === 0 || target !== state || chart.reenter[transition] === 1)
      let assigned = false
      if (moves) {
        assigned = this.run(slot, chart.exitAt[state]!, chart.exitAt[state + 1]!)
        host.left(slot, state)
      }
      this.taking[transition]!++
      assigned = this.run(slot, chart.effectAt[transition]!, chart.effectAt[transition + 1]!) || assigned
      if (moves) {
        cases.active[place] = target
        assigned = this.run(slot, chart.entryAt[target]!, chart.entryAt[target + 1]!) || assigned
        host.entered(slot, target)
        if (chart.kind[target] === stateKind.final) {
          this.endedIn = target
          this.runLastExits(slot)
          return null
        }
      }
      if (count > 0 && !assigned && (!moves || target === state)) return null
      transition = this.firstAlways(slot, cases.active[place]!)
      if (transition < 0) transition = this.firstAlways(slot, 0)
    }
    return null
  }

  private firstOn(slot: number, state: number, event: number): number {
    const { onAt, onEvent, onTransition } = this.chart
    for (let i = onAt[state]!, end = onAt[state + 1]!; i < end; i++)
      if (onEvent[i] === event && this.holds(slot, onTransition[i]!)) return onTransition[i]!
    return -1
  }
}
