import type { Chart } from '../program.ts'
import type { Reaction } from './configuration.ts'
import { Configurations } from './configurations.ts'
import type { Draws } from './draws.ts'
import type { Evaluate } from './formula.ts'
import { deed, isFinal } from './microstep.ts'
import type { Microstep } from './microstep.ts'
import { placed } from './placed.ts'
import type { CaseStore } from './store.ts'

/** What the statechart does to the world around it. */
type Host = {
  entered(slot: number, state: number): void
  left(slot: number, state: number): void
}

/** More microsteps than this for one event is a loop with no end. */
const mostMicrosteps = 1000
/** Sets of more candidates than a number has bits are worked out each time. */
const mostInSet = 53
const noEnd = `more than ${mostMicrosteps} steps without an event: an "always" loop with no end`

/**
 * XState v5's reading of statecharts (its `macrostep`), step by step the same: guards are asked, and the microstep that follows is looked up (or worked out,
 * the first time) and carried out. The order of active states is XState's own, which is not always document order.
 */
export class Statechart {
  /** Final state that ended the case just handled, or -1. */
  endedIn = -1
  /** Whether the last event sent took a transition. */
  taken = false
  private readonly raised: number[] = []
  private readonly picked: number[] = []
  private readonly configurations: Configurations
  private readonly chart: Chart
  private readonly cases: CaseStore
  private readonly guards: readonly (Evaluate | null)[]
  private readonly host: Host
  private readonly draws: Draws
  /** How often each transition was taken. */
  private readonly taking: Float64Array

  /** `general`: keeps no microstep for long (for tests). */
  constructor(
    chart: Chart,
    cases: CaseStore,
    guards: readonly (Evaluate | null)[],
    host: Host,
    draws: Draws,
    taking: Float64Array,
    general = false,
  ) {
    this.chart = chart
    this.cases = cases
    this.guards = guards
    this.host = host
    this.draws = draws
    this.taking = taking
    this.configurations = new Configurations(chart, (visit) => cases.each(visit), general ? 0 : undefined)
  }

  /** Enters the initial states. Returns null, or why the case cannot go on. */
  start(slot: number): string | null {
    this.endedIn = -1
    this.configurations.put(slot, 0)
    return this.settle(slot, this.configurations.start())
  }

  /** Gives the case an event. Returns null, or why the case cannot go on. */
  send(slot: number, event: number): string | null {
    this.endedIn = -1
    const microstep = this.chosen(slot, this.reaction(slot, event))
    this.taken = microstep !== null
    return microstep === null ? null : this.settle(slot, microstep)
  }

  /**
   * Puts a case into a state without an event, as XState's `resolveState`: the states around it are active too, and the initial states within it and in the
   * regions beside it. No action runs and no transition is taken, but the host hears of each state, in document order.
   */
  place(slot: number, state: number): void {
    const states = placed(this.chart, state)
    this.endedIn = isFinal(this.chart, [...states], 0) ? state : -1
    this.configurations.put(
      slot,
      this.configurations.numberOf(
        states,
        Array.from(this.chart.histories, () => null),
      ),
    )
    for (const entered of states.toSorted()) this.host.entered(slot, entered)
  }

  /** The active states of a case, in the order in which XState holds them. */
  activeOf(slot: number): Int32Array {
    const { all, of } = this.configurations
    return all[of[slot]!]!.states
  }

  private reaction(slot: number, event: number): Reaction {
    const { all, of } = this.configurations
    return all[of[slot]!]!.to(event, this.chart)
  }

  /** Carries out a microstep and those that follow without an event from outside. */
  private settle(slot: number, first: Microstep): string | null {
    const { raised, configurations } = this
    raised.length = 0
    let microstep: Microstep | null = first
    // XState tries `always` again unless one has just been taken that changed nothing.
    let tryAlways = true
    for (let count = 0; ; count++) {
      if (microstep !== null) this.carryOut(slot, microstep)
      if (this.endedIn >= 0) return null
      if (count > mostMicrosteps) return noEnd
      microstep = tryAlways ? this.chosen(slot, configurations.all[configurations.of[slot]!]!.always(this.chart)) : null
      tryAlways = microstep === null || microstep.changed
      if (microstep !== null) continue
      if (raised.length === 0) return null
      microstep = this.chosen(slot, this.reaction(slot, raised.shift()!))
    }
  }

  private carryOut(slot: number, { deeds, raised, endedIn, next }: Microstep): void {
    for (let i = 0; i < deeds.length; i++) {
      const what = deeds[i]! >> 2
      const kind = deeds[i]! & 3
      if (kind === deed.left) this.host.left(slot, what)
      else if (kind === deed.entered) this.host.entered(slot, what)
      else if (kind === deed.taken) this.taking[what]!++
      else this.draws.act(slot, what)
    }
    for (let i = 0; i < raised.length; i++) this.raised.push(raised[i]!)
    this.endedIn = endedIn
    this.configurations.of[slot] = next
  }

  /** The microstep of the transitions whose guards hold; null when there is none. */
  private chosen(slot: number, reaction: Reaction): Microstep | null {
    const { candidates, alone } = reaction
    if (!reaction.single) return this.chosenTogether(slot, reaction)
    for (let i = 0; i < candidates.length; i++) {
      if (!this.holds(slot, candidates[i]!)) continue
      return (alone[i] ??= this.plan(slot, [candidates[i]!]))
    }
    return null
  }

  private chosenTogether(slot: number, reaction: Reaction): Microstep | null {
    const { candidates, from, alone, together } = reaction
    const { picked } = this
    picked.length = 0
    let last = -1
    let set = 0
    for (let i = 0; i < candidates.length; i++) {
      if (last >= from[i]! || !this.holds(slot, candidates[i]!)) continue
      last = i
      set += 2 ** i
      if (!picked.includes(candidates[i]!)) picked.push(candidates[i]!)
    }
    if (last < 0) return null
    if (picked.length === 1) return (alone[last] ??= this.plan(slot, picked))
    const known = together.get(set)
    if (known !== undefined) return known
    const microstep = this.plan(slot, picked)
    if (candidates.length <= mostInSet) together.set(set, microstep)
    return microstep
  }

  private plan(slot: number, transitions: readonly number[]): Microstep {
    const { all, of } = this.configurations
    return this.configurations.plan(all[of[slot]!]!, transitions)
  }

  private holds(slot: number, transition: number): boolean {
    const guard = this.guards[transition]
    return guard === null || guard === undefined || guard(this.cases.values, slot * this.cases.widths.values) !== 0
  }
}
