import { expect, test } from 'vitest'
import { exp, log, normalQuantile } from './elementary.ts'

const float = new Float64Array(1)
const bits = new BigInt64Array(float.buffer)
function ulps(a: number, b: number): number {
  float[0] = a
  const x = bits[0]!
  float[0] = b
  return Math.abs(Number(x - bits[0]!))
}
function* numbers(count: number): Generator<number> {
  let state = 12345
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield (state + 0.5) / 2 ** 32
  }
}

test('log is within 2 ulp of Math.log from the smallest to the largest number', () => {
  let worst = 0
  for (const u of numbers(100_000))
    for (const x of [u, 1 + u, u * 1e-300, u * 1e300, 1 - u * 1e-6]) worst = Math.max(worst, ulps(log(x), Math.log(x)))
  expect(worst).toBeLessThanOrEqual(2)
  expect([log(1), log(0), log(Infinity)]).toEqual([0, -Infinity, Infinity])
  expect(log(-1)).toBeNaN()
  expect(log(5e-324)).toBeCloseTo(Math.log(5e-324), 12)
})

test('exp is within 2 ulp of Math.exp', () => {
  let worst = 0
  for (const u of numbers(100_000)) for (const x of [u, -u, u * 700, u * -700, u * 1e-9]) worst = Math.max(worst, ulps(exp(x), Math.exp(x)))
  expect(worst).toBeLessThanOrEqual(2)
  expect([exp(0), exp(-800), exp(800)]).toEqual([1, 0, Infinity])
})

test('normal quantile at values from tables, and far out against the asymptotic series', () => {
  const table: [number, number][] = [
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.9995, 3.290526731491894],
    [1e-10, -6.361340902404056],
    [1e-300, -37.0470962993612],
  ]
  for (const [p, z] of table) expect(normalQuantile(p)).toBeCloseTo(z, 9)
  for (const u of numbers(1000)) expect(normalQuantile(u)).toBeCloseTo(-normalQuantile(1 - u), 9)
})
