/** In the ring: a case that was taken out of turn, and one that left without being taken. */
const takenOutOfTurn = -1
const gone = -2

/**
 * A pool's queue as it would be, first come first served, with the same moments at which somebody takes a case. The moment at which a waiting case
 * would have had its turn tells contention, before it, from priority, after it. Memory follows the cases waiting.
 */
export class VirtualQueue {
  private ring = new Int32Array(64)
  /** Places are counted from the first case on; those before `head` have had their turn. */
  private head = 0
  private tail = 0

  /** A ticket joins. Returns its place. */
  join(ticket: number): number {
    if (this.tail - this.head === this.ring.length) this.grow()
    this.ring[this.tail & (this.ring.length - 1)] = ticket
    return this.tail++
  }

  /** The ticket at `place` is taken. Returns the ticket whose turn it would have been, perhaps its own, or -1. */
  take(place: number): number {
    const mask = this.ring.length - 1
    const { ring } = this
    while (this.head < this.tail && ring[this.head & mask] === gone) this.head++
    if (this.head === this.tail) return -1
    const turn = ring[this.head & mask]!
    if (place > this.head) ring[place & mask] = takenOutOfTurn
    this.head++
    return turn
  }

  /** The ticket at `place` leaves without being taken. */
  leave(place: number): void {
    if (place >= this.head) this.ring[place & (this.ring.length - 1)] = gone
  }

  /** Nobody waits any more. */
  clear(): void {
    this.head = this.tail
  }

  private grow(): void {
    const old = this.ring
    this.ring = new Int32Array(old.length * 2)
    for (let place = this.head; place < this.tail; place++) this.ring[place & (this.ring.length - 1)] = old[place & (old.length - 1)]!
  }
}
