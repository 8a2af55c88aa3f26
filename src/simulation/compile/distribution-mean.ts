import type { Distribution } from '../model/distribution.ts'
import { exp } from '../engine/elementary.ts'

/** Mean of a distribution, in seconds. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value
    case 'exponential':
      return distribution.mean
    case 'uniform':
      return (distribution.low + distribution.high) / 2
    case 'lognormal':
      return distribution.median * exp((distribution.sigma * distribution.sigma) / 2)
    case 'empirical': {
      // Linear between the quantiles: the mean of the means of the pieces.
      const { quantiles } = distribution
      const inner = quantiles.slice(1, -1).reduce((sum, value) => sum + value, 0)
      return (inner + (quantiles[0]! + quantiles.at(-1)!) / 2) / (quantiles.length - 1)
    }
  }
}
