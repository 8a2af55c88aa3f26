/**
 * Weights of kinds of case, ready to be drawn from by inversion: the first kind whose running share exceeds u. A guide table of as many entries as kinds
 * says where to begin to look, so that a draw takes constant time on average however many kinds there are (Chen and Asau, 1974).
 */
export class Mix {
  /** All weights together; running shares; the kind at which to begin to look. */
  sum = 0
  readonly shares: Float64Array
  readonly guide: Int32Array
  private readonly kinds: number

  constructor(kinds: number) {
    this.kinds = kinds
    this.shares = new Float64Array(kinds)
    this.guide = new Int32Array(kinds)
  }

  /** Takes the weights `weights[at] … weights[at + kinds - 1]`, not all of which are 0. */
  set(weights: Float64Array, at: number): void {
    const { kinds, shares, guide } = this
    let sum = 0
    for (let kind = 0; kind < kinds; kind++) sum += weights[at + kind]!
    this.sum = sum
    let running = 0
    for (let kind = 0; kind < kinds; kind++) {
      running += weights[at + kind]! / sum
      shares[kind] = running
    }
    // Rounding must not leave a gap at the end, nor give it to a kind without weight.
    for (let kind = kinds - 1; kind >= 0; kind--) {
      shares[kind] = 1
      if (weights[at + kind]! > 0) break
    }
    for (let place = 0, kind = 0; place < kinds; place++) {
      while (shares[kind]! <= place / kinds) kind++
      guide[place] = kind
    }
  }

  /** The kind for 0 < u < 1. */
  draw(u: number): number {
    const { shares } = this
    let kind = this.guide[(u * this.kinds) | 0]!
    while (kind > 0 && shares[kind - 1]! > u) kind--
    while (shares[kind]! <= u) kind++
    return kind
  }
}
