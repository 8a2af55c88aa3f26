/**
 * The future: items (small integers) with a time, a rank and a sequence number, as a 4-ary heap in typed arrays. An item is in it at most once
 * and can be taken out again, so nothing stale is ever kept. Order: time, then rank (smaller first), then the order in which items were put in.
 * An item's time is written into `times` before it is put in: a number that is handed to a function costs an object where the function is not inlined,
 * and this is the hottest place of the engine.
 */
export class EventList {
  /** By item: when it is due. */
  times = new Float64Array(64)
  /** By item: rank and sequence as one number, rank · 2^48 + sequence. */
  private orders = new Float64Array(64)
  private places = new Int32Array(64).fill(-1)
  private items = new Int32Array(64)
  private sequence = 0
  private lowest = 0
  private filled = 0
  /** Whether the root is the hole that the last `take` left: what is put in next often comes there, so that the heap sinks once instead of twice. */
  private hollow = false

  get size(): number {
    return this.hollow ? this.filled - 1 : this.filled
  }

  /** The first item, or -1 when empty. */
  get first(): number {
    if (this.hollow) this.close()
    return this.filled === 0 ? -1 : this.items[0]!
  }

  /** Calls for every item, in no particular order. */
  each(visit: (item: number) => void): void {
    if (this.hollow) this.close()
    for (let i = 0; i < this.filled; i++) visit(this.items[i]!)
  }

  has(item: number): boolean {
    return item < this.places.length && this.places[item]! >= 0
  }

  /** Rank and sequence of an item, as one number; of one that was taken out, what it had. */
  orderOf(item: number): number {
    return this.orders[item]!
  }

  /** Time of the first item; Infinity when empty. */
  get nextTime(): number {
    const { first } = this
    return first < 0 ? Infinity : this.times[first]!
  }

  /** Makes room for an item; needed before `times` is written. */
  reserve(item: number): void {
    if (item >= this.places.length) this.growItems(item)
  }

  /** Puts in an item at a time: where it is not so hot. */
  putAt(item: number, time: number, rank: number): void {
    this.reserve(item)
    this.times[item] = time
    this.put(item, rank)
  }

  /** Puts in an item whose time stands in `times`. */
  put(item: number, rank: number): void {
    this.orders[item] = rank * 281474976710656 + this.sequence++
    this.place(item)
  }

  /** Puts an item in before all others of its time. */
  putFirst(item: number, time: number): void {
    this.reserve(item)
    this.times[item] = time
    this.orders[item] = --this.lowest
    this.place(item)
  }

  /** Puts an item at the time and the place among ties that `other` has. */
  putLike(item: number, times: Float64Array, orders: Float64Array, other: number): void {
    this.reserve(item)
    this.times[item] = times[other]!
    this.orders[item] = orders[other]!
    this.place(item)
  }

  /** Writes the place among ties that an item put in now would have into orders[other]; for `putLike`. */
  promise(orders: Float64Array, other: number, rank: number): void {
    orders[other] = rank * 281474976710656 + this.sequence++
  }

  /** Takes the first item out; the list must not be empty. */
  take(): number {
    if (this.hollow) this.close()
    const item = this.items[0]!
    this.places[item] = -1
    this.hollow = true
    return item
  }

  /** Takes an item out if it is in. */
  remove(item: number): void {
    if (!this.has(item)) return
    if (this.hollow) this.close()
    const hole = this.places[item]!
    this.places[item] = -1
    this.filled--
    if (hole === this.filled) return
    const last = this.items[this.filled]!
    if (hole > 0 && this.isBefore(last, this.items[(hole - 1) >> 2]!)) this.rise(hole, last)
    else this.sink(hole, last)
  }

  private place(item: number): void {
    if (this.hollow) {
      this.hollow = false
      return this.sink(0, item)
    }
    if (this.filled === this.items.length) this.items = grownInt(this.items, this.filled * 2)
    this.rise(this.filled++, item)
  }

  /** Fills the hole at the root with the last item. */
  private close(): void {
    this.hollow = false
    this.filled--
    if (this.filled > 0) this.sink(0, this.items[this.filled]!)
  }

  private isBefore(item: number, other: number): boolean {
    const { times, orders } = this
    return times[item]! < times[other]! || (times[item] === times[other] && orders[item]! < orders[other]!)
  }

  private rise(from: number, item: number): void {
    const { times, orders, items, places } = this
    const time = times[item]!
    let at = from
    while (at > 0) {
      const up = (at - 1) >> 2
      const above = items[up]!
      const upTime = times[above]!
      if (upTime < time || (upTime === time && orders[above]! < orders[item]!)) break
      items[at] = above
      places[above] = at
      at = up
    }
    items[at] = item
    places[item] = at
  }

  private sink(from: number, item: number): void {
    const { times, orders, items, places, filled } = this
    const time = times[item]!
    let at = from
    for (;;) {
      const first = at * 4 + 1
      if (first >= filled) break
      let place = first
      let least = items[first]!
      let leastTime = times[least]!
      const end = first + 4 < filled ? first + 4 : filled
      for (let child = first + 1; child < end; child++) {
        const other = items[child]!
        const otherTime = times[other]!
        if (otherTime < leastTime || (otherTime === leastTime && orders[other]! < orders[least]!)) {
          place = child
          least = other
          leastTime = otherTime
        }
      }
      if (time < leastTime || (time === leastTime && orders[item]! < orders[least]!)) break
      items[at] = least
      places[least] = at
      at = place
    }
    items[at] = item
    places[item] = at
  }

  private growItems(item: number): void {
    const old = this.places.length
    const length = Math.max(old * 2, item + 1)
    this.places = grownInt(this.places, length).fill(-1, old)
    this.times = grownFloat(this.times, length)
    this.orders = grownFloat(this.orders, length)
  }
}

/** A longer copy. */
export function grownFloat(old: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length)
  grown.set(old)
  return grown
}

/** A longer copy. */
export function grownInt(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length)
  grown.set(old)
  return grown
}
