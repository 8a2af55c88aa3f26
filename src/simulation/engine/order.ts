import { stateKind } from '../program/program.ts'
import type { Chart } from '../program/program.ts'

/**
 * XState holds active states in the order in which they were entered. That order says in which order regions hear an event, and in which order leaves try
 * their `always` transitions, and nothing else; so lists that agree in this are one configuration, and are held in one order. Without this a parallel state
 * would have as many configurations as there are orders in which its regions can have moved.
 */
export class Order {
  private readonly chart: Chart
  /** Whether states within a parallel state have `always` transitions, so that the order of leaves counts. */
  private readonly leavesCount: boolean
  /** By parent: its child met last, or -1. */
  private readonly latest: Int32Array

  constructor(chart: Chart) {
    this.chart = chart
    this.latest = new Int32Array(chart.kind.length).fill(-1)
    this.leavesCount = chart.parent.some((_, state) => chart.alwaysAt[state]! < chart.alwaysAt[state + 1]! && isInParallel(chart, state))
  }

  /** The same states: each before those inside it, states with one parent as they were. */
  of(states: Int32Array): Int32Array {
    const sorted = states.toSorted()
    // Nearly always states with one parent stand in document order, and then all can.
    const ordered = this.haveSiblingsInOrder(states) && isTree(this.chart, sorted) ? sorted : treeOf(this.chart, states)
    // A state whose parent is not active: XState left the rules (see `Reaction`), and is followed to the letter.
    if (ordered.length !== states.length) return states
    return this.leavesCount && !this.sameLeaves(states, ordered) ? states : ordered
  }

  private haveSiblingsInOrder(states: Int32Array): boolean {
    const { chart, latest } = this
    let inOrder = true
    for (const state of states) {
      if (state === 0) continue
      inOrder &&= latest[chart.parent[state]!]! < state
      latest[chart.parent[state]!] = state
    }
    for (const state of states) if (state !== 0) latest[chart.parent[state]!] = -1
    return inOrder
  }

  /** Whether the leaves that may try `always` transitions stand in the same order in both. */
  private sameLeaves(states: Int32Array, ordered: Int32Array): boolean {
    const trying = (state: number) => this.chart.last[state] === state && this.tries(state)
    const after = ordered.filter(trying)
    return states.filter(trying).every((state, i) => state === after[i])
  }

  private tries(leaf: number): boolean {
    const { alwaysAt, parent } = this.chart
    for (let state = leaf; state >= 0; state = parent[state]!) if (alwaysAt[state]! < alwaysAt[state + 1]!) return true
    return false
  }
}

/** The states from the root inwards: each before those inside it, states with one parent as they were; without those whose parent is not among them. */
export function treeOf(chart: Chart, states: Int32Array): Int32Array {
  if (isTree(chart, states)) return states
  const ordered: number[] = []
  const visit = (state: number): void => {
    ordered.push(state)
    if (chart.last[state] === state) return
    for (const child of states) if (child !== 0 && chart.parent[child] === state) visit(child)
  }
  visit(0)
  return Int32Array.from(ordered)
}

/** Whether each state follows its parent, with nothing between them that is not inside the parent. */
function isTree(chart: Chart, states: Int32Array): boolean {
  let before = -1
  for (const state of states) {
    while (before >= 0 && before !== chart.parent[state]) before = chart.parent[before]!
    if (before < 0 && state !== 0) return false
    before = state
  }
  return true
}

function isInParallel(chart: Chart, state: number): boolean {
  for (let up = chart.parent[state]!; up >= 0; up = chart.parent[up]!) if (chart.kind[up] === stateKind.parallel) return true
  return false
}
