/**
 * Chance without a generator (simulation.md, section 6): every draw is a pure function of seed, replication, case, what for and how often before.
 * It is Threefry-2x32 with 13 rounds (Salmon, Moraes, Dror, Shaw, 2011: the fewest rounds that pass BigCrush with their safety margin): additions,
 * rotations and exclusive ors of 32-bit words. A key is made of seed, replication and purpose once per run; case and count are the counter.
 */
const parity = 0x1bd11bda
const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const

/** The two words of the last call. A call by `uniform` uses its own copy of the rounds, unrolled. */
export function threefry(key0: number, key1: number, counter0: number, counter1: number, rounds: number): readonly [number, number] {
  const keys = [key0, key1, parity ^ key0 ^ key1]
  let x0 = (counter0 + key0) | 0
  let x1 = (counter1 + key1) | 0
  for (let round = 0; round < rounds; round++) {
    const by = rotations[round % 8]!
    x0 = (x0 + x1) | 0
    x1 = ((x1 << by) | (x1 >>> (32 - by))) ^ x0
    if (round % 4 === 3) {
      const step = (round + 1) / 4
      x0 = (x0 + keys[step % 3]!) | 0
      x1 = (x1 + keys[(step + 1) % 3]! + step) | 0
    }
  }
  return [x0 >>> 0, x1 >>> 0]
}

/** Keys of a purpose: two words that go with every draw for it. */
export function keyOf(seed: number, replication: number, purpose: number): readonly [number, number] {
  const [a, b] = threefry(seed | 0, Math.floor(seed / 4294967296) | 0, replication | 0, 0x67656d62, 20)
  return threefry(a, b, purpose | 0, 0x61000000, 20)
}

/** Where `draw` leaves its number: a function that is too long to be inlined would have to give it back as an object. */
const drawn = new Float64Array(1)

/** A number above 0 and below 1 with 52 bits, for the counter (item, count) under a purpose's key. */
export function uniform(key0: number, key1: number, item: number, count: number): number {
  draw(key0, key1, item, count)
  return drawn[0]!
}

function draw(key0: number, key1: number, item: number, count: number): void {
  const key2 = parity ^ key0 ^ key1
  let a = (item + key0) | 0
  let b = (count + key1) | 0
  a = (a + b) | 0
  b = ((b << 13) | (b >>> 19)) ^ a
  a = (a + b) | 0
  b = ((b << 15) | (b >>> 17)) ^ a
  a = (a + b) | 0
  b = ((b << 26) | (b >>> 6)) ^ a
  a = (a + b) | 0
  b = ((b << 6) | (b >>> 26)) ^ a
  a = (a + key1) | 0
  b = (b + key2 + 1) | 0
  a = (a + b) | 0
  b = ((b << 17) | (b >>> 15)) ^ a
  a = (a + b) | 0
  b = ((b << 29) | (b >>> 3)) ^ a
  a = (a + b) | 0
  b = ((b << 16) | (b >>> 16)) ^ a
  a = (a + b) | 0
  b = ((b << 24) | (b >>> 8)) ^ a
  a = (a + key2) | 0
  b = (b + key0 + 2) | 0
  a = (a + b) | 0
  b = ((b << 13) | (b >>> 19)) ^ a
  a = (a + b) | 0
  b = ((b << 15) | (b >>> 17)) ^ a
  a = (a + b) | 0
  b = ((b << 26) | (b >>> 6)) ^ a
  a = (a + b) | 0
  b = ((b << 6) | (b >>> 26)) ^ a
  a = (a + key0) | 0
  b = (b + key1 + 3) | 0
  a = (a + b) | 0
  b = ((b << 17) | (b >>> 15)) ^ a
  drawn[0] = ((a >>> 6) * 67108864 + (b >>> 6) + 0.5) * 2.220446049250313e-16
}

/** Stable 32-bit hash of a text (FNV-1a, finished with murmur3's mixer): what a draw is for, by the uid it belongs to. */
export function purposeOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}
