import type { OpenCase } from '../../src/history/open-cases.ts'
import type { Hooks } from '../../src/simulation/engine/hooks.ts'
import { contextOf } from '../../src/simulation/experiment/trace.ts'
import { stateKind } from '../../src/simulation/program/program.ts'
import type { Program } from '../../src/simulation/program/program.ts'

type Whereabouts = { since: number; arrived: number; state: number; values: Float64Array }

/** What stands in an operation's system at given moments of one run, which is the world that is to be foretold: seconds since its start. */
export class Snapshots {
  readonly hooks: Hooks
  readonly open: OpenCase[][] = []
  readonly #program: Program
  readonly #moments: readonly number[]
  readonly #start: number
  readonly #cases = new Map<number, Whereabouts>()

  constructor(program: Program, moments: readonly number[], start: number) {
    this.#program = program
    this.#moments = moments
    this.#start = start
    this.hooks = { received: (time, id, _, active, values) => this.#received(time, id, active, values) }
  }

  finish(): void {
    this.#take(Infinity)
  }

  #received(time: number, id: number, active: Int32Array, values: Float64Array): void {
    this.#take(time)
    const { kind } = this.#program.chart
    const state = active.find((one) => kind[one] === stateKind.atomic)
    const before = this.#cases.get(id)
    if (state === undefined) this.#cases.delete(id)
    else if (before?.state !== state) this.#cases.set(id, { since: time, arrived: before?.arrived ?? time, state, values: values.slice() })
    else before.values = values.slice()
  }

  #take(time: number): void {
    const { names } = this.#program
    while (this.open.length < this.#moments.length && this.#moments[this.open.length]! < time) {
      this.open.push(
        [...this.#cases].map(([id, { since, arrived, state, values }]) => ({
          id: String(id),
          state: names.states[state]!.uid,
          since: this.#start + since,
          arrived: this.#start + arrived,
          values: contextOf(this.#program, values),
        })),
      )
    }
  }
}
