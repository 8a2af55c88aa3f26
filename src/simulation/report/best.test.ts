import { expect, test } from 'vitest'
import { besideBest } from './best.ts'

test('two designs: Student’s t on the paired differences, one-sided, worked out by hand', () => {
  // Differences 2, 3, 4, 3: mean 3, s = 0.8165, standard error 0.40825; t(0.95, 3) = 2.35336: half-width 0.96076.
  const [first, second] = besideBest([
    [10, 11, 12, 13],
    [8, 8, 8, 10],
  ])
  expect(first!.standing).toBe('not best')
  expect(first!.behind.low).toBe(0)
  expect(first!.behind.high).toBeCloseTo(3.96076, 4)
  expect(second!.standing).toBe('best')
  expect(second!.behind.low).toBeCloseTo(-3.96076, 4)
  expect(second!.behind.high).toBe(0)
})

test('designs that are the same, or one alone, or one replication', () => {
  expect(
    besideBest([
      [1, 2],
      [1, 2],
    ]).map(({ standing }) => standing),
  ).toEqual(['may be best', 'may be best'])
  expect(
    besideBest([
      [1, 2],
      [1, 2],
    ])[0]!.behind,
  ).toEqual({ low: 0, high: 0 })
  expect(besideBest([[5, 6, 7]])).toEqual([{ standing: 'best', behind: { low: 0, high: 0 } }])
  expect(besideBest([[5], [900]]).map(({ standing }) => standing)).toEqual(['may be best', 'may be best'])
  expect(besideBest([])).toEqual([])
})

test('rows of different length are compared on the pairs that both have', () => {
  const long = [10, 10.2, 9.9, 10.1, 400, 400]
  const [, other] = besideBest([long, [12, 12.2, 11.8, 12.1]])
  expect(other!.standing).toBe('not best')
})
