import { z } from '../../workflow/zod.ts'

const seconds = z.number().nonnegative()

/** A distribution of durations, in seconds. */
export const Distribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), value: seconds }),
  z.strictObject({ kind: z.literal('exponential'), mean: z.number().positive() }),
  z
    .strictObject({ kind: z.literal('uniform'), low: seconds, high: seconds })
    .refine(({ low, high }) => low <= high, { path: ['low'], error: 'must not be above "high"' }),
  /** `median` = exp(mu); `sigma` is the standard deviation of the logarithm. */
  z.strictObject({ kind: z.literal('lognormal'), median: z.number().positive(), sigma: z.number().nonnegative() }),
  /** Equally spaced quantiles from the minimum to the maximum, interpolated linearly: a fit without a shape. */
  z
    .strictObject({ kind: z.literal('empirical'), quantiles: z.array(seconds).min(2).max(1001) })
    .refine(({ quantiles }) => quantiles.every((value, i) => value >= (quantiles[i - 1] ?? 0)), {
      path: ['quantiles'],
      error: 'must not fall: they go from the shortest time to the longest',
    }),
])
export type Distribution = z.infer<typeof Distribution>
