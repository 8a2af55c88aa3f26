import { expect, test } from 'vitest'
import { HistoryError } from './fault.ts'
import { claimedSize, refuseBomb, type Unpacking } from './unpacking.ts'

const mega = 1e6

function isRefused(unpacking: Unpacking): boolean {
  try {
    refuseBomb(unpacking)
    return false
  } catch (error) {
    return error instanceof HistoryError
  }
}

test.each([
  ['a history of 5 GB packed 20 times', { packed: 250 * mega, unpacked: 5000 * mega, size: 250 * mega }, false],
  ['an even one, packed 200 times, of 300 MB in all', { packed: 1 * mega, unpacked: 200 * mega, size: 1.5 * mega }, false],
  ['the start of a bomb', { packed: 0.05 * mega, unpacked: 17 * mega, size: 4.4 * mega }, true],
  ['a first look at a bomb: too early to say', { packed: 0.01 * mega, unpacked: 3 * mega, size: 4.4 * mega }, false],
  ['a bomb through a pipe, below and above a gigabyte', { packed: 3 * mega, unpacked: 900 * mega, size: null }, false],
  ['a bomb through a pipe, above a gigabyte', { packed: 3 * mega, unpacked: 1001 * mega, size: null }, true],
])('%s', (_, unpacking, refused) => {
  expect(isRefused(unpacking)).toBe(refused)
})

test('the size that a gzip file claims', () => {
  expect(claimedSize(Uint8Array.of(0, 0, 0, 0x40), 1000)).toBe(2 ** 30)
  expect(claimedSize(Uint8Array.of(1, 0, 0, 0), 1000)).toBeNull()
  expect(claimedSize(Uint8Array.of(1), 1)).toBeNull()
})
