import type { Performance } from '../simulation/model/scenario.ts'
import type { Uid } from '../workflow/name.ts'
import type { State } from '../workflow/state.ts'
import { titleOf } from '../workflow/tree.ts'
import { formatMeasured } from '../words/duration.ts'
import { beginOf } from './cases.ts'
import type { Evidence } from './evidence.ts'
import { fitDurations } from './fit.ts'
import { placesAfterEvent, placesAfterLimit, placesAtStart, throughUnseen } from './onward.ts'
import type { Places } from './onward.ts'
import { evenLengths } from './product-limit.ts'
import type { Length } from './product-limit.ts'
import { mean } from './quantile.ts'

/** Fewer people who gave up than this do not tell how long one waits (calibration.md, 4.10). */
export const fewestGaveUp = 100
/** Seconds of a patience of which nothing is known but that nobody's ended. */
const endless = 366 * 86_400

/** Waits before a review that somebody left, or, where it is censored, that ended because the work began. `row`: what came next. */
type Queued = Length & { readonly row: number }

export type QueuedBySteps = ReadonlyMap<Uid, readonly Queued[]>

/**
 * How long cases waited before each review with a `waitLimit`, and whether they gave up. Who gave up leaves no row of the review: after the step before comes one that only giving up
 * leads to. Where giving up ends the case, no row tells when, and it is not counted.
 */
export function queuedBySteps({ workflow, history, index, work, chosen, until }: Evidence): QueuedBySteps {
  const seen = new Set(work.states.flatMap((state) => (state ? [state.uid] : [])))
  const limited = Object.values(workflow.states).filter(({ step }) => step?.kind === 'review' && step.waitLimit)
  const after = new Map(limited.map((state) => [state.uid, placesAfterLimit(workflow, state, seen)]))
  const found = new Map<Uid, Queued[]>(limited.map(({ uid }) => [uid, []]))
  const ways = new Map<State | null, Places>()
  const waysFrom = (state: State | null): Places => {
    const known = ways.get(state)
    if (known) return known
    const direct = state
      ? (state.step?.outcomes ?? []).map(({ event }) => placesAfterEvent(workflow, state.uid, event))
      : [placesAtStart(workflow)]
    const own = new Map(direct.flatMap((places) => [...throughUnseen(workflow, places, seen)]))
    ways.set(state, own)
    return own
  }
  if (limited.length === 0) return found
  for (let c = 0; c < index.cases; c++) {
    if (!chosen(c)) continue
    let [before, done]: [State | null, number] = [null, index.arrived[c]!]
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) {
      const row = index.rows[at]!
      const state = work.states[history.activity.codes[row]!]
      if (!state?.step || history.end[row]! > until) continue
      const begin = beginOf(history, row)
      if (begin >= done) {
        found.get(state.uid)?.push({ row, seconds: begin - index.enabled[row]!, ended: false, weight: 1 })
        const onward = waysFrom(before)
        const left = onward.has(state.uid) ? undefined : limited.find(({ uid }) => onward.has(uid) && after.get(uid)!.has(state.uid))
        if (left) found.get(left.uid)!.push({ row, seconds: begin - done, ended: true, weight: 1 })
      }
      ;[before, done] = [state, Math.max(done, Number.isNaN(history.end[row]!) ? begin : history.end[row]!)]
    }
  }
  return found
}

/** Without the waits of some rows that ended in work: they were none for somebody, so that nobody's patience was tried. */
export function withoutRows(queued: QueuedBySteps, rows: ReadonlySet<number>): QueuedBySteps {
  if (rows.size === 0) return queued
  return new Map([...queued].map(([uid, waits]) => [uid, waits.filter(({ row, ended }) => ended || !rows.has(row))]))
}

/**
 * How long one waits before giving up: the product-limit estimate (Kaplan and Meier 1958) over the waits before the step, in which those that ended in work are censored (as in
 * Brown et al. 2005, Statistical analysis of a telephone call center). Where too few gave up to tell, what was there before (`kept`), else a guess where the drawing has no length of the limit.
 */
export function fitPatience(
  { note, origin }: Evidence,
  state: State,
  queued: readonly Queued[] | undefined,
  kept: Performance['patience'],
): Performance['patience'] {
  const gaveUp = queued?.filter(({ ended }) => ended).length ?? 0
  const told = queued !== undefined && gaveUp >= fewestGaveUp
  const needed = state.step?.kind === 'review' && state.step.waitLimit !== undefined && state.step.waitLimit.after === undefined
  if (!told && (kept !== undefined || !needed)) return kept
  const path = `performance.${state.uid}.patience`
  if (!queued || gaveUp === 0) {
    origin(path, { source: 'guessed', n: 0, note: 'Nobody was seen to give up: a year, which is as good as never.' })
    return [{ distribution: { kind: 'constant', value: endless } }]
  }
  const even = evenLengths(queued)
  const fit = fitDurations(even)!
  const few = told ? {} : { note: `Only ${gaveUp} were seen to give up.` }
  origin(path, { source: told ? 'fitted' : 'guessed', n: queued.length, fit: Math.round(fit.distance * 1e4) / 1e4, ...few })
  note(
    `Before “${titleOf(state)}” ${gaveUp.toLocaleString('en')} of ${queued.length.toLocaleString('en')} gave up; one is ready to wait ${formatMeasured(mean(even))} on average, as far as the waits seen tell.`,
  )
  return [{ distribution: fit.distribution }]
}
