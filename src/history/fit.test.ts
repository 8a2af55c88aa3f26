import { expect, test } from 'vitest'
import { fitDurations } from './fit.ts'
import { quantile } from './quantile.ts'
import { shiftsOf } from './shift-fit.ts'

function dice(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
const draw = dice(11)
const gauss = () => Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw())

test('a lognormal, an exponential and a constant are recognised', () => {
  const lognormal = fitDurations(Array.from({ length: 4000 }, () => 120 * Math.exp(0.9 * gauss())))!
  if (lognormal.distribution.kind !== 'lognormal') throw new Error(lognormal.distribution.kind)
  expect(Math.abs(lognormal.distribution.median / 120 - 1)).toBeLessThan(0.06)
  expect(lognormal.distribution.sigma).toBeCloseTo(0.9, 1)
  const exponential = fitDurations(Array.from({ length: 4000 }, () => -300 * Math.log(draw())))!
  expect(exponential.distribution.kind).toBe('exponential')
  expect(exponential.distance).toBeLessThan(0.03)
  expect(fitDurations([5, 5, 5])).toEqual({ distribution: { kind: 'constant', value: 5 }, n: 3, distance: 0 })
  expect(fitDurations([])).toBeNull()
})

test('what has no simple shape keeps its quantiles and its mean', () => {
  const values = Array.from({ length: 3000 }, (_, i) => (i % 2 ? 10 + draw() : 1000 + 100 * draw()))
  const { distribution } = fitDurations(values)!
  if (distribution.kind !== 'empirical') throw new Error(distribution.kind)
  const { quantiles } = distribution
  const drawn = quantiles.slice(1).reduce((sum, value, i) => sum + (value + quantiles[i]!) / 2, 0) / (quantiles.length - 1)
  expect(drawn).toBeCloseTo(values.reduce((a, b) => a + b, 0) / values.length, -1)
  expect(quantiles.every((value, i) => i === 0 || value >= quantiles[i - 1]!)).toBe(true)
})

test('quantiles by hand', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(quantile([7], 0.9)).toBe(7)
  expect(quantile([], 0.9)).toBeNaN()
})

test('shifts give the person-hours that were seen', () => {
  const office = Array.from({ length: 168 }, (_, hour) => (hour < 120 && hour % 24 >= 8 && hour % 24 < 16 ? 3 : 0))
  expect(shiftsOf(office)).toEqual([{ title: 'Mon–Fri 08:00–16:00', people: 3, days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' }])
  const uneven = office.map((people) => people * 0.48)
  const hours = shiftsOf(uneven).reduce(
    (sum, { people, days, from, to }) => sum + people * days.length * (Number(to.slice(0, 2)) - Number(from.slice(0, 2))),
    0,
  )
  expect(Math.abs(hours - 120 * 0.48)).toBeLessThanOrEqual(1)
  expect(shiftsOf(Array.from({ length: 168 }, () => 2))).toEqual([
    { title: 'Mon–Sun 00:00–24:00', people: 2, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
  ])
})
