import { Heap } from './heap'
import { allocate, rounded } from './memory'
import { Delay, Item } from './structs'

/** Timers of constant delays, each delay a line. The twin of engine/delay-lines.ts. */
export class DelayLines {
  private readonly heads: usize
  private readonly tails: usize
  private readonly items: usize

  constructor(
    lines: i32,
    itemKind: i32,
    private readonly events: Heap,
    private readonly rank: f64,
  ) {
    this.heads = allocate(<usize>lines * 4)
    this.tails = allocate(<usize>lines * 4)
    this.items = allocate(<usize>lines * rounded(offsetof<Item>()))
    for (let line = 0; line < lines; line++) {
      const item = this.itemOf(line)
      item.place = -1
      item.kind = itemKind
      item.index = line
    }
  }

  start(line: i32, delay: Delay, time: f64): void {
    delay.time = time
    delay.order = this.rank * 281474976710656 + this.events.nextSequence()
    delay.line = line
    let before = this.tail(line)
    while (before !== null && before.time > time) before = before.previous
    const after = before === null ? this.head(line) : before.next
    delay.previous = before
    delay.next = after
    if (after === null) store<u32>(this.tails + ((<usize>line) << 2), <u32>changetype<usize>(delay))
    else after.previous = delay
    if (before !== null) before.next = delay
    else {
      store<u32>(this.heads + ((<usize>line) << 2), <u32>changetype<usize>(delay))
      this.plan(line, delay)
    }
  }

  stop(delay: Delay): void {
    const line = delay.line
    if (line < 0) return
    delay.line = -1
    const before = delay.previous
    const after = delay.next
    if (before === null) store<u32>(this.heads + ((<usize>line) << 2), <u32>changetype<usize>(after))
    else before.next = after
    if (after === null) store<u32>(this.tails + ((<usize>line) << 2), <u32>changetype<usize>(before))
    else after.previous = before
  }

  /** The ticket whose timer falls due, now stopped; 0 if none does yet. */
  due(line: i32, time: f64, order: f64): usize {
    const delay = this.head(line)
    if (delay === null) return 0
    const isDue = delay.time == time && delay.order == order
    if (isDue) this.stop(delay)
    const head = this.head(line)
    if (head !== null) this.plan(line, head)
    return isDue ? delay.ticket : 0
  }

  private plan(line: i32, head: Delay): void {
    const item = this.itemOf(line)
    if (item.place >= 0) {
      if (item.time <= head.time) return
      this.events.remove(item)
    }
    this.events.putOrdered(item, head.time, head.order)
  }

  @inline
  private itemOf(line: i32): Item {
    return changetype<Item>(this.items + <usize>line * rounded(offsetof<Item>()))
  }

  @inline
  private head(line: i32): Delay | null {
    return changetype<Delay | null>(<usize>load<u32>(this.heads + ((<usize>line) << 2)))
  }

  @inline
  private tail(line: i32): Delay | null {
    return changetype<Delay | null>(<usize>load<u32>(this.tails + ((<usize>line) << 2)))
  }
}
