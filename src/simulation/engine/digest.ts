import type { Now } from './now.ts'

/** Fingerprint of everything that happens in a run: 64 bits folded over time, kind and subject of each event. Equal runs have equal digests, bit for bit. */
export class Digest {
  private readonly clock: Now
  private hash0 = 0x811c9dc5
  private hash1 = 0x1b873593
  private readonly bits = new Float64Array(1)
  private readonly words = new Uint32Array(this.bits.buffer)

  constructor(clock: Now) {
    this.clock = clock
  }

  add(kind: number, subject: number): void {
    this.bits[0] = this.clock.time
    let h0 = this.hash0
    let h1 = this.hash1
    h0 = Math.imul(h0 ^ this.words[0]!, 0x01000193)
    h1 = Math.imul(h1 ^ this.words[1]!, 0x85ebca6b)
    h0 = Math.imul((h0 ^ (h1 >>> 15)) + subject, 0xcc9e2d51)
    h1 = Math.imul((h1 ^ (h0 >>> 13)) + kind, 0xc2b2ae35)
    this.hash0 = h0 ^ (h1 >>> 16)
    this.hash1 = h1 ^ (h0 >>> 16)
  }

  /** 16 hexadecimal digits. */
  get text(): string {
    return [this.hash0, this.hash1].map((hash) => (hash >>> 0).toString(16).padStart(8, '0')).join('')
  }
}
