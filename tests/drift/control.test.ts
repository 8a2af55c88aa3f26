import { expect, test } from 'vitest'
import { controlOf } from '../../src/drift/control.ts'

test('p-chart: orange juice cans, 30 samples of 50 (Montgomery, table 7.1): centre 0.2313, limits 0.0524 and 0.4102, samples 15 and 23 out', () => {
  const faulty = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
  const found = controlOf({ kind: 'share', values: faulty.map((n) => n / 50), sizes: faulty.map(() => 50) })!
  expect(found.chart).toBe('p')
  expect(found.centre).toBeCloseTo(0.2313, 4)
  expect(found.limits[0]!.low).toBeCloseTo(0.0524, 4)
  expect(found.limits[0]!.high).toBeCloseTo(0.4102, 4)
  expect(found.out.map((at) => at + 1)).toEqual([15, 23])
})

test('XmR: viscosity of aircraft primer paint (Montgomery, table 6.6): mean 33.52, moving range 0.48, limits 32.24 and 34.80', () => {
  const values = [33.75, 33.05, 34.0, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.2, 33.62, 33.0, 33.54, 33.12, 33.84]
  const found = controlOf({ kind: 'time', values, sizes: values.map(() => 40) })!
  expect(found.chart).toBe('XmR')
  expect(found.centre).toBeCloseTo(33.52, 2)
  expect(found.limits[0]!.low).toBeCloseTo(32.24, 1)
  expect(found.limits[0]!.high).toBeCloseTo(34.8, 1)
  expect(found.out).toEqual([])
})

test('u-chart: limits are wider where fewer days were seen, none where nothing was', () => {
  const found = controlOf({ kind: 'count', values: [4, NaN, 4, 8], sizes: [16, 16, 4, 1] })!
  expect(found.chart).toBe('u')
  // (4·16 + 4·4 + 8) / 21
  expect(found.centre).toBeCloseTo(88 / 21, 12)
  expect(found.limits[0]!.high).toBeCloseTo(88 / 21 + (3 * Math.sqrt(88 / 21)) / 4, 12)
  expect(found.limits[2]!.high).toBeCloseTo(88 / 21 + (3 * Math.sqrt(88 / 21)) / 2, 12)
  expect(found.limits[1]).toBe(null)
  expect(found.out).toEqual([])
  expect(controlOf({ kind: 'count', values: [4], sizes: [9] })).toBe(null)
})
