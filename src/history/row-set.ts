/** A set of rows by a 64-bit hash of their texts (two mixed 32-bit halves): with 2.5 million rows a wrong match is a matter of 1 in 5 million files. */
export class RowSet {
  #size = 1 << 12
  #high = new Uint32Array(this.#size)
  #low = new Uint32Array(this.#size)
  #count = 0

  /** Whether the row is new. */
  add(fields: readonly string[]): boolean {
    let [high, low] = [0x811c9dc5, 0x9e3779b9]
    for (const field of fields) {
      for (let i = 0; i < field.length; i++) {
        const code = field.charCodeAt(i)
        high = Math.imul(high ^ code, 0x01000193)
        low = Math.imul(low + code, 0x85ebca6b) ^ (low >>> 13)
      }
      high = Math.imul(high ^ 0x1f, 0x01000193)
      low = Math.imul(low + 0x1f, 0xc2b2ae35) ^ (low >>> 16)
    }
    if (!this.#insert(mix(high), (mix(low ^ high) | 1) >>> 0)) return false
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
