/** What the kernel (assembly/) offers; addresses are places in its memory, in bytes. */
export type KernelExports = {
  readonly memory: { readonly buffer: ArrayBuffer }
  alloc(bytes: number): number
  setUp(
    addresses: number,
    attributes: number,
    segments: number,
    poolsPerStep: number,
    steps: number,
    pools: number,
    timers: number,
    events: number,
    formulas: number,
    untilEmpty: boolean,
  ): void
  setDemand(kinds: number, values: number, most: number, gap0: number, gap1: number, mix0: number, mix1: number): void
  begin(): void
  /** Lets events before `until` happen, at most so many: one of `codes/run-end.ts`. */
  run(until: number, budget: number): number
  mark(time: number, hour: number): void
  time(): number
  eventCount(): number
  fingerprint(): bigint
  peaks(): number
  causesError(): number
  level(at: number): number
  slots(): number
  arrivedAt(slot: number): number
  segmentMarks(slot: number): number
  addWaits(sums: number, end: number): void
  valuesOfArrival(): number
  readonly part: { readonly value: number }
  readonly arrival: { readonly value: number }
  readonly picked: { readonly value: number }
}

/** What the kernel asks of its host; each writes into the kernel's memory. */
export type KernelHost = {
  react(configuration: number, event: number): number
  plan(configuration: number, count: number): number
  first(): number
  advancePart(): void
  nextArrival(): void
}

/** Makes a kernel with a memory of its own. The host is called only after it is made. */
export type Kernel = (host: KernelHost) => KernelExports
