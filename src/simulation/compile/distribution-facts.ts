import type { Distribution } from '../model/distribution.ts'
import { exp, log } from '../engine/elementary.ts'
import { gammaQuantiles } from './gamma-quantiles.ts'

/** Mean of a distribution, in seconds. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value
    case 'exponential':
    case 'gamma':
      return distribution.mean
    case 'uniform':
      return (distribution.low + distribution.high) / 2
    case 'lognormal':
      return distribution.median * exp((distribution.sigma * distribution.sigma) / 2)
    case 'rare':
      return distribution.share * meanOf({ kind: 'empirical', quantiles: distribution.quantiles })
    case 'empirical': {
      // Linear between the quantiles: the mean of the means of the pieces.
      const { quantiles } = distribution
      const inner = quantiles.slice(1, -1).reduce((sum, value) => sum + value, 0)
      return (inner + (quantiles[0]! + quantiles.at(-1)!) / 2) / (quantiles.length - 1)
    }
  }
}

/** Median of a distribution, in seconds: what people mean by "how long it usually takes". */
export function medianOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value
    case 'exponential':
      return distribution.mean * log(2)
    case 'uniform':
      return (distribution.low + distribution.high) / 2
    case 'lognormal':
      return distribution.median
    case 'gamma': {
      const quantiles = gammaQuantiles(distribution.shape)
      return distribution.mean * quantiles[(quantiles.length - 1) / 2]!
    }
    case 'empirical':
      return distribution.quantiles[Math.floor((distribution.quantiles.length - 1) / 2)]!
    case 'rare': {
      const { share, quantiles } = distribution
      return share <= 0.5 ? 0 : quantiles[Math.floor((quantiles.length - 1) * ((share - 0.5) / share))]!
    }
  }
}

/** Mean of the square, seconds². */
export function secondMoment(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value * distribution.value
    case 'exponential':
      return 2 * distribution.mean * distribution.mean
    case 'uniform':
      return (distribution.low * distribution.low + distribution.low * distribution.high + distribution.high * distribution.high) / 3
    case 'lognormal':
      return distribution.median * distribution.median * exp(2 * distribution.sigma * distribution.sigma)
    case 'gamma':
      return distribution.mean * distribution.mean * (1 + 1 / distribution.shape)
    case 'rare':
      return distribution.share * secondMoment({ kind: 'empirical', quantiles: distribution.quantiles })
    case 'empirical': {
      const pieces = distribution.quantiles.slice(1).map((high, i) => {
        const low = distribution.quantiles[i]!
        return (low * low + low * high + high * high) / 3
      })
      return pieces.reduce((sum, piece) => sum + piece, 0) / pieces.length
    }
  }
}
