import { exp, log } from '../engine/elementary.ts'

/** Quantiles found before, by probability and degrees of freedom. */
const found = new Map<number, Map<number, number>>()

/** Student's t at 97.5 %: half of a 95 % interval, in standard errors, at `freedom` ≥ 1 degrees. */
export function studentT(freedom: number): number {
  return tQuantile(0.975, freedom)
}

/** The quantile of Student's t: the value that is not exceeded with probability `p` (0.5 < p < 1) at `freedom` ≥ 1 degrees. */
export function tQuantile(p: number, freedom: number): number {
  const known = found.get(p) ?? new Map<number, number>()
  const t = known.get(freedom) ?? bisected(p, freedom)
  if (found.size < 100) found.set(p, known.set(freedom, t))
  return t
}

/** By bisection of the distribution function. */
function bisected(p: number, freedom: number): number {
  let [low, high] = [0, 1]
  while (tProbability(high, freedom) < p) high *= 2
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2
    if (tProbability(middle, freedom) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Probability that Student's t with `freedom` degrees is at most `t` ≥ 0. */
export function tProbability(t: number, freedom: number): number {
  return 1 - incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
}

/** Regularised incomplete beta function by Lentz's continued fraction (Numerical Recipes 6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const term of [even, odd]) {
      d = 1 / away(1 + term * d)
      c = away(1 + term / c)
      change = c * d
      result *= change
    }
    if (Math.abs(change - 1) < 1e-14) break
  }
  return result
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
  9.984369578019572e-6, 1.5056327351493116e-7,
]

/** Natural logarithm of the gamma function at `z` ≥ 0.5, by Lanczos' approximation. */
function logGamma(z: number): number {
  const sum = lanczos.reduce((total, term, index) => total + term / (z + index), 0.9999999999998099)
  const t = z + 6.5
  return 0.5 * log(2 * Math.PI) + (z - 0.5) * log(t) - t + log(sum)
}
