import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWords } from './word-diff.ts'

test('the runs give back both texts, and share what they can', () => {
  const text = fc
    .array(fc.constantFrom('read', 'the', 'report', ' ', '\n', ',', 'décidé', '4'), { maxLength: 30 })
    .map((words) => words.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const runs = diffWords(before, after)
      expect(
        runs
          .filter(({ kind }) => kind !== 'added')
          .map((one) => one.text)
          .join(''),
      ).toBe(before)
      expect(
        runs
          .filter(({ kind }) => kind !== 'removed')
          .map((one) => one.text)
          .join(''),
      ).toBe(after)
      expect(diffWords(before, before).every(({ kind }) => kind === 'same')).toBe(true)
    }),
  )
  expect(diffWords('Read the report.', 'Read the whole report.')).toEqual([
    { kind: 'same', text: 'Read the ' },
    { kind: 'added', text: 'whole ' },
    { kind: 'same', text: 'report.' },
  ])
})
