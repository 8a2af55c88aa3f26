import { exp, log } from '../engine/elementary.ts'

/** Pieces of the table. Between two quantiles a duration is drawn as from a straight line. */
const pieces = 1000
const known = new Map<number, readonly number[]>()

/**
 * Quantiles of the gamma distribution of mean 1, equally spaced, 1,001 of them: what the engines draw from. The mean is exact; the first and the last
 * stand for the shortest and the longest thousandth, whose means they keep. An Erlang distribution of k phases is the gamma distribution of shape k.
 */
export function gammaQuantiles(shape: number): readonly number[] {
  const kept = known.get(shape)
  if (kept) return kept
  const quantiles = [0]
  for (let i = 1; i < pieces; i++) quantiles.push(quantileOf(shape, i / pieces, quantiles[i - 1]!))
  const from = quantiles[pieces - 1]!
  const longest = shape * (1 - lower(shape + 1, from)) * pieces
  quantiles.push(Math.max(from, 2 * longest - from))
  const shortest = shape * lower(shape + 1, quantiles[1]!) * pieces
  quantiles[0] = Math.max(0, 2 * shortest - quantiles[1]!)
  const inner = quantiles.slice(1, -1).reduce((sum, value) => sum + value, 0)
  const mean = (inner + (quantiles[0] + quantiles[pieces]!) / 2) / pieces
  const table = quantiles.map((value) => value / mean)
  known.set(shape, table)
  return table
}

/** Where the lower incomplete gamma function reaches `share`, by halving from above `least`. */
function quantileOf(shape: number, share: number, least: number): number {
  let [low, high] = [least, Math.max(2 * least, shape, 1e-300)]
  while (lower(shape, high) < share) [low, high] = [high, 2 * high]
  for (let i = 0; i < 60 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2
    if (lower(shape, middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The regularised lower incomplete gamma function P(a, x): a series below a + 1, a continued fraction (Lentz) above (Press et al. 2007, section 6.2). */
export function lower(a: number, x: number): number {
  if (x <= 0) return 0
  const front = exp(a * log(x) - x - logGamma(a))
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a]
    for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
      term *= x / (a + n)
      sum += term
    }
    return sum * front
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 10_000; n++) {
    const an = n * (a - n)
    b += 2
    d = 1 / nonzero(an * d + b)
    c = nonzero(b + an / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return 1 - front * fraction
}

const nonzero = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value)

const lanczos = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_13, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
]

/** Logarithm of the gamma function (Lanczos, g = 7, nine terms), for x > 0. */
function logGamma(x: number): number {
  // Γ(x) = Γ(x + 1) / x keeps the sum where it is exact.
  if (x < 0.5) return logGamma(x + 1) - log(x)
  const at = x - 1
  const sum = lanczos.slice(1).reduce((total, term, i) => total + term / (at + i + 1), lanczos[0]!)
  const t = at + 7.5
  return 0.918_938_533_204_672_7 + (at + 0.5) * log(t) - t + log(sum)
}
