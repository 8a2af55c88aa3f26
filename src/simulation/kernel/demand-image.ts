import { Arrivals } from '../engine/arrivals.ts'
import { keyOf, purposeOf } from '../engine/chance.ts'
import type { Mix } from '../engine/mix.ts'
import { Rate } from '../engine/rate.ts'
import type { ProfileTable, Program } from '../program/program.ts'
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
  // Views are made once for a memory, not for each part: there are tens of thousands of hours in a long run.
  let views = viewsOf(kernel, shares, guide, demand.kinds)
  let written: Mix | null = null
  const write = () => {
    if (views.rate.buffer !== kernel.memory.buffer) views = viewsOf(kernel, shares, guide, demand.kinds)
    views.rate[0] = rate.end
    views.rate[1] = rate.perSecond
    views.more[0] = rate.isLast ? 1 : 0
    if (rate.mix === written && !rate.isSpecial) return
    written = rate.mix
    views.more[1] = shares
    views.more[2] = guide
    views.shares.set(rate.mix.shares)
    views.guide.set(rate.mix.guide)
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

function viewsOf({ memory: { buffer }, part }: KernelExports, shares: number, guide: number, kinds: number) {
  return {
    rate: new Float64Array(buffer, part.value, 2),
    more: new Int32Array(buffer, part.value + 16, 3),
    shares: new Float64Array(buffer, shares, kinds),
    guide: new Int32Array(buffer, guide, kinds),
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
