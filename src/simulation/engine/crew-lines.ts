import { grownFloat, grownInt } from './event-list.ts'
import type { Evaluate } from '../program/formula.ts'
import { VirtualLines } from './virtual-lines.ts'
import { WaitingLine } from './waiting-line.ts'
import type { Links } from './waiting-line.ts'

/** Which lines a person may be asked for: bits of the conditions that he or she meets (bit 0: none is asked), and no sensitive work when the budget is used up. */
export type Ability = { readonly bits: number; readonly mild: boolean }

/**
 * The queue of people one by one, in lines: cases in a line can be taken by the same people, and are all sensitive or none is. So a person finds the next
 * case by the heads of a few lines. Entries are small integers, each in one line at most.
 */
export class CrewLines {
  size = 0
  private readonly queues: WaitingLine[] = []
  private readonly masks: number[] = []
  private readonly sensitive: boolean[] = []
  private readonly known = new Map<number, number>()
  /** By entry: its line, and its place in the order of joining. */
  private lines = new Int32Array(64)
  private orders = new Float64Array(64)
  private firstPlace = 0
  private lastPlace = 0
  private readonly links: Links
  private readonly conditions: readonly Evaluate[]
  /** What the queue would be first come, first served; null when nobody can be overtaken. */
  private readonly virtual: VirtualLines | null

  constructor(links: Links, conditions: readonly Evaluate[], overtakes: boolean) {
    this.links = links
    this.conditions = conditions
    this.virtual = overtakes ? new VirtualLines() : null
  }

  /** The line of a case with these attributes at a step. */
  lineOf(values: Float64Array, at: number, sensitive: boolean): number {
    let mask = 1
    for (let i = 0; i < this.conditions.length; i++) if (this.conditions[i]!(values, at) !== 0) mask |= 2 << i
    const key = mask * 2 + Number(sensitive)
    const known = this.known.get(key)
    if (known !== undefined) return known
    this.known.set(key, this.queues.length)
    this.masks.push(mask)
    this.sensitive.push(sensitive)
    return this.queues.push(new WaitingLine(this.links)) - 1
  }

  isSensitive(line: number): boolean {
    return this.sensitive[line]!
  }

  /** Whether somebody of this ability may take what stands in the line. */
  may({ bits, mild }: Ability, line: number): boolean {
    return (this.masks[line]! & bits) !== 0 && !(mild && this.sensitive[line]!)
  }

  /** Puts an entry in a line; one that comes `back` stands before all of its key. */
  join(entry: number, line: number, key: number, back: boolean): void {
    if (entry >= this.orders.length) this.grow(entry)
    this.orders[entry] = back ? --this.firstPlace : this.lastPlace++
    this.lines[entry] = line
    this.size++
    if (back) this.queues[line]!.putFirst(entry, key)
    else this.queues[line]!.put(entry, key)
    this.virtual?.join(entry, line)
  }

  /** Takes an entry out; `by` is the ability of the person who takes it, null when it leaves untaken. Returns the entry whose turn it would have been, or -1. */
  remove(entry: number, by: Ability | null): number {
    this.size--
    const line = this.lines[entry]!
    this.queues[line]!.remove(entry)
    if (this.virtual === null) return -1
    const turn = by === null ? this.virtual.leave(entry, line) : this.virtual.take(entry, line, (other) => this.may(by, other))
    if (this.size === 0) this.virtual.clear()
    return turn
  }

  /** The best entry of all lines that this ability may take: smallest key, then first joined; -1: none. */
  best(ability: Ability): number {
    let [best, key] = [-1, Infinity]
    for (let line = 0; line < this.queues.length; line++) {
      const queue = this.queues[line]!
      if (queue.size === 0 || !this.may(ability, line)) continue
      const { first, firstKey } = queue
      if (best >= 0 && (firstKey > key || (firstKey === key && this.orders[first]! > this.orders[best]!))) continue
      best = first
      key = firstKey
    }
    return best
  }

  private grow(entry: number): void {
    const length = Math.max(this.orders.length * 2, entry + 1)
    this.orders = grownFloat(this.orders, length)
    this.lines = grownInt(this.lines, length)
  }
}
