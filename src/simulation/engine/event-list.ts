/**
 * The future: items (small integers) with a time, a rank and a sequence number, as a 4-ary heap in typed arrays. An item is in it at most once
 * and can be taken out again, so nothing stale is ever kept. Order: time, then rank (smaller first), then the order in which items were put in.
 */
export class EventList {
  private times = new Float64Array(64)
  /** Rank and sequence as one number: rank · 2^48 + sequence. */
  private orders = new Float64Array(64)
  private items = new Int32Array(64)
  private places = new Int32Array(64).fill(-1)
  private sequence = 0
  private lowest = 0
  private filled = 0
  /** Whether the root is the hole that the last `take` left: what is put in next often comes there, so that the heap sinks once instead of twice. */
  private hollow = false
  /** Rank and sequence of the item that `take` gave last. */
  takenOrder = 0

  get size(): number {
    return this.hollow ? this.filled - 1 : this.filled
  }

  /** Time of the first item; Infinity when empty. */
  get nextTime(): number {
    if (this.hollow) this.close()
    return this.filled === 0 ? Infinity : this.times[0]!
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

  /** Planned time of an item that is in. */
  timeOf(item: number): number {
    return this.times[this.places[item]!]!
  }

  /** The place among ties that an item put in now with this rank would have; for `putOrdered`. */
  nextOrder(rank: number): number {
    return rank * 281474976710656 + this.sequence++
  }

  has(item: number): boolean {
    return item < this.places.length && this.places[item]! >= 0
  }

  put(item: number, time: number, rank: number): void {
    this.putOrdered(item, time, rank * 281474976710656 + this.sequence++)
  }

  /** Puts an item before all others of its time. */
  putFirst(item: number, time: number): void {
    this.putOrdered(item, time, --this.lowest)
  }

  putOrdered(item: number, time: number, order: number): void {
    if (item >= this.places.length) this.growPlaces(item)
    if (this.hollow) {
      this.hollow = false
      return this.sink(0, item, time, order)
    }
    if (this.filled === this.items.length) this.growHeap()
    this.rise(this.filled++, item, time, order)
  }

  /** Takes the first item out; the list must not be empty. */
  take(): number {
    if (this.hollow) this.close()
    const item = this.items[0]!
    this.takenOrder = this.orders[0]!
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
    const { filled } = this
    if (hole === filled) return
    const [last, time, order] = [this.items[filled]!, this.times[filled]!, this.orders[filled]!]
    const up = hole > 0 ? (hole - 1) >> 2 : 0
    if (hole > 0 && before(time, order, this.times[up]!, this.orders[up]!)) this.rise(hole, last, time, order)
    else this.sink(hole, last, time, order)
  }

  /** Fills the hole at the root with the last item. */
  private close(): void {
    this.hollow = false
    this.filled--
    const { filled } = this
    if (filled > 0) this.sink(0, this.items[filled]!, this.times[filled]!, this.orders[filled]!)
  }

  private rise(from: number, item: number, time: number, order: number): void {
    const { times, orders, items, places } = this
    let at = from
    while (at > 0) {
      const up = (at - 1) >> 2
      const upTime = times[up]!
      if (upTime < time || (upTime === time && orders[up]! < order)) break
      times[at] = upTime
      orders[at] = orders[up]!
      const moved = items[up]!
      items[at] = moved
      places[moved] = at
      at = up
    }
    times[at] = time
    orders[at] = order
    items[at] = item
    places[item] = at
  }

  private sink(from: number, item: number, time: number, order: number): void {
    const { times, orders, items, places, filled: size } = this
    let at = from
    for (;;) {
      const first = at * 4 + 1
      if (first >= size) break
      let least = first
      let leastTime = times[first]!
      const end = first + 4 < size ? first + 4 : size
      for (let child = first + 1; child < end; child++) {
        const childTime = times[child]!
        if (childTime < leastTime || (childTime === leastTime && orders[child]! < orders[least]!)) {
          least = child
          leastTime = childTime
        }
      }
      if (time < leastTime || (time === leastTime && order < orders[least]!)) break
      times[at] = leastTime
      orders[at] = orders[least]!
      const moved = items[least]!
      items[at] = moved
      places[moved] = at
      at = least
    }
    times[at] = time
    orders[at] = order
    items[at] = item
    places[item] = at
  }

  private growHeap(): void {
    const length = this.items.length * 2
    this.times = grownFloat(this.times, length)
    this.orders = grownFloat(this.orders, length)
    this.items = grownInt(this.items, length)
  }

  private growPlaces(item: number): void {
    const old = this.places
    this.places = new Int32Array(Math.max(old.length * 2, item + 1)).fill(-1)
    this.places.set(old)
  }
}

function before(time: number, order: number, otherTime: number, otherOrder: number): boolean {
  return time < otherTime || (time === otherTime && order < otherOrder)
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
