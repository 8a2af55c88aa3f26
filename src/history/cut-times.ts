import { normalQuantile } from '../simulation/engine/elementary.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Uid } from '../workflow/name.ts'
import { normal } from './fit.ts'
import type { Sample } from './observed-work.ts'
import { timersOf } from './onward.ts'

/** Logs keep whole seconds: what a timer ended may seem so much shorter. */
const rounding = 1
/** Fewer times that ended by themselves do not tell the shape of those that a timer ended. */
const fewest = 20
const rounds = 60

/** After how many seconds a timer of its own ends a step at the latest; null without one. */
export function ownTimer(workflow: Workflow, step: Uid): number | null {
  const own = timersOf(workflow).flatMap(({ scope, seconds }) => (scope === step ? [seconds] : []))
  return own.length > 0 ? Math.min(...own) : null
}

/**
 * Times of a step that its timer ended are not how long it would have taken: each gets a place in the tail of the lognormal that all of them tell, the cut ones
 * by no more than that they are longer (expectation and maximisation, Dempster, Laird and Rubin 1977, with evenly spaced quantiles for the expectation).
 * Returns the samples as they are where none was cut or too few were not.
 */
export function beyondTimer(samples: readonly Sample[], timer: number): readonly Sample[] {
  const isCut = ({ seconds }: Sample) => seconds >= timer - rounding
  const logs = samples.filter((sample) => !isCut(sample) && sample.seconds > 0).map(({ seconds }) => Math.log(seconds))
  const cut = samples.filter(isCut).length
  if (cut === 0 || logs.length < fewest) return samples
  let tail: number[] = []
  let { mu, sigma } = momentsOf(logs)
  for (let round = 0; round < rounds && sigma > 0; round++) {
    const below = normal((Math.log(timer) - mu) / sigma)
    tail = Array.from({ length: cut }, (_, i) => mu + sigma * normalQuantile(Math.min(1 - 1e-9, below + ((1 - below) * (i + 0.5)) / cut)))
    ;({ mu, sigma } = momentsOf([...logs, ...tail]))
  }
  let next = 0
  return samples.map((sample) =>
    isCut(sample) && next < tail.length ? { ...sample, seconds: Math.max(timer, Math.exp(tail[next++]!)) } : sample,
  )
}

function momentsOf(logs: readonly number[]): { mu: number; sigma: number } {
  const mu = logs.reduce((sum, x) => sum + x, 0) / logs.length
  return { mu, sigma: Math.sqrt(logs.reduce((sum, x) => sum + (x - mu) ** 2, 0) / Math.max(1, logs.length - 1)) }
}
