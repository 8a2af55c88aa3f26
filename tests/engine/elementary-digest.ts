type Elementary = {
  readonly log: (x: number) => number
  readonly exp: (x: number) => number
  readonly normalQuantile: (p: number) => number
}

/** Bits of 30,000 values of each function, folded: equal only if all are equal to the last bit. */
export function elementaryDigestOf({ log, exp, normalQuantile }: Elementary): string {
  const values = new Float64Array(90_000)
  for (let i = 0; i < 30_000; i++) {
    const u = (i + 0.5) / 30_000
    values[3 * i] = log(u * 1000)
    values[3 * i + 1] = exp(u * 40 - 20)
    values[3 * i + 2] = normalQuantile(u)
  }
  return new Uint32Array(values.buffer).reduce((hash, word) => Math.imul(hash ^ word, 0x01000193) ^ (hash >>> 15), 0x811c9dc5).toString(16)
}

/** As computed in Node. */
export const elementaryDigest = '74194aba'
