import { EventList, grownInt } from './event-list.ts'

/** Keys that have a list of their own; with more the line becomes a heap. */
const mostLists = 16
const inHeap = mostLists
const nowhere = -1

/** Who stands before and behind whom, for all lines at once: an entry is in one line at most. */
export class Links {
  next = new Int32Array(0)
  previous = new Int32Array(0)
  /** List of the line that the entry is in; `inHeap`, or `nowhere`. */
  list = new Int32Array(0)

  grow(entries: number): void {
    const old = this.list.length
    this.next = grownInt(this.next, entries)
    this.previous = grownInt(this.previous, entries)
    this.list = grownInt(this.list, entries).fill(nowhere, old)
  }

  has(entry: number): boolean {
    return this.list[entry] !== nowhere
  }
}

/**
 * A line of entries (small integers) by key, smallest first, and within a key in the order of joining. Few different keys, as priorities are, cost a list
 * each and a step to join or leave; many (deadlines, expressions) a heap.
 */
export class WaitingLine {
  size = 0
  private lists = 0
  private readonly keys = new Float64Array(mostLists)
  private readonly heads = new Int32Array(mostLists).fill(-1)
  private readonly tails = new Int32Array(mostLists).fill(-1)
  /** Lists by growing key. */
  private readonly sorted = new Int32Array(mostLists)
  private heap: EventList | null = null
  private readonly links: Links

  constructor(links: Links) {
    this.links = links
  }

  /** The first entry, or -1. */
  get first(): number {
    if (this.heap !== null) return this.heap.first
    for (let i = 0; i < this.lists; i++) {
      const head = this.heads[this.sorted[i]!]!
      if (head >= 0) return head
    }
    return -1
  }

  /** Key of the first entry; the line must not be empty. */
  get firstKey(): number {
    return this.heap === null ? this.keys[this.links.list[this.first]!]! : this.heap.nextTime
  }

  put(entry: number, key: number): void {
    const { links } = this
    this.size++
    const list = this.heap === null ? this.listOf(key) : inHeap
    links.list[entry] = list
    if (list === inHeap) return this.heap!.putAt(entry, key, 0)
    const tail = this.tails[list]!
    links.previous[entry] = tail
    links.next[entry] = -1
    if (tail < 0) this.heads[list] = entry
    else links.next[tail] = entry
    this.tails[list] = entry
  }

  /** Puts an entry before all others of its key. */
  putFirst(entry: number, key: number): void {
    if (this.heap !== null) return this.rebuilt(entry, key)
    this.put(entry, key)
    if (this.links.list[entry] === inHeap) {
      this.remove(entry)
      return this.rebuilt(entry, key)
    }
    const { links } = this
    const list = links.list[entry]!
    const head = this.heads[list]!
    if (head === entry) return
    this.unlink(entry, list)
    links.previous[entry] = -1
    links.next[entry] = head
    links.previous[head] = entry
    this.heads[list] = entry
  }

  /** Takes an entry of this line out. */
  remove(entry: number): void {
    const list = this.links.list[entry]!
    this.links.list[entry] = nowhere
    this.size--
    if (list === inHeap) this.heap!.remove(entry)
    else this.unlink(entry, list)
  }

  /** Calls for every entry; by key and order of joining as long as keys are few. */
  each(visit: (entry: number) => void): void {
    if (this.heap !== null) return this.heap.each(visit)
    for (let i = 0; i < this.lists; i++)
      for (let entry = this.heads[this.sorted[i]!]!; entry >= 0;) {
        const next = this.links.next[entry]!
        visit(entry)
        entry = next
      }
  }

  private unlink(entry: number, list: number): void {
    const { next, previous } = this.links
    const [before, after] = [previous[entry]!, next[entry]!]
    if (before < 0) this.heads[list] = after
    else next[before] = after
    if (after < 0) this.tails[list] = before
    else previous[after] = before
  }

  private listOf(key: number): number {
    for (let list = 0; list < this.lists; list++) if (this.keys[list] === key) return list
    if (this.lists === mostLists) {
      this.toHeap()
      return inHeap
    }
    const list = this.lists++
    this.keys[list] = key
    let place = list
    for (; place > 0 && this.keys[this.sorted[place - 1]!]! > key; place--) this.sorted[place] = this.sorted[place - 1]!
    this.sorted[place] = list
    return list
  }

  private toHeap(): void {
    const heap = new EventList()
    this.each((entry) => {
      heap.putAt(entry, this.keys[this.links.list[entry]!]!, 0)
      this.links.list[entry] = inHeap
    })
    this.heap = heap
  }

  private rebuilt(entry: number, key: number): void {
    this.size++
    this.links.list[entry] = inHeap
    this.heap!.putFirst(entry, key)
  }
}
