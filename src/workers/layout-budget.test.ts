import { expect, test } from 'vitest'
import { waysToLayOut } from './layout-budget.ts'

/** A chain of steps, each with a way to the one end (case c02). */
const fanIn = (steps: number) =>
  Array.from({ length: steps }, (_, i) => [
    ...(i + 1 < steps ? [{ id: `next ${i}`, source: `s${i}`, target: `s${i + 1}` }] : []),
    { id: `end ${i}`, source: `s${i}`, target: 'end' },
  ]).flat()

test('few ways are all laid out; of many into one end those from the farthest sources', () => {
  expect(waysToLayOut(fanIn(8))).toHaveLength(15)
  const many = waysToLayOut(fanIn(120)).map(({ id }) => id)
  expect(many.filter((id) => id.startsWith('end'))).toEqual(['end 118', 'end 119'])
  expect(many.filter((id) => id.startsWith('next'))).toHaveLength(119)
})

test('the work is bounded whatever the fan-in, and no state loses its last way', () => {
  for (const steps of [16, 24, 32, 40, 120, 400]) {
    const ways = waysToLayOut(fanIn(steps))
    // Each step is a column; a way to the end passes those between.
    const pieces = ways.filter(({ target }) => target === 'end').reduce((sum, { source }) => sum + steps - 1 - Number(source.slice(1)), 0)
    expect(pieces).toBeLessThanOrEqual(250)
    expect(new Set(ways.flatMap(({ source, target }) => [source, target])).size).toBe(steps + 1)
  }
})

test('ways back do not count as columns', () => {
  const loop = [...fanIn(30), { id: 'back', source: 's29', target: 's0' }]
  expect(waysToLayOut(loop).some(({ id }) => id === 'back')).toBe(true)
})
