/** In the place of an entry: it was taken out of turn, or it left untaken. */
const outOfTurn = -1
const gone = -2

type Line = { entries: number[]; places: number[]; head: number }

/**
 * The lines of a crew as they would be, first come first served, with the same people at the same moments: tells when a case would have had its
 * turn, which parts contention from priority. See VirtualQueue; here a person may be kept from some of the lines.
 */
export class VirtualLines {
  private readonly lines: Line[] = []
  private readonly placeOf: number[] = []
  private joinings = 0

  join(entry: number, line: number): void {
    while (this.lines.length <= line) this.lines.push({ entries: [], places: [], head: 0 })
    this.placeOf[entry] = this.joinings
    this.lines[line]!.entries.push(entry)
    this.lines[line]!.places.push(this.joinings++)
  }

  /** Somebody who may take from some lines takes an entry. Returns the entry whose turn it would have been, perhaps the same, or -1. */
  take(entry: number, line: number, may: (line: number) => boolean): number {
    let turn: Line | null = null
    for (let i = 0; i < this.lines.length; i++) {
      const other = this.lines[i]!
      while (other.head < other.entries.length && other.entries[other.head] === gone) other.head++
      if (other.head === other.entries.length || !may(i)) continue
      if (turn === null || other.places[other.head]! < turn.places[turn.head]!) turn = other
    }
    if (turn === null) return -1
    const whose = turn.entries[turn.head]!
    const at = this.indexOf(entry, line)
    if (at >= 0) this.lines[line]!.entries[at] = outOfTurn
    turn.head++
    if (turn.head > 64 && turn.head * 2 > turn.entries.length) {
      turn.entries = turn.entries.slice(turn.head)
      turn.places = turn.places.slice(turn.head)
      turn.head = 0
    }
    return whose
  }

  /** An entry leaves untaken: nobody has a turn. */
  leave(entry: number, line: number): -1 {
    const at = this.indexOf(entry, line)
    if (at >= 0) this.lines[line]!.entries[at] = gone
    return -1
  }

  /** Nobody waits any more. */
  clear(): void {
    for (const line of this.lines) Object.assign(line, { entries: [], places: [], head: 0 })
  }

  /** Where an entry stands in its line, -1 when it has had its turn. */
  private indexOf(entry: number, line: number): number {
    const { places, head } = this.lines[line]!
    const place = this.placeOf[entry]!
    let [low, high] = [head, places.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (places[middle]! < place) low = middle + 1
      else high = middle
    }
    return low < places.length && places[low] === place ? low : -1
  }
}
