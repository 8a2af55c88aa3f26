import { expect, test } from 'vitest'
import { RowSet } from './row-set.ts'

test('rows that differ in a digit, or only in where a field ends, are different', () => {
  const rows = new RowSet()
  let known = 0
  for (let i = 0; i < 1_500_000; i++) {
    const id = String(i >> 2).padStart(8, '0')
    const second = String(i % 60).padStart(2, '0')
    if (!rows.add([`case-${id}`, `2023-01-02T00:00:${second}`, i % 2 ? 'a' : 'b', i % 4 > 1 ? 'c' : ''])) known++
  }
  expect(known).toBe(0)
  expect([rows.add(['ab', 'c']), rows.add(['a', 'bc']), rows.add(['ab', 'c']), rows.add(['abc'])]).toEqual([true, true, false, true])
})
