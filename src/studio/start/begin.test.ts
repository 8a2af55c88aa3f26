import { expect, test } from 'vitest'
import { slugOf } from '../session/folder-name.ts'
import { sayWhen } from './when.ts'

test.each([
  ['User reports of abuse', 'user-reports-of-abuse'],
  ['  Élan & Co. / v2 ', 'elan-co-v2'],
  ['日本', 'workflow'],
  ['---', 'workflow'],
  ['../../etc', 'etc'],
  ['a'.repeat(90), 'a'.repeat(60)],
])('%s becomes %s', (title, slug) => expect(slugOf(title)).toBe(slug))

test('moments are said from now', () => {
  const now = new Date(2026, 10, 22, 14, 30).getTime()
  expect(sayWhen(new Date(2026, 10, 22, 9, 5).getTime(), now)).toBe('today 09:05')
  expect(sayWhen(new Date(2026, 10, 21, 23, 59).getTime(), now)).toBe('yesterday')
  expect(sayWhen(new Date(2026, 2, 3).getTime(), now)).toBe('3 March')
  expect(sayWhen(new Date(2025, 11, 31).getTime(), now)).toBe('31 December 2025')
})
