import { allocate } from './memory'
import { Item } from './structs'

const width: usize = 16

/** Items by time, then order: a 4-ary heap whose places hold the time beside the item. The twin of engine/event-list.ts. */
export class Heap {
  private filled: i32 = 0
  /** Whether the root is the hole that the last `take` left: what is put in next often comes there, so that the heap sinks once instead of twice. */
  private hollow: bool = false
  sequence: f64 = 0
  private lowest: f64 = 0
  private capacity: i32 = 64
  private places: usize = allocate(64 * width)

  /** Time of the first item; Infinity when there is none. */
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
  private write(place: i32, item: Item, time: f64): void {
    const at = this.places + <usize>place * width
    store<f64>(at, time)
    store<u32>(at, <u32>changetype<usize>(item), 8)
    item.place = place
  }

  private rise(from: i32, item: Item): void {
    const time = item.time
    let at = from
    while (at > 0) {
      const up = (at - 1) >> 2
      const upTime = load<f64>(this.places + <usize>up * width)
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
    const time = item.time
    const size = this.filled
    const places = this.places
    let at = from
    for (;;) {
      const first = at * 4 + 1
      if (first >= size) break
      let least = first
      let leastTime = load<f64>(places + <usize>first * width)
      const end = first + 4 < size ? first + 4 : size
      for (let child = first + 1; child < end; child++) {
        const childTime = load<f64>(places + <usize>child * width)
        if (childTime < leastTime || (childTime == leastTime && this.at(child).order < this.at(least).order)) {
          least = child
          leastTime = childTime
        }
      }
      if (time < leastTime || (time == leastTime && item.order < this.at(least).order)) break
      this.write(at, this.at(least), leastTime)
      at = least
    }
    this.write(at, item, time)
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
