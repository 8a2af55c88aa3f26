import { allocate } from './memory'

const takenOutOfTurn: u32 = 1
const gone: u32 = 2

/** A pool's queue as it would be, first come first served: addresses of tickets in a ring. The twin of engine/virtual-queue.ts. */
export class VirtualQueue {
  private ring: usize = allocate(64 * 4)
  private length: i64 = 64
  private head: i64 = 0
  private tail: i64 = 0

  join(ticket: usize): i64 {
    if (this.tail - this.head == this.length) this.grow()
    store<u32>(this.slot(this.tail), <u32>ticket)
    return this.tail++
  }

  /** The ticket whose turn it would have been, or 0. */
  take(place: i64): usize {
    while (this.head < this.tail && load<u32>(this.slot(this.head)) == gone) this.head++
    if (this.head == this.tail) return 0
    const turn = load<u32>(this.slot(this.head))
    if (place > this.head) store<u32>(this.slot(place), takenOutOfTurn)
    this.head++
    return turn == takenOutOfTurn ? 0 : <usize>turn
  }

  leave(place: i64): void {
    if (place >= this.head) store<u32>(this.slot(place), gone)
  }

  clear(): void {
    this.head = this.tail
  }

  @inline
  private slot(place: i64): usize {
    return this.ring + ((<usize>(place & (this.length - 1))) << 2)
  }

  private grow(): void {
    const old = this.ring
    const mask = this.length - 1
    this.length *= 2
    this.ring = allocate(<usize>this.length * 4)
    for (let place = this.head; place < this.tail; place++) store<u32>(this.slot(place), load<u32>(old + ((<usize>(place & mask)) << 2)))
  }
}
