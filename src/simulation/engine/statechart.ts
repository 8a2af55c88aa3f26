import * as deed from '../program/codes/deed.ts'
import type { Chart } from '../program/program.ts'
import type { Configuration } from './configuration.ts'
import { Configurations } from './configurations.ts'
import type { Draws } from './draws.ts'
import type { Evaluate } from '../program/formula.ts'
import { isFinal } from './microstep.ts'
import type { Microstep } from './microstep.ts'
import { placed } from './placed.ts'
import type { Candidate, Reaction, Rules } from './reaction.ts'
import type { CaseStore } from './store.ts'

/** What the statechart does to the world around it. */
type Host = {
  entered(slot: number, state: number): void
  left(slot: number, state: number): void
}

/** More microsteps than this for one event is a loop with no end. */
const mostMicrosteps = 1000
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
  private readonly rules: Rules
  private readonly cases: CaseStore
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
    this.rules = { chart, guards }
    this.cases = cases
    this.host = host
    this.draws = draws
    this.taking = taking
    this.configurations = new Configurations(this.rules, (visit) => cases.each(visit), general ? 0 : undefined)
  }

  /** Enters the initial states. Returns null, or why the case cannot go on. */
  start(slot: number): string | null {
    const { configurations } = this
    configurations.put(slot, 0)
    return this.follow(slot, configurations.start())
  }

  /** Gives the case an event. Returns null, or why the case cannot go on. */
  send(slot: number, event: number): string | null {
    const microstep = this.chosen(slot, this.configuration(slot).to(event, this.rules))
    this.taken = microstep !== null
    if (microstep !== null) return this.follow(slot, microstep)
    this.endedIn = -1
    // Where a case was placed, an `always` may hold that was never tried; XState tries it after any event.
    return this.settle(slot)
  }

  /**
   * Puts a case into a state without an event, as XState's `resolveState`: the states around it are active too, and the initial states within it and in the
   * regions beside it. No action runs and no transition is taken, but the host hears of each state, in document order.
   */
  place(slot: number, state: number): void {
    const { chart } = this.rules
    const states = placed(chart, state)
    this.endedIn = isFinal(chart, [...states], 0) ? state : -1
    this.configurations.put(
      slot,
      this.configurations.numberOf(
        states,
        Array.from(chart.histories, () => null),
      ),
    )
    for (const entered of states.toSorted()) this.host.entered(slot, entered)
  }

  /** The active states of a case, in the order in which XState holds them. */
  activeOf(slot: number): Int32Array {
    return this.configuration(slot).states
  }

  private configuration(slot: number): Configuration {
    return this.configurations.all[this.configurations.of[slot]!]!
  }

  /** Carries out a microstep and those that follow without an event from outside. */
  private follow(slot: number, microstep: Microstep): string | null {
    this.carryOut(slot, microstep)
    return microstep.rests ? null : this.settle(slot)
  }

  private settle(slot: number): string | null {
    const { raised, rules } = this
    // XState tries `always` again unless one has just been taken that changed nothing.
    let tryAlways = true
    for (let count = 0; this.endedIn < 0; count++) {
      if (count > mostMicrosteps) return noEnd
      let microstep: Microstep | null = tryAlways ? this.chosen(slot, this.configuration(slot).always(rules)) : null
      tryAlways = microstep === null || microstep.changed
      if (microstep === null) {
        if (raised.length === 0) return null
        microstep = this.chosen(slot, this.configuration(slot).to(raised.shift()!, rules))
      }
      if (microstep !== null) this.carryOut(slot, microstep)
    }
    raised.length = 0
    return null
  }

  private carryOut(slot: number, microstep: Microstep): void {
    const { deeds, raised } = microstep
    for (let i = 0; i < deeds.length; i++) {
      const what = deeds[i]! >> 2
      const kind = deeds[i]! & 3
      if (kind === deed.left) this.host.left(slot, what)
      else if (kind === deed.entered) this.host.entered(slot, what)
      else if (kind === deed.taken) this.taking[what]!++
      else this.draws.act(slot, what)
    }
    this.configurations.of[slot] = microstep.next
    this.endedIn = microstep.endedIn
    if (!microstep.rests) for (let i = 0; i < raised.length; i++) this.raised.push(raised[i]!)
  }

  /** The microstep of the transitions whose guards hold; null when there is none. */
  private chosen(slot: number, reaction: Reaction): Microstep | null {
    if (!reaction.single) return this.chosenTogether(slot, reaction)
    const { values, widths } = this.cases
    for (let candidate = reaction.first; candidate !== null; candidate = candidate.next) {
      if (candidate.guard !== null && candidate.guard(values, slot * widths.values) === 0) continue
      candidate.microstep ??= this.plan(slot, [candidate.transition])
      return candidate.microstep
    }
    return null
  }

  private chosenTogether(slot: number, reaction: Reaction): Microstep | null {
    const { cases, picked } = this
    const { values, widths } = cases
    let last: Candidate | null = null
    let set = 0
    picked.length = 0
    for (let candidate = reaction.first; candidate !== null; candidate = candidate.next) {
      if (last !== null && last.place >= candidate.from) continue
      if (candidate.guard !== null && candidate.guard(values, slot * widths.values) === 0) continue
      last = candidate
      set += 2 ** candidate.place
      if (!picked.includes(candidate.transition)) picked.push(candidate.transition)
    }
    if (last === null) return null
    if (picked.length === 1) return (last.microstep ??= this.plan(slot, picked))
    const known = reaction.together?.get(set)
    if (known !== undefined) return known
    const microstep = this.plan(slot, picked)
    // Beyond the 53 bits of a number sets have no number of their own, and are worked out each time.
    if (last.place < 53) (reaction.together ??= new Map()).set(set, microstep)
    return microstep
  }

  private plan(slot: number, transitions: readonly number[]): Microstep {
    return this.configurations.plan(this.configuration(slot), transitions)
  }
}
