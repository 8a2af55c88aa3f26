import { allocate } from './memory'
import { Item } from './structs'

const width: usize = 16

/** Items by time, then order: a 4-ary heap whose places hold the time, as `sortable`, beside the item. The twin of engine/event-list.ts. */
export class Heap {
  private filled: i32 = 0
  /** Whether the root is the hole that the last `take` left: what is put in next often comes there, so that the heap sinks once instead of twice. */
  private hollow: bool = false
  sequence: f64 = 0
  private capacity: i32 = 64
  private places: usize = allocate(64 * width)

  /** Time of the first item, not below 0; Infinity when there is none. */
  @inline
  get nextTime(): f64 {
    if (this.hollow) this.close()
    return this.filled == 0 ? Infinity : load<f64>(this.places)
  }

  @inline
  get first(): Item | null {
    if (this.hollow) this.close()
    return this.filled == 0 ? null : changetype<Item>(load<u32>(this.places, 8))
  }

  put(item: Item, time: f64, rank: f64): void {
    this.putOrdered(item, time, rank * 281474976710656 + this.nextSequence())
  }

  nextSequence(): f64 {
    const sequence = this.sequence
    this.sequence = sequence + 1
    return sequence
  }

  putOrdered(item: Item, time: f64, order: f64): void {
    item.time = time
    item.order = order
    if (this.hollow) {
      this.hollow = false
      return this.sink(item)
    }
    if (this.filled == this.capacity) this.grow()
    this.rise(this.filled++, item)
  }

  /** Takes the first item; there must be one, and `nextTime` or `first` have been asked. */
  @inline
  take(): Item {
    const item = changetype<Item>(load<u32>(this.places, 8))
    item.place = -1
    this.hollow = true
    return item
  }

  remove(item: Item): void {
    if (item.place < 0) return
    if (this.hollow) this.close()
    const hole = item.place
    item.place = -1
    this.filled--
    if (hole == this.filled) return
    const last = this.at(this.filled)
    if (hole > 0 && before(last, this.at((hole - 1) >> 2))) this.rise(hole, last)
    else this.sinkFrom(hole, last)
  }

  /** Fills the hole at the root with the last item. */
  private close(): void {
    this.hollow = false
    this.filled--
    if (this.filled > 0) this.sink(this.at(this.filled))
  }

  @inline
  private at(place: i32): Item {
    return changetype<Item>(load<u32>(this.places + <usize>place * width, 8))
  }

  @inline
  private write(place: i32, item: Item, time: i64): void {
    this.writeAt(this.places + <usize>place * width, item, time)
  }

  private rise(from: i32, item: Item): void {
    const time = sortable(item.time)
    let at = from
    while (at > 0) {
      const up = (at - 1) >> 2
      const upTime = load<i64>(this.places + <usize>up * width)
      const above = this.at(up)
      if (upTime < time || (upTime == time && above.order < item.order)) break
      this.write(at, above, upTime)
      at = up
    }
    this.write(at, item, time)
  }

  private sink(item: Item): void {
    this.sinkFrom(0, item)
  }

  private sinkFrom(from: i32, item: Item): void {
    const time = sortable(item.time)
    const places = this.places
    const end = places + <usize>this.filled * width
    let at = places + <usize>from * width
    for (;;) {
      const first = places + ((at - places) << 2) + width
      if (first >= end) break
      const least = first + 3 * width < end ? leastOfFour(first) : leastOf(first, end)
      const leastTime = load<i64>(least)
      if (time < leastTime || (time == leastTime && item.order < itemAt(least).order)) break
      this.writeAt(at, itemAt(least), leastTime)
      at = least
    }
    this.writeAt(at, item, time)
  }

  @inline
  private writeAt(at: usize, item: Item, time: i64): void {
    store<i64>(at, time)
    store<u32>(at, <u32>changetype<usize>(item), 8)
    item.place = <i32>((at - this.places) >> 4)
  }

  private grow(): void {
    const old = this.places
    this.places = allocate(<usize>this.capacity * 2 * width)
    memory.copy(this.places, old, <usize>this.capacity * width)
    this.capacity *= 2
  }
}

function before(one: Item, other: Item): bool {
  return one.time < other.time || (one.time == other.time && one.order < other.order)
}

@inline
function itemAt(at: usize): Item {
  return changetype<Item>(load<u32>(at, 8))
}

/** A number that orders as the time does: whole numbers are compared with fewer instructions. */
@inline
function sortable(time: f64): i64 {
  const bits = reinterpret<i64>(time + 0)
  return bits ^ ((bits >> 63) & 0x7fffffffffffffff)
}

/** The least of four children, chosen without branches: which of them it is nobody can foresee. */
@inline
function leastOfFour(first: usize): usize {
  const t0 = load<i64>(first)
  const t1 = load<i64>(first, width)
  const t2 = load<i64>(first, 2 * width)
  const t3 = load<i64>(first, 3 * width)
  const left = select<usize>(first + width, first, t1 < t0)
  const right = select<usize>(first + 3 * width, first + 2 * width, t3 < t2)
  const leftTime = load<i64>(left)
  const rightTime = load<i64>(right)
  if (i32(t0 == t1) | i32(t2 == t3) | i32(leftTime == rightTime)) return leastOf(first, first + 4 * width)
  return select<usize>(right, left, rightTime < leftTime)
}

function leastOf(first: usize, end: usize): usize {
  let least = first
  for (let child = first + width; child < end && child < first + 4 * width; child += width) {
    const time = load<i64>(child)
    const leastTime = load<i64>(least)
    if (time < leastTime || (time == leastTime && itemAt(child).order < itemAt(least).order)) least = child
  }
  return least
}
