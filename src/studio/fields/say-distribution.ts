import type { Distribution } from '../../simulation/model/distribution.ts'
import { formatDuration } from '../../words/duration.ts'
import { formatShare } from '../../words/number.ts'

/** A summary of a distribution in words: `median 2 min, mean 2.4 min`. */
export function sayDistribution(distribution: Distribution): string {
  switch (distribution.kind) {
    case 'constant':
      return `always ${formatDuration(distribution.value)}`
    case 'exponential':
      return `mean ${formatDuration(distribution.mean)}`
    case 'gamma':
      return `mean ${formatDuration(distribution.mean)}, ${distribution.shape < 1 ? 'more' : 'less'} uneven than memoryless`
    case 'uniform':
      return `${formatDuration(distribution.low)} to ${formatDuration(distribution.high)}`
    case 'lognormal':
      return `median ${formatDuration(distribution.median)}, mean ${formatDuration(distribution.median * Math.exp(distribution.sigma ** 2 / 2))}`
    case 'empirical': {
      const { quantiles } = distribution
      const at = (share: number) => quantiles[Math.round((quantiles.length - 1) * share)] ?? 0
      return `median ${formatDuration(at(0.5))}, nine in ten under ${formatDuration(at(0.9))}`
    }
    case 'rare':
      return `none but for ${formatShare(distribution.share)}: ${sayDistribution({ kind: 'empirical', quantiles: distribution.quantiles })}`
  }
}
