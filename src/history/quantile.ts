/** The numbers in ascending order, as a new array. */
export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort()
}

/** Quantile of ascending numbers, interpolated linearly (Hyndman and Fan, type 7). `NaN` of none. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const at = (ascending.length - 1) * share
  const low = Math.floor(at)
  const below = ascending[low] ?? NaN
  return below + (at - low) * ((ascending[low + 1] ?? below) - below)
}

/** How many of ascending numbers are less than a value. */
export function countBelow(ascending: ArrayLike<number>, value: number): number {
  return firstPlace(ascending.length, (place) => ascending[place]! >= value)
}

/** How many of ascending numbers are a value or less. */
export function countUpTo(ascending: ArrayLike<number>, value: number): number {
  return firstPlace(ascending.length, (place) => ascending[place]! > value)
}

/** The first place from which on a condition holds; `length` where it holds at none. */
function firstPlace(length: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

/** How long things took, in seconds. `sigma` is the standard deviation of the logarithm of the positive ones. */
export type Spread = { readonly n: number; readonly mean: number; readonly p50: number; readonly p90: number; readonly sigma: number }

/** Null of no values. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  const ascending = sorted(values)
  return {
    n: values.length,
    mean: mean(ascending),
    p50: quantile(ascending, 0.5),
    p90: quantile(ascending, 0.9),
    sigma: logSpread(ascending).sigma,
  }
}

/** Mean and standard deviation of the logarithms of the positive values. */
export function logSpread(values: ArrayLike<number>): { readonly mu: number; readonly sigma: number } {
  let [n, sum, squares] = [0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    if (!(values[i]! > 0)) continue
    const log = Math.log(values[i]!)
    n++
    sum += log
    squares += log * log
  }
  const mu = n > 0 ? sum / n : 0
  return { mu, sigma: n > 1 ? Math.sqrt(Math.max(0, (squares - n * mu * mu) / (n - 1))) : 0 }
}
