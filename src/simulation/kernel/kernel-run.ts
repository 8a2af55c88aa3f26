import * as orderKind from '../program/codes/order-kind.ts'
import * as runEnd from '../program/codes/run-end.ts'
import { Measures } from '../engine/measures.ts'
import { Now } from '../engine/now.ts'
import type { Observed } from '../engine/observed.ts'
import type { Program } from '../program/program.ts'
import { ChartImage } from './chart-image.ts'
import { demandImage } from './demand-image.ts'
import type { DemandImage } from './demand-image.ts'
import { formulaCode } from './formula-code.ts'
import type { FormulaCode } from './formula-code.ts'
import { Image } from './image.ts'
import type { Kernel, KernelExports } from './kernel.ts'
import { sumsOf, writeTables } from './tables-image.ts'

/** One replication in the kernel: the same events, sums and fingerprint as `Run` in TypeScript, to the last bit. */
export class KernelRun implements Observed {
  readonly measures: KernelMeasures
  readonly failure = null
  readonly failures: Observed['failures']
  readonly quality = null
  readonly ageBefore = 0
  readonly pools: Observed['pools']
  private readonly kernel: KernelExports
  private readonly chart: ChartImage
  private readonly demand: DemandImage
  private readonly steps: number
  private readonly waits: number
  private readonly segments: number
  private view: Uint8Array
  /** Whether the last case has left, and none will come. */
  isOver = false

  private constructor(program: Program, replication: number, kernel: Kernel, formulas: FormulaCode) {
    this.kernel = kernel({
      react: (configuration, event) => this.chart.react(configuration, event),
      plan: (configuration, count) => this.chart.plan(configuration, count),
      first: () => this.chart.first(),
      advancePart: () => this.demand.advancePart(),
      nextArrival: () => this.demand.nextArrival(),
    })
    const { steps, pools, segments, names } = program
    this.steps = steps.state.length
    this.segments = segments.when.length
    const image = new Image(this.kernel)
    this.measures = new KernelMeasures(program, this.kernel)
    this.failures = program.failures && { count: this.measures.failures }
    const { addresses, sums } = writeTables(program, replication, formulas, this.measures.mine, image)
    this.measures.sumsAt = sums
    const poolsPerStep = Array.from(steps.state, (_, step) => steps.poolsAt[step + 1]! - steps.poolsAt[step]!)
    this.kernel.setUp(
      addresses,
      names.attributes.length,
      this.segments,
      Math.max(1, ...poolsPerStep),
      this.steps,
      pools.order.length,
      program.chart.timerDelay.length,
      names.events.length,
      program.formulas.length,
      program.maxCases < Infinity,
    )
    this.chart = new ChartImage(program.chart, this.kernel, image)
    this.demand = demandImage(program, replication, this.kernel, image)
    this.waits = image.floats(new Float64Array(this.steps))
    this.kernel.begin()
    this.pools = {
      peak: new Int32Array(pools.order.length),
      hopeless: new Int32Array(pools.order.length),
      worstCauses: 0,
      crews: Array.from(pools.order, () => null),
    }
    this.view = new Uint8Array(this.kernel.memory.buffer)
  }

  /** A run in the kernel, or null when the program has what only the engine in TypeScript can do. */
  static of(program: Program, replication: number, kernel: Kernel): KernelRun | null {
    const { crews, quality, backlog, outside, builtIns, luck } = program
    if (quality !== null || backlog !== null || outside !== null || builtIns !== null || luck !== null) return null
    if (crews.some((crew) => crew !== null)) return null
    if (program.pools.order.some((order) => order > orderKind.value)) return null
    const formulas = formulaCode(program.formulas)
    return formulas === null ? null : new KernelRun(program, replication, kernel, formulas)
  }

  /** Lets events before `until` happen, at most so many: one of `codes/run-end.ts`. */
  run(until: number, budget: number): number {
    const why = this.kernel.run(until, budget)
    this.isOver = why === runEnd.over
    if (this.view.buffer !== this.kernel.memory.buffer) this.view = new Uint8Array(this.kernel.memory.buffer)
    this.measures.readLevels()
    return why
  }

  get now(): number {
    return this.kernel.time()
  }

  get happened(): number {
    return this.kernel.eventCount()
  }

  /** Bytes of the kernel's memory. */
  get bytes(): number {
    return this.view.byteLength
  }

  get fingerprint(): { readonly text: string } {
    return { text: BigInt.asUintN(64, this.kernel.fingerprint()).toString(16).padStart(16, '0') }
  }

  /** The run is over: sums and what else is observed are read from the kernel. */
  finish(): void {
    this.measures.read()
    this.pools.peak.set(new Int32Array(this.kernel.memory.buffer, this.kernel.peaks(), this.pools.peak.length))
    this.pools.worstCauses = this.kernel.causesError()
  }

  eachOpen(visit: (arrived: number, isIn: (segment: number) => boolean) => void): void {
    for (let slot = 0; slot < this.kernel.slots(); slot++) {
      const arrived = this.kernel.arrivedAt(slot)
      if (Number.isNaN(arrived)) continue
      const marks = new Uint8Array(this.kernel.memory.buffer, this.kernel.segmentMarks(slot), this.segments)
      visit(arrived, (segment) => marks[segment] === 1)
    }
  }

  openWaits(end: number): Float64Array {
    const sums = () => new Float64Array(this.kernel.memory.buffer, this.waits, this.steps)
    sums().fill(0)
    this.kernel.addWaits(this.waits, end)
    return sums().slice()
  }

  failedIn(): never {
    throw new Error('the kernel leaves a case that cannot go on to the engine in TypeScript')
  }
}

/** Measures whose sums the kernel keeps; they are read when they are looked at. */
class KernelMeasures extends Measures {
  sumsAt: readonly number[] = []
  private readonly kernel: KernelExports
  /** The sums, as the kernel has them. */
  readonly mine: readonly Float64Array[]
  /** How often each step failed. */
  readonly failures: Float64Array
  private readonly counts: { readonly steps: number; readonly pools: number }

  constructor(program: Program, kernel: KernelExports) {
    const failures = new Float64Array(program.steps.state.length)
    super(program, new Now(), program.failures ? [failures] : [])
    this.failures = failures
    this.kernel = kernel
    this.mine = [...sumsOf(this), failures]
    this.counts = { steps: program.steps.state.length, pools: program.pools.order.length }
  }

  override mark(time: number, hour: number): void {
    this.kernel.mark(time, hour)
  }

  override get workArea(): number {
    this.read()
    return super.workArea
  }

  override snapshot(): readonly Float64Array[] {
    this.read()
    return super.snapshot()
  }

  /** Reads all sums. */
  read(): void {
    this.mine.forEach((sums, i) => sums.set(new Float64Array(this.kernel.memory.buffer, this.sumsAt[i]!, sums.length)))
    this.readLevels()
  }

  /** Reads how many cases are in work and wait by pool now. */
  readLevels(): void {
    const { steps, pools } = this.counts
    for (let pool = 0; pool < pools; pool++) this.poolQueue.now[pool] = this.kernel.level(steps + pool)
    this.wip.now[0] = this.kernel.level(steps + 3 * pools)
  }
}
