const blockSize = 65_536

/** A column of numbers that grows in blocks, so that no row is copied while reading and memory stays near what is held. */
class GrowingColumn<T extends Float64Array | Int32Array> {
  readonly #make: (length: number) => T
  #blocks: T[] = []
  #last: T
  length = 0

  constructor(make: (length: number) => T) {
    this.#make = make
    this.#last = make(0)
  }

  push(value: number): void {
    const at = this.length++ % blockSize
    if (at === 0) this.#blocks.push((this.#last = this.#make(blockSize)))
    this.#last[at] = value
  }

  /** All values in one array. Empties the column. */
  finish(): T {
    const whole = this.#make(this.length)
    for (const [i, block] of this.#blocks.entries())
      whole.set(block.subarray(0, Math.min(blockSize, this.length - i * blockSize)), i * blockSize)
    this.#blocks = []
    return whole
  }
}

export const newFloats = () => new GrowingColumn((length) => new Float64Array(length))
export const newInts = () => new GrowingColumn((length) => new Int32Array(length))
