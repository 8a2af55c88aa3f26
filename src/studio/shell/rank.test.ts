import { expect, test } from 'vitest'
import { rankOf } from './rank.ts'

const offered: readonly { readonly title: string; readonly others?: readonly string[] }[] = [
  { title: 'Publish a revision', others: ['Work', 'panel release'] },
  { title: 'Theme: light', others: ['View', 'appearance'] },
  { title: 'Show problems', others: ['View', 'removed errors drawer panel'] },
  { title: 'Panel', others: ['panel'] },
  { title: 'Panel of three' },
  { title: 'Removed' },
  { title: 'Removed and referred' },
]
const first = (typed: string) => offered.toSorted((a, b) => rankOf(typed, b.title, b.others) - rankOf(typed, a.title, a.others))[0]?.title

test.each([
  ['Panel', 'Panel'],
  ['panel', 'Panel'],
  ['  REMOVED ', 'Removed'],
  ['removed and', 'Removed and referred'],
  ['revis', 'Publish a revision'],
  ['appear', 'Theme: light'],
])('%j finds %j before everything else', (typed, title) => {
  expect(first(typed)).toBe(title)
})

test('what has nothing of it is not offered', () => {
  expect(offered.filter(({ title, others }) => rankOf('undo', title, others) > 0)).toEqual([])
  expect(rankOf('undo', 'Escalation round', ['round'])).toBe(0)
})

test('first letters of words find it, last', () => {
  expect(rankOf('tfr', 'Tier one first review')).toBeGreaterThan(0)
  expect(rankOf('tfr', 'Tier one first review')).toBeLessThan(rankOf('tier', 'Other', ['tier']))
})
