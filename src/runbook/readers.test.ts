import { expect, test } from 'vitest'
import { confirm, confirmedOn, readReaders, type Reader, readerNamed, writeReaders } from './readers.ts'

const [meaning, other] = ['a1b2c3d4'.repeat(8), 'ffffffff'.repeat(8)]
const ada: Reader = { name: 'Ada', edition: 'lead' }

test('a confirmation holds for just this text: under the same number another is none, and taking one back leaves the others', () => {
  const once = confirm(ada, '1.1.0', meaning, '2026-11-28')
  expect(confirmedOn(once, '1.1.0', meaning)).toBe('2026-11-28')
  expect(confirmedOn(once, '1.1.0', other)).toBeNull()
  const both = confirm(once, '1.1.0', other, '2026-11-29')
  expect(confirmedOn(both, '1.1.0', meaning)).toBe('2026-11-28')
  const again = confirm(both, '1.1.0', meaning, '2026-12-01')
  expect(again.confirmed).toHaveLength(2)
  expect(confirm(confirm(again, '1.1.0', meaning, null), '1.1.0', other, null)).toEqual(ada)
})

test('the file that is written reads back the same, and says what is wrong with a broken one', () => {
  const readers = [confirm(ada, '1.1.0', meaning, '2026-11-28'), { name: 'Night shift', role: 'Tier 1' }]
  expect(readReaders(writeReaders(readers))).toEqual({ ok: true, readers })
  expect(readReaders('{"gemba":"readers","format":1,"readers":[{"name":"x","edition":"none"}]}')).toMatchObject({ ok: false })
})

test('a name is needed, and one line', () => {
  expect(readerNamed(' Ada ', ' ', 'lead')).toEqual(ada)
  for (const name of ['', '  ', 'a\nb', 'x'.repeat(401)]) expect(readerNamed(name, '', 'lead')).toBeNull()
})
