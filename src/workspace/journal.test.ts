import { expect, test } from 'vitest'
import type { Intent, Unsaved } from './journal.ts'
import { judge } from './journal.ts'

type Tags = Record<string, string>
const left = (order: number, base: Tags): Unsaved => ({ slug: 's', tab: 'a', order, base, change: {} })
const save = (order: number, base: Tags, tags: Tags, tab = 'a'): Intent => ({ slug: 's', tab, order, base, tags })

test('the files are as they were when the change began: it is made again', () => {
  expect(judge(left(1, { w: '0' }), [], { w: '0' })).toBe('own')
  expect(judge(left(1, { w: '0' }), [save(2, { w: '0' }, { w: '1' })], { w: '0' })).toBe('own')
})

test('an old record beside a newer save of the same tab says nothing new', () => {
  const first = save(2, { w: '0' }, { w: '1' })
  expect(judge(left(1, { w: '0' }), [first], { w: '1' })).toBe('drop')
  expect(judge(left(1, { w: '0' }), [first, save(4, { w: '1' }, { w: '2' })], { w: '2' })).toBe('drop')
  expect(judge(left(1, { w: '0' }), [first, save(4, { w: '1' }, { w: '2' })], { w: '1' })).toBe('drop')
})

test('an old record is no news either when another tab has saved on top of it since, or a later save was cut off', () => {
  const first = save(2, { w: '0', l: '0' }, { w: '1', l: '1' })
  expect(judge(left(1, { w: '0', l: '0' }), [first, save(3, { w: '1', l: '1' }, { w: '7', l: '1' }, 'b')], { w: '7', l: '1' })).toBe('drop')
  expect(judge(left(1, { w: '0', l: '0' }), [first, save(3, { w: '1', l: '1' }, { w: '2', l: '2' })], { w: '1', l: '2' })).toBe('drop')
  // Saved over before any of it was there: that was somebody else.
  expect(judge(left(1, { w: '0', l: '0' }), [first, save(3, { w: '0', l: '0' }, { w: '7', l: '0' }, 'b')], { w: '7', l: '0' })).toBe(
    'stranger',
  )
})

test('edits made after the save had begun are made again, without a question', () => {
  expect(judge(left(3, { w: '0' }), [save(2, { w: '0' }, { w: '1' })], { w: '1' })).toBe('own')
})

test('a save of several files that was cut off between two of them is nobody else', () => {
  expect(judge(left(1, { w: '0', l: '0' }), [save(2, { w: '0', l: '0' }, { w: '1', l: '1' })], { w: '0', l: '1' })).toBe('own')
  expect(judge(left(1, { w: '0' }), [save(2, { w: '0' }, { w: '1', s: '1' })], { w: '0', s: '1' })).toBe('own')
})

test('an undo that was not saved is not taken for the state that it goes back to', () => {
  const saves = [save(2, { w: '0' }, { w: '1' }), save(4, { w: '1' }, { w: '0' })]
  expect(judge(left(3, { w: '1' }), saves, { w: '1' })).toBe('own')
  expect(judge(left(3, { w: '1' }), saves, { w: '0' })).toBe('drop')
})

test('a file that neither the change began from nor this tab meant to write is a stranger, and so is what another tab saved', () => {
  expect(judge(left(1, { w: '0' }), [save(2, { w: '0' }, { w: '1' })], { w: '9' })).toBe('stranger')
  expect(judge(left(1, { w: '0' }), [save(2, { w: '0' }, { w: '1' }, 'b')], { w: '1' })).toBe('stranger')
  expect(judge(left(3, { w: '1' }), [save(2, { w: '0' }, { w: '1' })], { w: '0' })).toBe('stranger')
  expect(judge(left(1, { w: '0' }), [], {})).toBe('stranger')
})
