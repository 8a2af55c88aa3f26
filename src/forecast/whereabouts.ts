import { idOfEntry } from '../simulation/engine/backlog.ts'
import type { Hooks } from '../simulation/engine/hooks.ts'
import { stateKind } from '../simulation/program/program.ts'
import type { Program } from '../simulation/program/program.ts'

const hour = 3600

/** When a case left the state that it was in at the start, and when it was done: seconds since the start, Infinity where it never was. */
export type Onward = { left: number; done: number }

/**
 * Follows one replication: how many cases are in each atomic state at every full hour, waiting or in work, and what becomes of the cases that were open at
 * the start. What happens at the very hour is in its count.
 */
export class Whereabouts {
  /** By state of the chart, then by hour from 0. */
  readonly counts: readonly Float64Array[]
  /** By entry of the backlog, each of which is one case. */
  readonly opened: readonly Onward[]
  readonly hooks: Hooks
  readonly #program: Program
  readonly #hours: number
  readonly #now: Float64Array
  readonly #places = new Map<number, readonly number[]>()
  readonly #watched = new Map<number, { readonly from: number; readonly onward: Onward }>()
  #next = 0

  constructor(program: Program, hours: number) {
    const states = program.chart.kind.length
    this.#program = program
    this.#hours = hours
    this.#now = new Float64Array(states)
    this.counts = Array.from({ length: states }, () => new Float64Array(hours + 1))
    const { backlog } = program
    this.opened = Array.from(backlog?.state ?? [], () => ({ left: Infinity, done: Infinity }))
    for (const [entry, onward] of this.opened.entries())
      this.#watched.set(idOfEntry(entry, this.opened.length), { from: backlog!.state[entry]!, onward })
    this.hooks = { received: (time, id, _, active) => this.#received(time, id, active) }
  }

  /** To be called when the run is over. */
  finish(): void {
    this.#tell(Infinity)
  }

  #received(time: number, id: number, active: Int32Array): void {
    this.#tell(time)
    const { kind, parent } = this.#program.chart
    const before = this.#places.get(id) ?? []
    const places = [...active].filter((state) => kind[state] === stateKind.atomic)
    const isDone = active.some((state) => kind[state] === stateKind.final && parent[state] === 0)
    for (const state of before) this.#now[state]!--
    for (const state of places) this.#now[state]!++
    if (isDone) this.#places.delete(id)
    else this.#places.set(id, places)
    const watched = this.#watched.get(id)
    if (!watched) return
    if (watched.onward.left === Infinity && !places.includes(watched.from)) watched.onward.left = time
    if (isDone) watched.onward.done = time
  }

  /** Writes down the hours that have passed before `time`. */
  #tell(time: number): void {
    for (; this.#next <= this.#hours && this.#next * hour < time; this.#next++)
      for (const [state, counts] of this.counts.entries()) counts[this.#next] = this.#now[state]!
  }
}
