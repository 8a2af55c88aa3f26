import { expect, test } from 'vitest'
import { dice } from '../../workflows/generator/dice.ts'
import { beyondTimer, withTakenAway } from './cut-times.ts'
import { fitDurations } from './fit.ts'

const samplesOf = (times: readonly number[]) => times.map((seconds, row) => ({ case: row, row, seconds }))

test('times that a timer ended at 30 minutes: the lognormal behind them comes back', () => {
  const die = dice(1, 'replies')
  const times = Array.from({ length: 4000 }, () => die.lognormal(720, 0.9))
  const cut = times.map((seconds) => Math.min(seconds, 1800))
  expect(cut.filter((seconds) => seconds === 1800).length).toBeGreaterThan(500)
  const { distribution } = fitDurations(beyondTimer(samplesOf(cut), 1800).map(({ seconds }) => seconds))!
  if (distribution.kind !== 'lognormal') throw new Error(distribution.kind)
  expect(Math.abs(distribution.median / 720 - 1)).toBeLessThan(0.05)
  expect(Math.abs(distribution.sigma / 0.9 - 1)).toBeLessThan(0.05)
})

test('nothing is made up: without a cut time, or with hardly any other, the times stay', () => {
  const short = samplesOf([10, 20, 30])
  expect(beyondTimer(short, 1800)).toBe(short)
  const few = samplesOf([10, 1800, 1800])
  expect(beyondTimer(few, 1800)).toBe(few)
})

test('work that a timer takes away leaves no row: the mean of all that was begun comes back, and nothing is added where hardly any was taken', () => {
  const die = dice(2, 'work')
  const begun = Array.from({ length: 4000 }, (_, row) => ({
    sample: { case: row, row, seconds: die.lognormal(240, 0.6) },
    limit: 600 - 120 * die.uniform(),
  }))
  const rows = begun.filter(({ sample, limit }) => sample.seconds <= limit)
  const meanOf = (samples: readonly { seconds: number }[]) => samples.reduce((sum, { seconds }) => sum + seconds, 0) / samples.length
  const truth = meanOf(begun.map(({ sample }) => sample))
  expect(meanOf(rows.map(({ sample }) => sample)) / truth).toBeLessThan(0.9)
  expect(Math.abs(meanOf(withTakenAway(rows)) / truth - 1)).toBeLessThan(0.03)
  const loose = rows.map((row) => ({ ...row, limit: 86_400 }))
  expect(withTakenAway(loose)).toEqual(loose.map(({ sample }) => sample))
})
