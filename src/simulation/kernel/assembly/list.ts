import { allocate } from './memory'

/** Numbers one after another; the memory only grows. */
export class List {
  count: i32 = 0
  private capacity: i32 = 64
  private items: usize = allocate(64 * 4)

  push(item: u32): void {
    if (this.count == this.capacity) {
      const old = this.items
      this.items = allocate(<usize>this.capacity * 8)
      memory.copy(this.items, old, <usize>this.capacity * 4)
      this.capacity *= 2
    }
    const at = this.count++
    store<u32>(this.items + (<usize>at << 2), item)
  }

  @inline
  at(i: i32): u32 {
    return load<u32>(this.items + ((<usize>i) << 2))
  }
}
