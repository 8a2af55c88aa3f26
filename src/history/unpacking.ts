import { HistoryError } from './fault.ts'

/** A packed file is refused when it unpacks to more than so many bytes and more than so many times its size. Histories are packed 10 to 30 times. */
const mostBytes = 1e9
const mostRatio = 100
/** Bytes unpacked before the ratio so far stands for the whole file. */
const judgedFrom = 16e6

/** How far unpacking has come, in bytes; `size` is that of the whole packed file, null where it is not known (a pipe). */
export type Unpacking = { readonly packed: number; readonly unpacked: number; readonly size: number | null }

/** Throws a HistoryError as soon as it is clear that this is a small file that unpacks without end. */
export function refuseBomb({ packed, unpacked, size }: Unpacking): void {
  const ratio = unpacked / Math.max(1, packed)
  if (ratio <= mostRatio) return
  const expected = size !== null && unpacked >= judgedFrom ? ratio * size : unpacked
  if (expected <= mostBytes) return
  const times = Math.round(ratio).toLocaleString('en')
  throw new HistoryError(
    `This packed file unpacks to ${times} times its size, which no history does: at least ${Math.floor(Math.max(expected, unpacked) / 1e8) / 10} GB. If you trust it, unpack it first, or read it on the command line with --large.`,
  )
}

/**
 * Bytes that a gzip file says it unpacks to, from its last four; null where that cannot be so: it is counted modulo 4 GB, and of the last part only.
 * The file may lie.
 */
export function claimedSize(lastFour: Uint8Array, size: number): number | null {
  if (lastFour.length < 4) return null
  const [a, b, c, d] = lastFour as unknown as readonly [number, number, number, number]
  const claimed = a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24
  return claimed < size ? null : claimed
}
