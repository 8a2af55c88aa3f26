import { sketchCells } from '../engine/sketch.ts'
import type { Observations, PoolObservations, StepObservations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'

const none = new Float64Array(0)

/**
 * What replications add up to where no interval is asked for: the lead times of all cases, and means by hour of the week. Kept once for all, so that thousands
 * of replications need little memory; added in their order, so that the sums are the same to the last bit.
 */
export class Tally {
  replications = 0
  readonly leadTimeSketch = new Float64Array(sketchCells)
  private readonly stepQueues: readonly Float64Array[]
  private readonly poolQueues: readonly Float64Array[]
  private readonly poolBusy: readonly Float64Array[]
  private readonly poolPeople: readonly Float64Array[]

  constructor(program: Program) {
    const week = (things: ArrayLike<unknown>) => Array.from(things, () => new Float64Array(168))
    this.stepQueues = week(program.steps.state)
    this.poolQueues = week(program.names.pools)
    this.poolBusy = week(program.names.pools)
    this.poolPeople = week(program.names.pools)
  }

  /** Adds a replication; the answer is the rest of it, without what is kept here. */
  add(one: Observations): Observations {
    this.replications++
    addTo(this.leadTimeSketch, one.leadTimeSketch)
    return {
      ...one,
      leadTimeSketch: new Uint32Array(0),
      steps: one.steps.map((step, i): StepObservations => {
        addTo(this.stepQueues[i]!, step.queueByHour)
        return { ...step, queueByHour: none }
      }),
      pools: one.pools.map((pool, i): PoolObservations => {
        addTo(this.poolQueues[i]!, pool.queueByHour)
        addTo(this.poolBusy[i]!, pool.busyByHour)
        addTo(this.poolPeople[i]!, pool.peopleByHour)
        return { ...pool, queueByHour: none, busyByHour: none, peopleByHour: none }
      }),
    }
  }

  /** Means by hour of the week. */
  stepQueueByHour(step: number): number[] {
    return this.mean(this.stepQueues[step]!)
  }

  poolByHour(pool: number): { readonly queueByHour: number[]; readonly busyByHour: number[]; readonly peopleByHour: number[] } {
    return {
      queueByHour: this.mean(this.poolQueues[pool]!),
      busyByHour: this.mean(this.poolBusy[pool]!),
      peopleByHour: this.mean(this.poolPeople[pool]!),
    }
  }

  private mean(sums: Float64Array): number[] {
    return Array.from(sums, (sum) => (this.replications === 0 ? 0 : sum / this.replications))
  }
}

function addTo(sums: Float64Array, values: Float64Array | Uint32Array): void {
  for (let i = 0; i < values.length; i++) sums[i]! += values[i]!
}

/** The tally of replications that were kept whole. */
export function tallyOf(program: Program, many: readonly Observations[]): Tally {
  const tally = new Tally(program)
  for (const one of many) tally.add(one)
  return tally
}
