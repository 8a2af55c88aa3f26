/** What tells time and load where a worker is watched: the rooms that watch have no clock. */
export type HeartbeatHost = {
  /** Calls every so many milliseconds until the answer is called. */
  every(milliseconds: number, call: () => void): () => void
  /** Works on this thread for a moment; how many slices it got done (see `workForAMoment`). */
  work(): number
}

/** How many slices of work each of some workers has done: what they say of each other's chances to run. */
export class Pace {
  private readonly slices: number[] = []

  /** A place for one more worker. */
  join(): number {
    return this.slices.push(0) - 1
  }

  advance(place: number, slices: number): void {
    this.slices[place]! += slices
  }

  seen(): readonly number[] {
    return [...this.slices]
  }

  /** The most slices that one of the others has done since. */
  mostSince(seen: readonly number[], place: number): number {
    return Math.max(0, ...this.slices.map((slices, index) => (index === place ? 0 : slices - (seen[index] ?? 0))))
  }
}

/** Seconds without a sign of life after which a worker may be dead. */
const heartbeatTimeout = 8
/** The same for one that has said nothing yet: its code may still be on its way, and that takes no CPU. */
const startTimeout = 30
/** Seconds without a sign of life after which it is, however busy the machine. */
const absoluteTimeout = 120
/** Seconds of silence after which this thread begins to work itself, to see whether there is CPU to be had. */
const suspicionTimeout = 3
/** Slices that this thread, or another worker, did while the watched one did none. A fair machine gives a worker that can run about as much CPU as either. */
const hostSlices = 100
const workerSlices = 1000
/** Milliseconds that this thread works in a second of suspicion. */
const moment = 40

/**
 * Watches one worker. Seconds alone do not condemn it: on a busy machine a healthy worker may wait that long for a core. It is dead when it gives no sign of
 * life while this thread or another worker gets much work done, or when the absolute limit is over. Ticks are counted, not time: a page that slept does
 * not take its workers for dead.
 */
export class Heartbeat {
  private readonly host: HeartbeatHost
  private readonly onDead: (why: string) => void
  private readonly pace: Pace
  private readonly place: number
  private seen: readonly number[] = []
  private isStarting = true
  private silent = 0
  private worked = 0
  private stopTicks: (() => void) | null = null

  constructor(host: HeartbeatHost, pace: Pace, place: number, onDead: (why: string) => void) {
    this.host = host
    this.pace = pace
    this.place = place
    this.onDead = onDead
  }

  /** Watches from now on. `isNew`: a worker that has just been opened. */
  start(isNew = false): void {
    this.stop()
    this.beat()
    this.isStarting = isNew
    this.stopTicks = this.host.every(1000, () => this.tick())
  }

  stop(): void {
    this.stopTicks?.()
    this.stopTicks = null
  }

  /** A sign of life. */
  beat(): void {
    this.isStarting = false
    this.silent = 0
    this.worked = 0
    this.seen = this.pace.seen()
  }

  private tick(): void {
    if (++this.silent >= suspicionTimeout) this.worked += this.host.work()
    const why = this.verdict()
    if (why === null) return
    this.stop()
    this.onDead(why)
  }

  private verdict(): string | null {
    if (this.silent >= absoluteTimeout) return `no sign of life for ${absoluteTimeout} s`
    if (this.silent < (this.isStarting ? startTimeout : heartbeatTimeout)) return null
    const others = this.pace.mostSince(this.seen, this.place)
    if (others >= workerSlices) return `no sign of life for ${this.silent} s, while another worker went on`
    return this.worked >= hostSlices ? `no sign of life for ${this.silent} s, though there was time to run` : null
  }
}

/** Works for a moment by this clock, in slices of about a millisecond of CPU; how many were done: many on a quiet machine, one on a starved one. */
export function workForAMoment(now: () => number): number {
  let slices = 0
  for (const until = now() + moment; slices === 0 || now() < until; slices++) workOneSlice()
  return slices
}

/** Work that no compiler can leave out: whole numbers only. */
function workOneSlice(): number {
  let state = 1
  for (let step = 0; step < 500_000; step++) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
  return state
}
