import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'

/** Tag of a file's content: SHA-256 of its bytes. */
export function tagOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Nanoseconds for which a file must have been left alone before its times tell one content from another: the clocks of some disks tick only so often. */
const settled = 2_000_000_000n

/** Tags of files that were read before, so that a file is hashed again only when its size, its times or the file itself has changed. */
export class KnownTags {
  private readonly known = new Map<string, { readonly stamp: string; readonly tag: string }>()

  /** The tag that was remembered for the file as it is now, or null. */
  find(path: string, found: BigIntStats): string | null {
    const before = this.known.get(path)
    return before?.stamp === stampOf(found) ? before.tag : null
  }

  /** Remembers a tag of the file as `found` before its bytes were read. `now`: milliseconds since 1970. */
  keep(path: string, found: BigIntStats, tag: string, now: number): void {
    const changed = found.mtimeNs > found.ctimeNs ? found.mtimeNs : found.ctimeNs
    if (BigInt(Math.floor(now)) * 1_000_000n - changed > settled) this.known.set(path, { stamp: stampOf(found), tag })
    else this.known.delete(path)
  }
}

function stampOf({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return `${size} ${mtimeNs} ${ctimeNs} ${ino}`
}
