import { normalQuantile } from '../simulation/engine/elementary.ts'
import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { ancestorsOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { beginOf } from './cases.ts'
import type { Evidence } from './evidence.ts'
import { normal } from './fit.ts'
import type { Sample } from './observed-work.ts'
import { timersOf } from './onward.ts'

/** Logs keep whole seconds: what a timer ended may seem so much shorter. */
const rounding = 1
/** Fewer times that ended by themselves do not tell the shape of those that a timer ended. */
const fewest = 20
const rounds = 60
/** Multiples of it fill the interval from 0 to 1 evenly. */
const golden = (Math.sqrt(5) - 1) / 2

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

/** Work of a step, and after how many seconds a timer would have taken it out of its person's hands. */
export type Limited = { readonly sample: Sample; readonly limit: number }

/** A larger share of rows that last longer than a timer allows: it takes nobody's work away. So large a share that ends with it: what is taken away leaves rows. */
const [fewLonger, fewWith] = [0.005, 0.002]

/** Whether work of so many seconds ended because its timer went off. */
export const endsWithTimer = (seconds: number, limit: number): boolean => Math.abs(seconds - limit) <= rounding

/**
 * How many seconds of work the timers around a step left a row of a case that took so many; null where there is none. A timer runs since the case came to the state that has it, or if that is too
 * long ago, since it came to the step again. `states`: by activity.
 */
export function timersAround(
  { workflow, history, index }: Pick<Evidence, 'workflow' | 'history' | 'index'>,
  states: readonly (State | null)[],
  step: State,
): ((c: number, row: number, seconds: number) => number) | null {
  const around = new Set([step, ...ancestorsOf(workflow, step.uid)].map(({ uid }) => uid))
  const timers = timersOf(workflow).filter(({ scope }) => around.has(scope))
  if (timers.length === 0) return null
  const inside = (scope: Uid, row: number) => {
    const state = states[history.activity.codes[row]!] ?? null
    return state !== null && ancestorsOf(workflow, state.uid).some(({ uid }) => uid === scope)
  }
  const cameTo = (scope: Uid, c: number, row: number) => {
    let at = index.rows.indexOf(row, index.from[c]!)
    if (scope !== step.uid) while (at > index.from[c]! && inside(scope, index.rows[at - 1]!)) at--
    return index.enabled[index.rows[at]!]!
  }
  return (c, row, seconds) => {
    const left = (since: (scope: Uid) => number) =>
      Math.min(...timers.map(({ scope, seconds: after }) => since(scope) + after)) - beginOf(history, row)
    const limit = left((scope) => cameTo(scope, c, row))
    return seconds > limit + rounding ? left(() => index.enabled[row]!) : limit
  }
}

/**
 * The rows of a review around which timers run, each with the time that they left it; null where there is none, or where rows tell that timers take no work away or that what they take
 * leaves rows as well.
 */
export function limitedBy(
  evidence: Pick<Evidence, 'workflow' | 'history' | 'index' | 'work'>,
  step: State,
  samples: readonly Sample[],
): Limited[] | null {
  const leftOf = timersAround(evidence, evidence.work.states, step)
  if (leftOf === null) return null
  const limited = samples.map((sample) => ({ sample, limit: leftOf(sample.case, sample.row, sample.seconds) }))
  const share = (is: (one: Limited) => boolean) => limited.filter(is).length / limited.length
  const isLonger = ({ sample, limit }: Limited) => sample.seconds > limit + rounding
  if (share(isLonger) > fewLonger || share(({ sample, limit }) => endsWithTimer(sample.seconds, limit)) > fewWith) return null
  return limited.map((one) => (isLonger(one) ? { ...one, limit: Infinity } : one))
}

/**
 * Work that a timer takes out of a person's hands leaves no row, so that the rows tell of the shorter pieces alone: so many pieces are added behind the limits as the lognormal behind all of them
 * says (right truncation; expectation and maximisation), each with the case of a row that had that limit. None where they would be more than half of what was seen.
 */
export function withTakenAway(limited: readonly Limited[]): Sample[] {
  const seen = limited.filter(({ sample }) => sample.seconds > 0)
  const samples = limited.map(({ sample }) => sample)
  if (seen.length < fewest) return samples
  const logs = seen.map(({ sample }) => Math.log(sample.seconds))
  let { mu, sigma } = momentsOf(logs)
  let missing: Sample[] = []
  for (let round = 0; round < rounds && sigma > 0; round++) {
    missing = []
    let owed = 0.5
    for (const { sample, limit } of seen) {
      const below = normal((Math.log(limit) - mu) / sigma)
      owed += (1 - below) / below
      for (; owed >= 1; owed--) {
        const within = (0.5 + missing.length * golden) % 1
        missing.push({ ...sample, seconds: Math.exp(mu + sigma * normalQuantile(Math.min(1 - 1e-9, below + (1 - below) * within))) })
        if (missing.length > seen.length / 2) return samples
      }
    }
    ;({ mu, sigma } = momentsOf([...logs, ...missing.map(({ seconds }) => Math.log(seconds))]))
  }
  return [...samples, ...missing]
}

function momentsOf(logs: readonly number[]): { mu: number; sigma: number } {
  const mu = logs.reduce((sum, x) => sum + x, 0) / logs.length
  return { mu, sigma: Math.sqrt(logs.reduce((sum, x) => sum + (x - mu) ** 2, 0) / Math.max(1, logs.length - 1)) }
}
