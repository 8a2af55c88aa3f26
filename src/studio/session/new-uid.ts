import type { Uid } from '../../workflow/name.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A new identity for a state or transition: `u` and twelve letters of chance, short enough to read in a diff. */
export function newUid(): Uid {
  return `u${Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => letters[byte % letters.length]).join('')}`
}
