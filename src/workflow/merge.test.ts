import { expect, test } from 'vitest'
import { applyChange, changeBetween, type Tables } from './change-set.ts'
import { replay, share } from './merge.ts'

const before: Tables = { states: { a: { title: 'A' }, b: { title: 'B' } }, pools: {} }
const after: Tables = { states: { a: { title: 'A2' }, c: { title: 'C' } }, pools: {} }

test('a change is made again on the same tables, on half-saved ones, and clashes with what somebody else did to the same record', () => {
  const change = changeBetween(before, after)
  const fresh = structuredClone(before)
  expect(replay(fresh, change)).toMatchObject({ tables: after, clashes: [] })
  expect(
    replay(applyChange(fresh, { states: { added: {}, removed: {}, updated: { a: [fresh['states']?.['a'], { title: 'A2' }] } } }), change),
  ).toMatchObject({ tables: after, clashes: [] })
  expect(replay({ ...fresh, states: { ...fresh['states'], a: { title: 'theirs' } } }, change)).toMatchObject({
    tables: after,
    clashes: [{ table: 'states', id: 'a' }],
  })
  expect(replay(structuredClone(after), change)).toMatchObject({ change: {}, clashes: [] })
})

test('records that say the same are the same', () => {
  const shared = share(before, { states: { a: { title: 'A' }, b: { title: 'X' } }, pools: {} })
  expect(shared['states']?.['a']).toBe(before['states']?.['a'])
  expect(shared['states']?.['b']).toEqual({ title: 'X' })
  expect(shared['pools']).toBe(before['pools'])
  expect(share(before, structuredClone(before))['states']).toBe(before['states'])
})

test('a record whose properties come in another order, or are undefined, says the same: a file is written in an order of its own', () => {
  const held = { states: { a: { title: 'A', step: { kind: 'batch', at: ['mon 10:00'], age: 'PT2H', size: undefined } } } }
  const read = { states: { a: { step: { kind: 'batch', age: 'PT2H', at: ['mon 10:00'] }, title: 'A' } } }
  expect(share(held, read)).toEqual({ states: held.states })
  expect(share(held, read).states.a).toBe(held.states.a)
  const late = { states: { a: { ...held.states.a, step: { ...held.states.a.step, at: ['tue 10:00'] } } } }
  expect(share(held, late).states.a).not.toBe(held.states.a)
})
