type Rest = { left: number | null; done: number; shift: number }

/** Visits that went back to the queue after work had begun: what is left of their work, and what was done. Few at a time, so a map. */
export class HandedBack {
  private readonly rests = new Map<number, Rest>()

  /**
   * The case in hand goes back. `work`: seconds left at the usual pace, and seconds that this stint took; null: all is lost. `shift`: by how much the moment
   * of entering moves, so that what has passed since is what it has waited.
   */
  note(ticket: number, work: { readonly left: number; readonly done: number } | null, shift: number): void {
    const rest = this.rests.get(ticket) ?? { left: null, done: 0, shift: 0 }
    rest.left = work?.left ?? rest.left
    rest.done += work?.done ?? 0
    rest.shift += shift
    this.rests.set(ticket, rest)
  }

  /** Seconds of work left at the usual pace; null: all of it. */
  left(ticket: number): number | null {
    return this.rests.size === 0 ? null : (this.rests.get(ticket)?.left ?? null)
  }

  /** Seconds worked before the last stint; they count once. */
  take(ticket: number): number {
    const rest = this.rests.size === 0 ? undefined : this.rests.get(ticket)
    if (rest === undefined) return 0
    const { done } = rest
    rest.done = 0
    return done
  }

  /** By how much the moment of entering was moved. */
  shiftOf(ticket: number): number {
    return this.rests.size === 0 ? 0 : (this.rests.get(ticket)?.shift ?? 0)
  }

  forget(ticket: number): void {
    if (this.rests.size > 0) this.rests.delete(ticket)
  }
}
