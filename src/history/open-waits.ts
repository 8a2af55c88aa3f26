import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { ancestorsOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { CaseIndex } from './cases.ts'
import type { History } from './history.ts'
import { survivalOf } from './product-limit.ts'
import type { Length } from './product-limit.ts'

/** A case that, as far as the history tells, waits for `next` at its end. `weight`: how sure that is. `enabled`: since when, in seconds since 1970. */
export type OpenWait = {
  readonly case: number
  readonly prev: State
  readonly next: State
  readonly enabled: number
  readonly weight: number
}

/** `states`: by activity code. `until`: the end of the history, in seconds since 1970. */
type Log = {
  readonly workflow: Workflow
  readonly history: History
  readonly index: CaseIndex
  readonly states: readonly (State | null)[]
  readonly until: number
}

const rounds = 8
/** Less sure than this is not told. */
const least = 0.01

/** What followed a step, and the cases of which nothing has followed yet. */
type After = {
  readonly prev: State
  readonly next: Map<Uid, { readonly state: State; readonly lengths: Length[] }>
  readonly last: { readonly case: number; readonly enabled: number }[]
}

/**
 * What the cases wait for whose last row has ended when the history does. A log does not say whether a case is over: it is, or it waits for one of the steps that have followed
 * its last one, each as likely as the shares of what followed and the times it took make it: a mixture of competing risks with a share that is over, by expectation and
 * maximisation (Larson and Dinse 1985). Not asked inside a parallel state, where several things may be waited for at once.
 */
export function openWaits(log: Log): OpenWait[] {
  const { until } = log
  return [...followersOf(log).values()].flatMap(({ prev, next, last }) => {
    const ways = [...next.values()]
    const longest = ways.map(({ lengths }) => lengths.reduce((most, { seconds }) => Math.max(most, seconds), 0))
    const mayWait = last.filter(({ enabled }) => longest.some((seconds) => until - enabled < seconds))
    // Older ones are over; unless no case ever ended here.
    const isOver = last.length - mayWait.length
    const seen = ways.reduce((sum, { lengths }) => sum + lengths.length, 0)
    if (mayWait.length === 0 || seen === 0) return []
    let weights: number[][] = mayWait.map(() => ways.map(() => 0))
    let over = mayWait.map(() => 0)
    for (let round = 0; round < rounds; round++) {
      const shares = ways.map(({ lengths }, w) => lengths.length + weights.reduce((sum, one) => sum + one[w]!, 0))
      const ended = isOver + over.reduce((sum, one) => sum + one, 0)
      const survive = ways.map(({ lengths }, w) =>
        survivalOf([...lengths, ...mayWait.map(({ enabled }, i) => ({ seconds: until - enabled, weight: weights[i]![w]!, ended: false }))]),
      )
      const parts = mayWait.map(({ enabled }) => ways.map((_, w) => shares[w]! * survive[w]!(until - enabled)))
      const sums = parts.map((own) => own.reduce((sum, part) => sum + part, ended))
      weights = parts.map((own, i) => own.map((part) => (sums[i]! > 0 ? part / sums[i]! : 0)))
      over = sums.map((sum) => (sum > 0 ? ended / sum : 0))
    }
    return mayWait.flatMap(({ case: id, enabled }, i) =>
      ways.flatMap(({ state }, w): OpenWait[] =>
        weights[i]![w]! >= least ? [{ case: id, prev, next: state, enabled, weight: weights[i]![w]! }] : [],
      ),
    )
  })
}

/** By case, the step that it waits for when the history ends: each way as often as the weights come to. Cases that are over, or more likely so, are absent. */
export function waitingFor(open: readonly OpenWait[]): Map<number, Uid> {
  const byCase = new Map<number, OpenWait[]>()
  for (const one of open) byCase.set(one.case, [...(byCase.get(one.case) ?? []), one])
  const found = new Map<number, Uid>()
  const owed = new Map<string, number>()
  for (const [id, ways] of byCase) {
    const over = { uid: null, weight: 1 - ways.reduce((sum, { weight }) => sum + weight, 0) }
    const choices = [over, ...ways.map(({ next, weight }) => ({ uid: next.uid, weight }))].map(({ uid, weight }) => {
      const key = `${ways[0]!.prev.uid} ${uid ?? ''}`
      const sum = (owed.get(key) ?? 0) + weight
      owed.set(key, sum)
      return { uid, key, sum }
    })
    const chosen = choices.reduce((most, one) => (one.sum > most.sum ? one : most))
    owed.set(chosen.key, chosen.sum - 1)
    if (chosen.uid !== null) found.set(id, chosen.uid)
  }
  return found
}

/** Whether a step is in a parallel state, where a case may wait for several things at once. */
export function isBesideOthers(workflow: Workflow, uid: Uid): boolean {
  return ancestorsOf(workflow, uid).some(({ type }) => type === 'parallel')
}

function followersOf({ workflow, history, index, states, until }: Log): Map<Uid, After> {
  const found = new Map<Uid, After>()
  const isBeside = new Map<Uid, boolean>()
  const afterOf = (prev: State): After | null => {
    const beside = isBeside.get(prev.uid) ?? isBesideOthers(workflow, prev.uid)
    isBeside.set(prev.uid, beside)
    if (beside) return null
    const known = found.get(prev.uid) ?? { prev, next: new Map(), last: [] }
    found.set(prev.uid, known)
    return known
  }
  for (let c = 0; c < index.cases; c++) {
    const rows = index.rows.subarray(index.from[c]!, index.from[c + 1]!)
    for (const [i, row] of rows.entries()) {
      const prev = states[history.activity.codes[row]!]
      const enabled = history.end[row]!
      if (!prev?.step || !(enabled <= until)) continue
      const after = afterOf(prev)
      if (!after) continue
      const following = rows[i + 1]
      if (following === undefined) {
        after.last.push({ case: c, enabled })
        continue
      }
      const state = states[history.activity.codes[following]!]
      const [start, end] = [history.start[following]!, history.end[following]!]
      const begin = Number.isNaN(start) ? end : start
      if (!state?.step || !(begin >= enabled)) continue
      const own = after.next.get(state.uid) ?? { state, lengths: [] }
      after.next.set(state.uid, own)
      own.lengths.push(
        begin <= until ? { seconds: begin - enabled, weight: 1, ended: true } : { seconds: until - enabled, weight: 1, ended: false },
      )
    }
  }
  return found
}
