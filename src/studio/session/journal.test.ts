import { beforeEach, expect, test, vi } from 'vitest'
import { applyChange, changeBetween, type Tables } from '../../workflow/change-set.ts'
import { forgetUnsaved, keepUnsaved, replay, share, unsavedChange } from './journal.ts'

const before: Tables = { states: { a: { title: 'A' }, b: { title: 'B' } }, pools: {} }
const after: Tables = { states: { a: { title: 'A2' }, c: { title: 'C' } }, pools: {} }

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})

test('what was kept is there again, also after the tab is gone, until it is saved', () => {
  expect(keepUnsaved('demo', before, after)).toBe(true)
  expect(unsavedChange('demo')).toEqual(changeBetween(before, after))
  expect(unsavedChange('other')).toBeNull()
  expect(keepUnsaved('demo', after, after)).toBe(true)
  expect(unsavedChange('demo')).toBeNull()
  keepUnsaved('demo', before, after)
  forgetUnsaved('demo')
  expect(unsavedChange('demo')).toBeNull()
})

test('a kept change is applied to the same tables, to half-saved ones, and clashes with what somebody else changed', () => {
  const change = changeBetween(before, after)
  const fresh = structuredClone(before)
  expect(replay(fresh, change)).toMatchObject({ tables: after, clash: false })
  expect(
    replay(applyChange(fresh, { states: { added: {}, removed: {}, updated: { a: [fresh['states']?.['a'], { title: 'A2' }] } } }), change),
  ).toMatchObject({ tables: after, clash: false })
  expect(replay({ ...fresh, states: { ...fresh['states'], a: { title: 'theirs' } } }, change)).toMatchObject({ tables: after, clash: true })
  expect(replay(structuredClone(after), change)).toMatchObject({ change: {}, clash: false })
})

test('a broken journal is no journal', () => {
  for (const text of ['{', '7', '{"states":7}', '{"states":{"added":{}}}']) {
    localStorage.setItem('gemba.journal.demo', text)
    expect(unsavedChange('demo')).toBeNull()
  }
})

test('records that say the same are the same', () => {
  const shared = share(before, { states: { a: { title: 'A' }, b: { title: 'X' } }, pools: {} })
  expect(shared['states']?.['a']).toBe(before['states']?.['a'])
  expect(shared['states']?.['b']).toEqual({ title: 'X' })
  expect(shared['pools']).toBe(before['pools'])
  expect(share(before, structuredClone(before))['states']).toBe(before['states'])
})
