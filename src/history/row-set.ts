/**
 * A set of rows by a hash of their texts: two independent halves (the steps of MurmurHash3, and multiply and rotate), 63 bits.
 * With 2.5 million rows one file in three million would have a row wrongly taken for a duplicate.
 */
export class RowSet {
  #size = 1 << 12
  #high = new Uint32Array(this.#size)
  #low = new Uint32Array(this.#size)
  #count = 0

  /** Whether the row is new. */
  add(fields: readonly string[]): boolean {
    let high = 0x2f0b4f17
    let low = 0x5bd1e995
    for (const field of fields) {
      // One code beyond the last stands for the end of the field, so that ("ab", "c") and ("a", "bc") differ.
      for (let i = 0; i <= field.length; i++) {
        const code = i < field.length ? field.charCodeAt(i) : 0x1f
        high ^= Math.imul(code, 0xcc9e2d51)
        high = Math.imul((high << 13) | (high >>> 19), 5) + 0xe6546b64
        low = Math.imul(low ^ code, 0x9e3779b1)
        low = (low << 15) | (low >>> 17)
      }
    }
    if (!this.#insert(mix(high), (mix(low) | 1) >>> 0)) return false
    if (++this.#count * 2 > this.#size) this.#grow()
    return true
  }

  clear(): void {
    this.#size = 1 << 12
    this.#count = 0
    this.#high = new Uint32Array(this.#size)
    this.#low = new Uint32Array(this.#size)
  }

  /** `low` is never 0, which marks a free place. */
  #insert(high: number, low: number): boolean {
    for (let at = high & (this.#size - 1); ; at = (at + 1) & (this.#size - 1)) {
      if (this.#low[at] === 0) {
        this.#high[at] = high
        this.#low[at] = low
        return true
      }
      if (this.#low[at] === low && this.#high[at] === high) return false
    }
  }

  #grow(): void {
    const [highs, lows] = [this.#high, this.#low]
    this.#size *= 2
    this.#high = new Uint32Array(this.#size)
    this.#low = new Uint32Array(this.#size)
    for (const [i, low] of lows.entries()) if (low !== 0) this.#insert(highs[i]!, low)
  }
}

function mix(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
