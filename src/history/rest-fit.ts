import type { Performance } from '../simulation/model/scenario.ts'
import type { Uid } from '../workflow/name.ts'
import { titleOf } from '../workflow/tree.ts'
import { formatMeasured } from '../words/duration.ts'
import { formatShare } from '../words/number.ts'
import type { Evidence } from './evidence.ts'
import { fitDurations } from './fit.ts'
import type { RowWork } from './left-open.ts'
import { mean } from './quantile.ts'

/** Fewer rows left open say nothing of how long. */
const fewest = 5
/** Less than so large a part of the work of a step is a few faulty ends and no way of working. */
const material = 0.05

/**
 * For how long visits of each review stay open with nobody at it (left-open.ts): what of a row is not its work. Where the work is not known it is taken to be as long as that of the others.
 * `shared`: rows of people who have several at once as a rule, whose rest is a delay (shared-time.ts).
 */
export function fitRests(
  { work, history, chosen, until, seen, note, origin }: Evidence,
  rowWork: RowWork | null,
  shared: Float64Array | null,
): ReadonlyMap<Uid, NonNullable<Performance['rest']>> {
  const found = new Map<Uid, NonNullable<Performance['rest']>>()
  if (rowWork === null) return found
  const [rests, rows] = [new Map<Uid, number[]>(), new Map<Uid, number>()]
  const usual = new Map(
    [...work.steps].map(([uid, { times }]) => [uid, times.length === 0 ? 0 : mean(times.map(({ seconds }) => seconds))]),
  )
  for (let row = 0; row < history.rows; row++) {
    const state = work.states[history.activity.codes[row]!]
    if (state?.step?.kind !== 'review' || !(history.end[row]! <= until) || !chosen(history.caseId.codes[row]!)) continue
    rows.set(state.uid, (rows.get(state.uid) ?? 0) + 1)
    const own = shared && !Number.isNaN(shared[row]!) ? NaN : rowWork[row]!
    if (Number.isNaN(own)) continue
    const rest = Math.max(0, history.end[row]! - history.start[row]! - (own === Infinity ? (usual.get(state.uid) ?? 0) : own))
    seen(state.uid, 'rest', row, rest)
    const list = rests.get(state.uid)
    if (list) list.push(rest)
    else rests.set(state.uid, [rest])
  }
  for (const [uid, { step: state, times }] of work.steps) {
    const own = (rests.get(uid) ?? []).filter((rest) => rest > 0)
    const total = (list: readonly number[]) => list.reduce((sum, seconds) => sum + seconds, 0)
    if (own.length < fewest || total(own) < material * total(times.map(({ seconds }) => seconds))) continue
    const share = own.length / rows.get(uid)!
    found.set(uid, [{ share: Math.round(share * 1e5) / 1e5, distribution: fitDurations(own)!.distribution }])
    origin(`performance.${uid}.rest`, {
      source: 'fitted',
      n: own.length,
      note: 'Their person began something else meanwhile, or nobody was there when they ended.',
    })
    note(
      `${formatShare(share)} of the rows of “${titleOf(state)}” stay open when their person has turned to something else or gone, ${formatMeasured(mean(own))} on average: that is no work.`,
    )
  }
  return found
}
