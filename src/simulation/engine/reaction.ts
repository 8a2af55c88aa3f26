import { stateKind } from '../program/program.ts'
import type { Chart } from '../program/program.ts'
import { inside } from './entry-set.ts'
import type { Evaluate } from '../program/formula.ts'
import type { Microstep } from './microstep.ts'
import { treeOf } from './order.ts'

/** The statechart and its guards by transition (null: none), ready to be asked. */
export type Rules = { readonly chart: Chart; readonly guards: readonly (Evaluate | null)[] }

/** A transition that may be taken. Candidates are a linked list, in the order in which guards are asked. */
export type Candidate = {
  readonly transition: number
  readonly guard: Evaluate | null
  readonly place: number
  /** It counts only if none from this place on was chosen before it: those are of the same state or of states inside it. */
  readonly from: number
  /** What follows when it alone is taken, once that has been worked out. */
  microstep: Microstep | null
  readonly next: Candidate | null
}

/** What active states do about one event, or without one (`event` -1). */
export class Reaction {
  readonly event: number
  readonly first: Candidate | null
  /** At most one of the candidates is ever taken. */
  readonly single: boolean
  /** What follows when several are taken at once, by the bits of their places; null: that never happened. */
  together: Map<number, Microstep> | null = null
  /** The reaction of the same states to another event that was asked for before. */
  readonly next: Reaction | null

  constructor(event: number, found: readonly Found[], guards: Rules['guards'], next: Reaction | null) {
    this.event = event
    this.next = next
    this.single = found.every(({ from }) => from === 0)
    this.first = found.reduceRight<Candidate | null>((rest, { transition, from }, place) => {
      return { transition, guard: guards[transition] ?? null, place, from, microstep: null, next: rest }
    }, null)
  }
}

type Found = { readonly transition: number; readonly from: number }

/**
 * What the states do about an event, from the innermost outwards (XState: `transitionNode`). XState can bring a compound state to have two active children
 * (a history target beside a transition that leaves its region); then it looks at the first only if that is a leaf.
 */
export function reactionTo(event: number, states: Int32Array, { chart, guards }: Rules, next: Reaction | null): Reaction {
  const found: Found[] = []
  const tree = treeOf(chart, states)
  // From the state at place `at` of the tree; gives the place behind the states inside it.
  const visit = (at: number): number => {
    const state = tree[at]!
    const from = found.length
    let next = at + 1
    let heard = true
    while (next < tree.length && inside(chart, tree[next]!, state)) {
      const child = tree[next]!
      if (heard) next = visit(next)
      else next++
      if (chart.kind[state] === stateKind.compound && chart.last[child] === child) heard = false
    }
    for (let i = chart.onAt[state]!, end = chart.onAt[state + 1]!; i < end; i++) {
      const transition = chart.onTransition[i]!
      if (chart.onEvent[i] !== event) continue
      found.push({ transition, from })
      if (chart.guard[transition]! < 0) break
    }
    return next
  }
  visit(0)
  return new Reaction(event, found, guards, next)
}

/** What the states do without an event: for each leaf the first `always` that holds, of it or of the states around it. */
export function reactionWithout(states: Int32Array, { chart, guards }: Rules): Reaction {
  const found: Found[] = []
  for (const leaf of states) {
    if (chart.kind[leaf] !== stateKind.atomic && chart.kind[leaf] !== stateKind.final) continue
    const from = found.length
    let certain = false
    for (let state = leaf; state >= 0 && !certain; state = chart.parent[state]!) {
      for (let i = chart.alwaysAt[state]!, end = chart.alwaysAt[state + 1]!; i < end && !certain; i++) {
        found.push({ transition: chart.always[i]!, from })
        certain = chart.guard[chart.always[i]!]! < 0
      }
    }
  }
  return new Reaction(-1, found, guards, null)
}
