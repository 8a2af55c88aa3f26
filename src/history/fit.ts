import type { Distribution } from '../simulation/model/distribution.ts'
import { logSpread, mean, quantile, sorted } from './quantile.ts'

/** A distribution fitted to `n` observations; `distance` is the largest difference between its and their cumulative shares (Kolmogorov–Smirnov). */
type Fit = { readonly distribution: Distribution; readonly n: number; readonly distance: number }

const points = 201

/**
 * Fits durations in seconds: constant, exponential or lognormal where one lies close enough and keeps the mean, else empirical quantiles.
 * Utilisation rests on the mean, so that a shape which misses it by more than 5 % is not taken. Null of no observations.
 */
export function fitDurations(values: ArrayLike<number>): Fit | null {
  if (values.length === 0) return null
  const ascending = sorted(values)
  const n = ascending.length
  const average = mean(ascending)
  const [low, high] = [quantile(ascending, 0.01), quantile(ascending, 0.99)]
  if (high - low <= 0.01 * Math.max(high, 1e-9) || high < 0.5)
    return { distribution: { kind: 'constant', value: rounded(average) }, n, distance: 0 }
  const shapes = candidates(ascending, average)
    .map(({ distribution, cumulative, fitted }) => ({
      distribution,
      n,
      distance: distanceTo(ascending, cumulative),
      off: Math.abs(fitted / average - 1),
    }))
    .sort((a, b) => a.distance - b.distance)
  const close = shapes.find(({ distance, off }) => distance <= Math.max(0.04, 1.36 / Math.sqrt(n)) && off <= 0.05)
  const best = close ?? (n < 20 ? shapes[0] : undefined)
  return best ? { distribution: best.distribution, n, distance: best.distance } : empirical(ascending)
}

type Candidate = { readonly distribution: Distribution; readonly fitted: number; readonly cumulative: (x: number) => number }

function candidates(ascending: Float64Array, average: number): Candidate[] {
  const exponential: Candidate = {
    distribution: { kind: 'exponential', mean: rounded(average) },
    fitted: average,
    cumulative: (x) => 1 - Math.exp(-x / average),
  }
  const zeros = ascending.findIndex((value) => value > 0)
  if (zeros < 0 || zeros > ascending.length * 0.02) return [exponential]
  const { mu, sigma } = logSpread(ascending)
  if (!(sigma > 0)) return [exponential]
  return [
    exponential,
    {
      distribution: { kind: 'lognormal', median: rounded(Math.exp(mu)), sigma: Math.round(sigma * 10_000) / 10_000 },
      fitted: Math.exp(mu + (sigma * sigma) / 2),
      cumulative: (x) => (x <= 0 ? 0 : normal((Math.log(x) - mu) / sigma)),
    },
  ]
}

function empirical(ascending: Float64Array): Fit {
  return {
    distribution: { kind: 'empirical', quantiles: quantilesOf(ascending) },
    n: ascending.length,
    distance: 1 / (2 * Math.min(points, ascending.length)),
  }
}

/** Quantiles at equal steps of one or more values in ascending order, two or more of them. Their straight lines are shifted as a whole to keep the mean of the observations. */
export function quantilesOf(ascending: Float64Array): number[] {
  if (ascending.length === 1) return [rounded(ascending[0]!), rounded(ascending[0]!)]
  const count = Math.min(points, ascending.length)
  const quantiles = Array.from({ length: count }, (_, i) => quantile(ascending, i / (count - 1)))
  const drawn = quantiles.slice(1).reduce((sum, value, i) => sum + (value + quantiles[i]!) / 2, 0) / (count - 1)
  // The last stretch runs up to the maximum and would weigh too much: its end is moved so that the mean is kept.
  const excess = (drawn - mean(ascending)) * (count - 1) * 2
  const last = quantiles[count - 1]!
  quantiles[count - 1] = Math.max(quantiles[count - 2]!, last - excess)
  return quantiles.map(rounded)
}

function distanceTo(ascending: Float64Array, cumulative: (x: number) => number): number {
  const step = Math.max(1, Math.floor(ascending.length / 20_000))
  let worst = 0
  for (let i = 0; i < ascending.length; i += step) {
    // Equal values (whole seconds) are one step of the observed shares: compare at its middle, where a rounded value lies.
    let [first, last] = [i, i]
    while (ascending[first - 1] === ascending[i]) first--
    while (ascending[last + 1] === ascending[i]) last++
    worst = Math.max(worst, Math.abs(cumulative(ascending[i]!) - (first + last + 1) / (2 * ascending.length)))
    i = Math.max(i, last - step + 1)
  }
  return worst
}

/** Standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 1e-7). */
export function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return z >= 0 ? 1 - tail : tail
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
