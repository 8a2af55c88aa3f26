/** A clock that stands still until a test moves it, and a thread that gets as much done as the test says. */
export class FakeClock {
  slicesPerSecond = 30
  private now = 0
  private readonly timers = new Set<{ readonly every: number; next: number; readonly call: () => void }>()

  readonly every = (milliseconds: number, call: () => void) => {
    const timer = { every: milliseconds, next: this.now + milliseconds, call }
    this.timers.add(timer)
    return () => void this.timers.delete(timer)
  }

  readonly work = () => this.slicesPerSecond

  /** Lets seconds pass, one after the other; `eachSecond` before every one. */
  async pass(seconds: number, eachSecond = () => {}): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      eachSecond()
      for (const until = this.now + 1000; this.now < until;) {
        this.now += 100
        for (const timer of this.timers) {
          if (timer.next > this.now) continue
          timer.next += timer.every
          timer.call()
        }
        await settled()
      }
    }
  }

  /** Timers that still run. */
  get running(): number {
    return this.timers.size
  }
}

/** Resolves when all that can happen without time passing has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
