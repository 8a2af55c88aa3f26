/**
 * How much a pool has worked on cases that joined its queue after a given one: two Fenwick trees over the places in the order of joining, one with
 * the time worked (a case in hands counts minus its start), one with the cases in hands. All in O(log of the places still needed).
 */
export class Overtaking {
  private base = 0
  private work: Float64Array
  private inHands: Float64Array
  private workLeaves: Float64Array
  private inHandsLeaves: Float64Array

  private capacity: number

  constructor(capacity = 1024) {
    this.capacity = capacity
    this.work = new Float64Array(capacity + 1)
    this.inHands = new Float64Array(capacity + 1)
    this.workLeaves = new Float64Array(capacity)
    this.inHandsLeaves = new Float64Array(capacity)
  }

  /** `oldest` finds the earliest place still waiting; places before it are forgotten when room is needed. */
  started(place: number, now: number, oldest: () => number): void {
    if (place - this.base >= this.capacity) this.makeRoom(place, Math.min(place, oldest()))
    this.add(place, -now, 1)
  }

  ended(place: number, now: number): void {
    if (place >= this.base) this.add(place, now, -1)
  }

  /** Seconds worked until now on cases that joined after `place`. */
  workAfter(place: number, now: number): number {
    let [work, inHands] = [0, 0]
    for (let i = this.capacity; i > 0; i -= i & -i) {
      work += this.work[i]!
      inHands += this.inHands[i]!
    }
    for (let i = Math.min(place - this.base + 1, this.capacity); i > 0; i -= i & -i) {
      work -= this.work[i]!
      inHands -= this.inHands[i]!
    }
    return work + inHands * now
  }

  private add(place: number, work: number, inHands: number): void {
    const leaf = place - this.base
    if (leaf < 0) return
    this.workLeaves[leaf]! += work
    this.inHandsLeaves[leaf]! += inHands
    for (let i = leaf + 1; i <= this.capacity; i += i & -i) {
      this.work[i]! += work
      this.inHands[i]! += inHands
    }
  }

  private makeRoom(place: number, oldest: number): void {
    const [workLeaves, inHandsLeaves, shift] = [this.workLeaves, this.inHandsLeaves, oldest - this.base]
    while (place - oldest >= this.capacity / 2) this.capacity *= 2
    this.base = oldest
    this.workLeaves = new Float64Array(this.capacity)
    this.inHandsLeaves = new Float64Array(this.capacity)
    this.workLeaves.set(workLeaves.subarray(Math.min(shift, workLeaves.length)))
    this.inHandsLeaves.set(inHandsLeaves.subarray(Math.min(shift, inHandsLeaves.length)))
    this.work = treeOf(this.workLeaves)
    this.inHands = treeOf(this.inHandsLeaves)
  }
}

function treeOf(leaves: Float64Array): Float64Array {
  const tree = new Float64Array(leaves.length + 1)
  for (let i = 1; i <= leaves.length; i++) {
    tree[i]! += leaves[i - 1]!
    const up = i + (i & -i)
    if (up <= leaves.length) tree[up]! += tree[i]!
  }
  return tree
}
