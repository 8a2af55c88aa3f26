import { Configuration } from './configuration.ts'
import type { Remembered } from './entry-set.ts'
import { grownInt } from './event-list.ts'
import { Order } from './order.ts'
import { Planner } from './microstep.ts'
import type { Microstep, Planned } from './microstep.ts'
import type { Rules } from './reaction.ts'

/** Microsteps kept at most, beside one for each open case. */
const mostKept = 8192

/**
 * The configurations that cases have been in so far, by number. What can happen in a configuration is worked out once, by the rules in `microstep.ts`, and
 * kept: so an event costs the same however many states the chart has, and a case takes one number. When too much has been kept, all is dropped but the
 * configurations that cases are in.
 */
export class Configurations {
  readonly all: Configuration[] = []
  /** Number of each case's configuration. */
  of = new Int32Array(256)
  private readonly numbers = new Map<string, number>()
  private free: number[] = []
  private first: Microstep | null = null
  private kept = 0
  private most: number
  private readonly order: Order
  private readonly rules: Rules
  private readonly planner: Planner
  private readonly eachCase: (visit: (slot: number) => void) => void
  private readonly least: number

  /** `eachCase` calls for every open case; `least`: so many microsteps are kept in any case (0: tests of the dropping). */
  constructor(rules: Rules, eachCase: (visit: (slot: number) => void) => void, least = mostKept) {
    this.rules = rules
    this.order = new Order(rules.chart)
    this.planner = new Planner(rules.chart)
    this.eachCase = eachCase
    this.least = least
    this.most = least
  }

  /** Says which configuration a case is in. */
  put(slot: number, number: number): void {
    if (slot >= this.of.length) this.of = grownInt(this.of, 2 * Math.max(slot, this.of.length))
    this.of[slot] = number
  }

  /** The first microstep of every case. */
  start(): Microstep {
    this.first ??= this.numbered(this.planner.start())
    return this.first
  }

  /** The microstep that takes these transitions. */
  plan(from: Configuration, transitions: readonly number[]): Microstep {
    return this.numbered(this.planner.plan(from, transitions))
  }

  /** The number of the configuration with these active states (in XState's order) and histories. */
  numberOf(active: Int32Array, remembered: Remembered): number {
    const states = this.order.of(active)
    const key = keyOf(states, remembered)
    let number = this.numbers.get(key)
    if (number !== undefined) return number
    number = this.free.pop() ?? this.all.length
    this.all[number] = new Configuration(states, remembered)
    this.numbers.set(key, number)
    return number
  }

  private numbered({ deeds, raised, endedIn, changed, states, remembered }: Planned): Microstep {
    if (++this.kept > this.most) this.drop()
    const next = this.numberOf(states, remembered)
    const rests = endedIn >= 0 || (raised.length === 0 && this.all[next]!.always(this.rules).first === null)
    return { deeds, raised, endedIn, changed, rests, next }
  }

  private drop(): void {
    const used = new Set<number>()
    let open = 0
    this.eachCase((slot) => {
      used.add(this.of[slot]!)
      open++
    })
    this.numbers.clear()
    this.free = []
    this.first = null
    for (const [number, configuration] of this.all.entries()) {
      configuration.forget()
      if (used.has(number)) this.numbers.set(keyOf(configuration.states, configuration.remembered), number)
      else this.free.push(number)
    }
    this.kept = 0
    this.most = this.least + open
  }
}

function keyOf(states: Int32Array, remembered: Remembered): string {
  return [states, ...remembered].map((list) => list?.join() ?? '-').join('|')
}
