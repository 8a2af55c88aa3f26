import { expect, test } from 'vitest'
import { replicate, Replication } from '../../src/simulation/experiment/replicate.ts'
import { lineProgram } from './fixture.ts'

const program = lineProgram({ days: 14 })

/** Whole numbers from 1 to `most`, the same ones each time. */
function* lengths(most: number, from: number): Generator<number> {
  for (let state = from; ; state = (Math.imul(state, 1664525) + 1013904223) >>> 0) yield 1 + (state % most)
}

test.each([1, 7, 1000])('slices of up to %i events measure what one run measures, to the last bit', (most) => {
  const replication = new Replication(program, 1)
  for (const length of lengths(most, most)) if (replication.advance(length)) break
  expect(replication.observations()).toEqual(replicate(program, 1))
})

test('replications that take turns on one thread do not disturb each other', () => {
  const many = [0, 1, 2].map((number) => new Replication(program, number))
  for (const length of lengths(500, 5)) if (many.map((one) => one.advance(length)).every(Boolean)) break
  expect(many.map((one) => one.observations())).toEqual([0, 1, 2].map((number) => replicate(program, number)))
})

test('what it holds in memory is counted, and does not grow with time where the queue does not', () => {
  const replication = new Replication(program, 0)
  replication.advance(5000)
  const early = replication.bytes
  expect(early).toBeGreaterThan(100_000)
  while (!replication.advance(5000)) expect(replication.openCases).toBeGreaterThanOrEqual(0)
  expect(replication.bytes).toBeLessThan(early * 3)
  expect(() => new Replication(program, 0).observations()).toThrow('over')
})
