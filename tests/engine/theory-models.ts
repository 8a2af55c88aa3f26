import type { Model } from './theory-model.ts'
import { changing, changingInfinite, infinite, jackson, routing } from './theory-networks.ts'
import { abandonment, bounded, loss, md1, mg1, mm1, mmc, priority } from './theory-stations.ts'

/**
 * All of them; the first figure of each is the one that a short test holds to its promise. `longer`: how many times as long the models with a steady state
 * are measured: a mean over a short time of a queue that is mostly empty is skewed, and Student's intervals of few skewed means hold less often than they say.
 */
export function theoryModels(longer = 1): readonly Model[] {
  return [
    mm1(longer),
    mmc(longer),
    mg1(longer),
    md1(longer),
    loss(longer),
    bounded(longer),
    abandonment(longer),
    priority(longer),
    infinite(),
    jackson(longer),
    routing(),
    changingInfinite(),
    changing(),
  ]
}
