import { expect, test } from 'vitest'
import { keyOf, purposeOf, threefry, uniform } from './chance.ts'

const known: [rounds: number, key: [number, number], counter: [number, number], out: [number, number]][] = [
  [20, [0, 0], [0, 0], [0x6b200159, 0x99ba4efe]],
  [20, [-1, -1], [-1, -1], [0x1cb996fc, 0xbb002be7]],
  [20, [0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3], [0xc4923a9c, 0x483df7a0]],
  [13, [0, 0], [0, 0], [0x9d1c5ec6, 0x8bd50731]],
  [13, [-1, -1], [-1, -1], [0xfd36d048, 0x2d17272c]],
  [13, [0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3], [0xba3e4725, 0xf27d669e]],
]

test('Threefry gives the known answers of its authors (Random123, kat_vectors)', () => {
  for (const [rounds, key, counter, out] of known) expect(threefry(...key, ...counter, rounds)).toEqual(out)
})

test('the unrolled rounds are the same as the plain ones', () => {
  for (let i = 0; i < 200; i++) {
    const [k0, k1] = keyOf(i * 7919, i, purposeOf(`p${i}`))
    const [a, b] = threefry(k0, k1, i * 31, i, 13)
    expect(uniform(k0, k1, i * 31, i)).toBe(((a >>> 6) * 67108864 + (b >>> 6) + 0.5) / 2 ** 52)
  }
})

/** Chi-squared over 100 cells has mean 99 and standard deviation 14; 160 is beyond 4 standard deviations. */
function chiSquared(values: Iterable<number>, count: number): number {
  const cells = new Float64Array(100)
  for (const value of values) cells[Math.floor(value * 100)]!++
  return cells.reduce((sum, n) => sum + (n - count / 100) ** 2 / (count / 100), 0)
}

test('draws are uniform along cases, counts, replications, seeds and purposes', () => {
  const count = 50_000
  const along: ((i: number) => number)[] = [
    (i) => uniform(...keyOf(1, 0, 1), i, 0),
    (i) => uniform(...keyOf(1, 0, 1), 0, i),
    (i) => uniform(...keyOf(1, i, 1), 0, 0),
    (i) => uniform(...keyOf(i, 0, 1), 0, 0),
    (i) => uniform(...keyOf(1, 0, purposeOf(`step-${i}`)), 0, 0),
  ]
  for (const draw of along)
    expect(
      chiSquared(
        Array.from({ length: count }, (_, i) => draw(i)),
        count,
      ),
    ).toBeLessThan(160)
})

test('neighbours are independent: pairs fill the square evenly, and correlation is within 4 standard errors of 0', () => {
  const count = 100_000
  const key = keyOf(7, 3, purposeOf('time'))
  const other = keyOf(7, 4, purposeOf('time'))
  const pairs: ((i: number) => [number, number])[] = [
    (i) => [uniform(...key, i, 0), uniform(...key, i + 1, 0)],
    (i) => [uniform(...key, i, 0), uniform(...key, i, 1)],
    (i) => [uniform(...key, i, 0), uniform(...other, i, 0)],
  ]
  for (const pair of pairs) {
    let product = 0
    const cells = Array.from({ length: count }, (_, i) => {
      const [x, y] = pair(i)
      product += (x - 0.5) * (y - 0.5)
      return (Math.floor(x * 10) * 10 + Math.floor(y * 10)) / 100 + 0.001
    })
    expect(chiSquared(cells, count)).toBeLessThan(160)
    expect(Math.abs((product / count) * 12)).toBeLessThan(4 / Math.sqrt(count))
  }
})
