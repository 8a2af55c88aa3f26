import { stateKind } from '../program.ts'
import type { Chart } from '../program.ts'
import type { Microstep } from './microstep.ts'

/** What each history state of the chart (in the order of `chart.histories`) brings back; null: its parent was not left yet. */
export type Remembered = readonly (Int32Array | null)[]

/**
 * What the active states do about one event (or without one): the transitions that may be taken, innermost first, as guards must be asked.
 * Candidate i counts only if no candidate from `from[i]` on was chosen before it: those are of the same state or of states inside it.
 */
export class Reaction {
  readonly candidates: Int32Array
  readonly from: Int32Array
  /** At most one of them is ever taken. */
  readonly single: boolean
  /** What follows when candidate i alone is taken, once it has been worked out. */
  readonly alone: (Microstep | null)[]
  /** The same for several at once, by the bits of their places. */
  readonly together = new Map<number, Microstep>()

  constructor(candidates: readonly number[], from: readonly number[]) {
    this.candidates = Int32Array.from(candidates)
    this.from = Int32Array.from(from)
    this.single = from.every((start) => start === 0)
    this.alone = candidates.map(() => null)
  }
}

/** The active states of a case in the order in which XState holds them, with what history states remember, and how it reacts as far as was asked. */
export class Configuration {
  readonly states: Int32Array
  readonly remembered: Remembered
  private events: number[] = []
  private reactions: Reaction[] = []
  private eventless: Reaction | null = null

  constructor(states: Int32Array, remembered: Remembered) {
    this.states = states
    this.remembered = remembered
  }

  /** Reaction to an event. */
  to(event: number, chart: Chart): Reaction {
    const { events } = this
    for (let i = 0; i < events.length; i++) if (events[i] === event) return this.reactions[i]!
    const reaction = reactionTo(this.states, event, chart)
    this.events.push(event)
    this.reactions.push(reaction)
    return reaction
  }

  /** `always` transitions. */
  always(chart: Chart): Reaction {
    return (this.eventless ??= reactionWithout(this.states, chart))
  }

  /** Drops what was worked out; it will be worked out again when asked. */
  forget(): void {
    this.events = []
    this.reactions = []
    this.eventless = null
  }
}

/**
 * From the innermost active states outwards (XState: `transitionNode`). XState can bring a compound state to have two active children (a history target
 * beside a transition that leaves its region); then it looks at the first only if that is a leaf.
 */
function reactionTo(states: Int32Array, event: number, chart: Chart): Reaction {
  const candidates: number[] = []
  const from: number[] = []
  const visit = (state: number): void => {
    const start = candidates.length
    const kind = chart.kind[state]!
    for (const child of states) {
      if (child === 0 || chart.parent[child] !== state) continue
      visit(child)
      if (kind === stateKind.compound && chart.last[child] === child) break
    }
    for (let i = chart.onAt[state]!, end = chart.onAt[state + 1]!; i < end; i++) {
      if (chart.onEvent[i] !== event) continue
      candidates.push(chart.onTransition[i]!)
      from.push(start)
      if (chart.guard[chart.onTransition[i]!]! < 0) break
    }
  }
  visit(0)
  return new Reaction(candidates, from)
}

/** For each active leaf the first `always` that holds, of it or of the states around it. */
function reactionWithout(states: Int32Array, chart: Chart): Reaction {
  const candidates: number[] = []
  const from: number[] = []
  for (const leaf of states) {
    if (chart.kind[leaf] !== stateKind.atomic && chart.kind[leaf] !== stateKind.final) continue
    const start = candidates.length
    let certain = false
    for (let state = leaf; state >= 0 && !certain; state = chart.parent[state]!) {
      for (let i = chart.alwaysAt[state]!, end = chart.alwaysAt[state + 1]!; i < end && !certain; i++) {
        candidates.push(chart.always[i]!)
        from.push(start)
        certain = chart.guard[chart.always[i]!]! < 0
      }
    }
  }
  return new Reaction(candidates, from)
}
