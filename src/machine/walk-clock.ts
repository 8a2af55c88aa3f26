/** A clock that the user moves. Timers fire in order of time, then of being set; while one fires, `now` is its time. Milliseconds. */
export class WalkClock {
  now = 0
  private next = 1
  private readonly timers = new Map<number, { readonly due: number; readonly run: () => void }>()

  setTimeout = (run: () => void, delay: number): number => {
    const id = this.next++
    this.timers.set(id, { due: this.now + Math.max(0, delay), run })
    return id
  }

  clearTimeout = (id: number): void => {
    this.timers.delete(id)
  }

  /** Moves the clock; `afterEach` is called when a timer has fired. */
  advance(milliseconds: number, afterEach: () => void): void {
    const until = this.now + milliseconds
    for (let earliest = this.earliest(until); earliest !== null; earliest = this.earliest(until)) {
      const timer = this.timers.get(earliest)
      this.timers.delete(earliest)
      this.now = timer?.due ?? this.now
      timer?.run()
      afterEach()
    }
    this.now = until
  }

  private earliest(until: number): number | null {
    let found: number | null = null
    let due = Infinity
    for (const [id, timer] of this.timers) if (timer.due <= until && timer.due < due) [found, due] = [id, timer.due]
    return found
  }
}
