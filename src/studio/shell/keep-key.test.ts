import { expect, test } from 'vitest'
import { isKept } from './keep-key.ts'

const canvas = { typing: false, apart: false, atWork: true }
const checkbox = { typing: false, apart: false, atWork: false }
const field = { typing: true, apart: false, atWork: false }

test('a checkbox or a choice of the inspector never deletes, moves or tidies what is drawn', () => {
  for (const key of ['Backspace', 'Delete', 'A', 'T', 'P', 'C', 'F2']) {
    expect(isKept(key, checkbox, true), key).toBe(true)
    expect(isKept(key, canvas, true), key).toBe(false)
  }
})

test('what is not the drawing’s, or has Ctrl, acts from a form as well', () => {
  expect(['Ctrl Z', 'Ctrl K', 'Ctrl Enter'].filter((key) => isKept(key, checkbox, true))).toEqual([])
  expect(isKept('W', checkbox, false)).toBe(false)
})

test('a field keeps letters and the keys of its text; a dialog all but search and save', () => {
  expect(['A', 'Backspace', 'Ctrl Z', 'Escape'].every((key) => isKept(key, field, true))).toBe(true)
  expect(isKept('Ctrl Enter', field, false)).toBe(false)
  expect([isKept('Delete', { ...canvas, apart: true }, true), isKept('Ctrl K', { ...canvas, apart: true }, false)]).toEqual([true, false])
})
