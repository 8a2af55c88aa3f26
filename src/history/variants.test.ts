import { expect, test } from 'vitest'
import { indexCases } from './cases.ts'
import { profileHistory } from './profile.ts'
import { readHistory } from './read.ts'
import { variantsOf } from './variants.ts'

/** Cases as words of one-letter activities, an hour apart; each activity takes a minute. */
async function log(...cases: readonly string[]) {
  const lines = cases.flatMap((word, id) =>
    word.split('').map((activity, i) => {
      const start = Date.UTC(2026, 2, 2, 8) + id * 3_600_000 + i * 120_000
      return `c${id},${activity},${new Date(start).toISOString()},${new Date(start + 60_000).toISOString()}`
    }),
  )
  // In any order of lines.
  return readHistory(
    (async function* () {
      yield ['case_id,activity,start,end', ...lines.toReversed()].join('\n')
    })(),
    null,
  )
}

test('the ways of cases, the commonest first, each with its share and its median lead time', async () => {
  const history = await log('AB', 'AB', 'ABAB', 'AC', 'AB', 'ABAB')
  expect(variantsOf(history, indexCases(history))).toEqual({
    ways: 3,
    covered: 1,
    commonest: [
      { steps: ['A', 'B'], cases: 3, share: 0.5, leadTime: 180 },
      { steps: ['A', 'B', 'A', 'B'], cases: 2, share: 2 / 6, leadTime: 420 },
      { steps: ['A', 'C'], cases: 1, share: 1 / 6, leadTime: 180 },
    ],
  })
  expect(profileHistory(history).variants.ways).toBe(3)
})

test('of many ways the thirty commonest are listed, and how many cases go them', async () => {
  const history = await log(...Array.from({ length: 40 }, (_, i) => 'A'.repeat(i + 1)), 'A')
  const { ways, covered, commonest } = variantsOf(history, indexCases(history))
  expect([ways, commonest.length, commonest[0]?.cases]).toEqual([40, 30, 2])
  expect(covered).toBeCloseTo(31 / 41)
})
