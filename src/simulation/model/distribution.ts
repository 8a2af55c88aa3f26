import { z } from '../../workflow/zod.ts'

const seconds = z.number().nonnegative()
const ascends = (quantiles: readonly number[]) => quantiles.every((value, i) => value >= (quantiles[i - 1] ?? 0))

/** A distribution of durations, in seconds. */
export const Distribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), value: seconds }),
  z.strictObject({ kind: z.literal('exponential'), mean: z.number().positive() }),
  z
    .strictObject({ kind: z.literal('uniform'), low: seconds, high: seconds })
    .refine(({ low, high }) => low <= high, { path: ['low'], error: 'must not be above "high"' }),
  /** `median` = exp(mu); `sigma` is the standard deviation of the logarithm. */
  z.strictObject({ kind: z.literal('lognormal'), median: z.number().positive(), sigma: z.number().nonnegative() }),
  /** Of a whole `shape` k that of Erlang: k memoryless phases one after another, `mean` in all. The standard deviation is mean / √shape. */
  z.strictObject({ kind: z.literal('gamma'), mean: z.number().positive(), shape: z.number().min(0.2).max(100) }),
  /** Equally spaced quantiles from the minimum to the maximum, interpolated linearly: a fit without a shape. */
  z
    .strictObject({ kind: z.literal('empirical'), quantiles: z.array(seconds).min(2).max(1001) })
    .refine(({ quantiles }) => ascends(quantiles), {
      path: ['quantiles'],
      error: 'must not fall: they go from the shortest time to the longest',
    }),
  /** No time at all but for a `share` of the visits; of these equally spaced quantiles as of `empirical`: what is so rare that quantiles of all visits would smear it. */
  z
    .strictObject({ kind: z.literal('rare'), share: z.number().gt(0).max(1), quantiles: z.array(seconds).min(2).max(1001) })
    .refine(({ quantiles }) => ascends(quantiles), {
      path: ['quantiles'],
      error: 'must not fall: they go from the shortest time to the longest',
    }),
])
export type Distribution = z.infer<typeof Distribution>
