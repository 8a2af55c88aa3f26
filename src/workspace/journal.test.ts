import { expect, test } from 'vitest'
import type { Intent, Unsaved } from './journal.ts'
import { judge } from './journal.ts'

const left = (order: number, base: Record<string, string>): Unsaved => ({ slug: 's', tab: 'a', order, base, change: {} })
const save = (order: number, tags: Record<string, string>, tab = 'a'): Intent => ({ slug: 's', tab, order, tags })

test('the files are as they were when the change began: it is made again', () => {
  expect(judge(left(1, { w: '0' }), [], { w: '0' })).toBe('own')
  expect(judge(left(1, { w: '0' }), [save(2, { w: '1' })], { w: '0' })).toBe('own')
})

test('an old record beside a newer save of the same tab says nothing new', () => {
  expect(judge(left(1, { w: '0' }), [save(2, { w: '1' })], { w: '1' })).toBe('drop')
  expect(judge(left(1, { w: '0' }), [save(2, { w: '1' }), save(4, { w: '2' })], { w: '2' })).toBe('drop')
})

test('edits made after the save had begun are made again, without a question', () => {
  expect(judge(left(3, { w: '0' }), [save(2, { w: '1' })], { w: '1' })).toBe('own')
})

test('a save of several files that was cut off between two of them is nobody else', () => {
  expect(judge(left(1, { w: '0', l: '0' }), [save(2, { w: '1', l: '1' })], { w: '0', l: '1' })).toBe('own')
  expect(judge(left(1, { w: '0' }), [save(2, { w: '1', s: '1' })], { w: '0', s: '1' })).toBe('own')
})

test('a file that neither the change began from nor this tab meant to write is a stranger, and so is what another tab saved', () => {
  expect(judge(left(1, { w: '0' }), [save(2, { w: '1' })], { w: '9' })).toBe('stranger')
  expect(judge(left(1, { w: '0' }), [save(2, { w: '1' }, 'b')], { w: '1' })).toBe('stranger')
  expect(judge(left(1, { w: '0' }), [], {})).toBe('stranger')
})
