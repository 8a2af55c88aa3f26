import { stateKind } from '../program/program.ts'
import type { Chart } from '../program/program.ts'

/** What each history state of the chart (in the order of `chart.histories`) brings back; null: its parent was not left yet. */
export type Remembered = readonly (Int32Array | null)[]

/** Which states a microstep enters, and from which domain (XState: `computeEntrySet`, `getTransitionDomain`), with history. */
export class EntrySet {
  private remembered: Remembered = []
  private readonly states: number[] = []
  private readonly marked: Uint8Array
  /** Place of a history state among those of the chart. */
  private readonly place: Int32Array
  private readonly chart: Chart

  constructor(chart: Chart) {
    this.chart = chart
    this.marked = new Uint8Array(chart.kind.length)
    this.place = new Int32Array(chart.kind.length).fill(-1)
    chart.histories.forEach((history, i) => (this.place[history] = i))
  }

  /** Empties the set; history states bring back what is `remembered` from now on. */
  begin(remembered: Remembered): void {
    this.remembered = remembered
    for (const state of this.states) this.marked[state] = 0
    this.states.length = 0
  }

  /** The states in document order. */
  inOrder(): readonly number[] {
    return [...this.states].sort((a, b) => a - b)
  }

  /** A state and the initial states within. */
  addInitial(state: number): void {
    const { chart } = this
    this.add(state)
    if (chart.kind[state] === stateKind.compound) this.addInitial(chart.initial[state]!)
    else if (chart.kind[state] === stateKind.parallel) for (const child of this.childrenOf(state)) this.addInitial(child)
  }

  addTransition(transition: number): void {
    const { chart } = this
    const [source, reenter] = [chart.source[transition]!, chart.reenter[transition] === 1]
    const domain = this.domainOf(transition)
    for (let i = chart.targetsAt[transition]!, end = chart.targetsAt[transition + 1]!; i < end; i++) {
      const target = chart.targets[i]!
      if (!this.isHistory(target) && (source !== target || source !== domain || reenter)) this.add(target)
      this.addDescendants(target)
    }
    for (const target of this.effectiveTargets(transition)) {
      const ancestors = this.properAncestors(target, domain)
      if (domain >= 0 && chart.kind[domain] === stateKind.parallel) ancestors.push(domain)
      this.addAncestors(ancestors, source === 0 && reenter ? -1 : domain)
    }
  }

  /** The state below which a transition stays; -1: none, the root itself is left and entered. */
  domainOf(transition: number): number {
    const { chart } = this
    const source = chart.source[transition]!
    const targets = this.effectiveTargets(transition)
    if (chart.reenter[transition] === 0 && targets.every((target) => target === source || inside(chart, target, source))) return source
    const [head, ...tail] = [...targets, source]
    for (let up = chart.parent[head!]!; up >= 0; up = chart.parent[up]!) if (tail.every((state) => inside(chart, state, up))) return up
    return chart.reenter[transition] === 1 ? -1 : 0
  }

  /** Place of a history state among those of the chart. */
  placeOf(history: number): number {
    return this.place[history]!
  }

  private effectiveTargets(transition: number): number[] {
    const { chart } = this
    const found: number[] = []
    for (let i = chart.targetsAt[transition]!, end = chart.targetsAt[transition + 1]!; i < end; i++) this.resolve(chart.targets[i]!, found)
    return found
  }

  private resolve(target: number, found: number[]): void {
    if (!this.isHistory(target)) {
      if (!found.includes(target)) found.push(target)
      return
    }
    const remembered = this.recall(target)
    if (remembered === null) this.resolve(this.defaultOf(target), found)
    else for (const state of remembered) if (!found.includes(state)) found.push(state)
  }

  private recall(history: number): Int32Array | null {
    return this.remembered[this.place[history]!] ?? null
  }

  private defaultOf(history: number): number {
    const { chart } = this
    if (chart.historyDefault[history]! >= 0) return chart.historyDefault[history]!
    const parent = chart.parent[history]!
    return chart.kind[parent] === stateKind.parallel ? parent : chart.initial[parent]!
  }

  private addDescendants(state: number): void {
    const { chart } = this
    const kind = chart.kind[state]!
    if (this.isHistory(state)) {
      const targets = this.recall(state) ?? [this.defaultOf(state)]
      for (const target of targets) {
        this.add(target)
        this.addDescendants(target)
      }
      for (const target of targets) this.addAncestors(this.properAncestors(target, chart.parent[state]!), -1)
    } else if (kind === stateKind.compound) {
      const initial = chart.initial[state]!
      if (!this.isHistory(initial)) this.add(initial)
      this.addDescendants(initial)
      this.addAncestors(this.properAncestors(initial, state), -1)
    } else if (kind === stateKind.parallel) {
      this.addRegions(state)
    }
  }

  private addAncestors(ancestors: readonly number[], domain: number): void {
    for (const ancestor of ancestors) {
      if (domain < 0 || inside(this.chart, ancestor, domain)) this.add(ancestor)
      if (this.chart.kind[ancestor] === stateKind.parallel) this.addRegions(ancestor)
    }
  }

  /** The regions of a parallel state that nothing inside is entered of yet. */
  private addRegions(parallel: number): void {
    for (const child of this.childrenOf(parallel)) {
      if (this.states.some((state) => inside(this.chart, state, child))) continue
      this.add(child)
      this.addDescendants(child)
    }
  }

  private properAncestors(state: number, until: number): number[] {
    const found: number[] = []
    if (state === until) return found
    for (let up = this.chart.parent[state]!; up >= 0 && up !== until; up = this.chart.parent[up]!) found.push(up)
    return found
  }

  private childrenOf(state: number): Int32Array {
    return this.chart.children.subarray(this.chart.childrenAt[state]!, this.chart.childrenAt[state + 1]!)
  }

  private isHistory(state: number): boolean {
    return this.chart.kind[state]! >= stateKind.shallow
  }

  private add(state: number): void {
    if (this.marked[state] === 1) return
    this.marked[state] = 1
    this.states.push(state)
  }
}

/** Whether `state` lies inside `container`, at any depth. */
export function inside(chart: Chart, state: number, container: number): boolean {
  return state > container && state <= chart.last[container]!
}
