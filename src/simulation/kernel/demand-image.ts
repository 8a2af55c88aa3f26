import { Arrivals } from '../engine/arrivals.ts'
import { keyOf, purposeOf } from '../engine/chance.ts'
import { Rate } from '../engine/rate.ts'
import type { ProfileTable, Program } from '../program.ts'
import type { Image } from './image.ts'
import type { KernelExports } from './kernel.ts'

/** Where the cases of a kernel come from. */
export type DemandImage = { advancePart(): void; nextArrival(): void }

const most = 2 ** 31 - 1

/** A profile in which every case comes and is of a kind is worked out by the kernel, which asks for each new rate; of others it asks for each case. */
export function demandImage(program: Program, replication: number, kernel: KernelExports, image: Image): DemandImage {
  const { demand } = program
  const isPlain =
    demand.kind === 'profile' && demand.thinning.keep === null && demand.thinning.share === 1 && demand.numbers.attribute.length === 0
  return isPlain ? plainDemand(program, demand, replication, kernel, image) : otherDemand(program, replication, kernel)
}

function plainDemand(program: Program, demand: ProfileTable, replication: number, kernel: KernelExports, image: Image): DemandImage {
  const { seed, horizon, maxCases } = program
  const [gap0, gap1] = keyOf(seed, replication, purposeOf('arrival'))
  const [mix0, mix1] = keyOf(seed, replication, purposeOf('mix'))
  kernel.setDemand(demand.kinds, image.floats(demand.values), Math.min(maxCases, most), gap0, gap1, mix0, mix1)
  const rate = new Rate(demand, seed, replication, horizon)
  const shares = image.floats(new Float64Array(demand.kinds))
  const guide = image.ints(new Int32Array(demand.kinds))
  const write = () => {
    const { buffer } = kernel.memory
    new Float64Array(buffer, kernel.part.value, 2).set([rate.end, rate.perSecond])
    new Int32Array(buffer, kernel.part.value + 16, 3).set([rate.isLast ? 1 : 0, shares, guide])
    new Float64Array(buffer, shares, demand.kinds).set(rate.mix.shares)
    new Int32Array(buffer, guide, demand.kinds).set(rate.mix.guide)
  }
  write()
  return {
    advancePart() {
      rate.advance()
      write()
    },
    nextArrival() {},
  }
}

function otherDemand(program: Program, replication: number, kernel: KernelExports): DemandImage {
  const width = program.names.attributes.length
  const arrivals = new Arrivals(program.demand, width, program.seed, replication, program.horizon, program.maxCases)
  kernel.setDemand(0, 0, 0, 0, 0, 0, 0)
  return {
    advancePart() {},
    nextArrival() {
      arrivals.next()
      const { time } = arrivals
      const { buffer } = kernel.memory
      new Float64Array(buffer, kernel.arrival.value, 1)[0] = time
      new Int32Array(buffer, kernel.arrival.value + 8, 1)[0] = arrivals.id
      if (time < Infinity) arrivals.fill(new Float64Array(buffer, kernel.valuesOfArrival(), width), 0)
    },
  }
}
