import { Heap } from './heap'
import { allocate } from './memory'
import { Entry } from './structs'

const mostLists: i32 = 16
const inHeap: i32 = mostLists

/** Entries by key, and within a key in the order of joining. The twin of engine/waiting-line.ts. */
export class WaitingLine {
  size: i32 = 0
  private lists: i32 = 0
  private readonly keys: usize = allocate(mostLists * 8)
  private readonly heads: usize = allocate(mostLists * 4)
  private readonly tails: usize = allocate(mostLists * 4)
  private readonly sorted: usize = allocate(mostLists * 4)
  private heap: Heap | null = null

  get first(): Entry | null {
    const heap = this.heap
    if (heap !== null) return changetype<Entry | null>(heap.first)
    for (let i = 0; i < this.lists; i++) {
      const head = this.pointer(this.heads, load<i32>(this.sorted + ((<usize>i) << 2)))
      if (head !== null) return head
    }
    return null
  }

  put(entry: Entry, key: f64): void {
    this.size++
    entry.time = key
    const list = this.heap === null ? this.listOf(key) : inHeap
    entry.list = list
    if (list == inHeap) return this.heap!.put(entry, key, 0)
    const tail = this.pointer(this.tails, list)
    entry.previous = tail
    entry.next = null
    if (tail === null) this.set(this.heads, list, entry)
    else tail.next = entry
    this.set(this.tails, list, entry)
  }

  remove(entry: Entry): void {
    const list = entry.list
    entry.list = -1
    this.size--
    if (list == inHeap) return this.heap!.remove(entry)
    const before = entry.previous
    const after = entry.next
    if (before === null) this.set(this.heads, list, after)
    else before.next = after
    if (after === null) this.set(this.tails, list, before)
    else after.previous = before
  }

  private listOf(key: f64): i32 {
    for (let list = 0; list < this.lists; list++) if (load<f64>(this.keys + ((<usize>list) << 3)) == key) return list
    if (this.lists == mostLists) {
      this.toHeap()
      return inHeap
    }
    const list = this.lists++
    store<f64>(this.keys + ((<usize>list) << 3), key)
    let place = list
    for (; place > 0; place--) {
      const other = load<i32>(this.sorted + ((<usize>(place - 1)) << 2))
      if (!(load<f64>(this.keys + ((<usize>other) << 3)) > key)) break
      store<i32>(this.sorted + ((<usize>place) << 2), other)
    }
    store<i32>(this.sorted + ((<usize>place) << 2), list)
    return list
  }

  private toHeap(): void {
    const heap = new Heap()
    for (let i = 0; i < this.lists; i++) {
      let entry = this.pointer(this.heads, load<i32>(this.sorted + ((<usize>i) << 2)))
      while (entry !== null) {
        const next = entry.next
        heap.put(entry, entry.time, 0)
        entry.list = inHeap
        entry = next
      }
    }
    this.heap = heap
  }

  @inline
  private pointer(table: usize, list: i32): Entry | null {
    return changetype<Entry | null>(<usize>load<u32>(table + ((<usize>list) << 2)))
  }

  @inline
  private set(table: usize, list: i32, entry: Entry | null): void {
    store<u32>(table + ((<usize>list) << 2), <u32>changetype<usize>(entry))
  }
}
