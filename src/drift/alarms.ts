import { exp, log } from '../simulation/engine/elementary.ts'
import { estimate, variance } from '../simulation/report/estimate.ts'
import { tQuantile } from '../simulation/report/student.ts'
import type { Kind, Series } from './months.ts'

/** One figure in one span: what was seen, and between which values the model's own figure lies. Null: too little was seen, or the model has none. */
export type Point = {
  readonly seen: number | null
  readonly model: number | null
  readonly low: number | null
  readonly high: number | null
  readonly isOut: boolean
}

/** A figure with its points, and since which span it is off (its number): 0 is from the beginning, so that the model has it wrong rather than that it changed. */
export type Followed = Omit<Series, 'values'> & {
  readonly points: readonly Point[]
  readonly alarm: Alarm | null
}

/** `change`: seen over expected less 1, or the difference of a share, over the spans that are out. `lasts`: still so in the last span that says anything. */
export type Alarm = { readonly since: number; readonly until: number; readonly change: number; readonly lasts: boolean }

/** Less than this is no matter, however sure it is: of counts and times a tenth, of shares three points. */
const slight: Readonly<Record<Kind, number>> = { count: 0.1, time: 0.1, share: 0.03 }

/**
 * Puts what was seen beside what the model gives. A point is out where it lies beyond the interval in which one more run of the model would lie, and by no trifle; all points together leave
 * the model's intervals by luck in 5 % of histories (Bonferroni). The interval is of one new value beside n: t · s · √(1 + 1/n), of logarithms for what cannot be negative.
 */
export function follow(seen: readonly Series[], runs: readonly (readonly Series[])[]): Followed[] {
  const byId = runs.map((run) => new Map(run.map((series) => [series.id, series])))
  const family = seen.reduce((sum, { values }) => sum + values.filter(Number.isFinite).length, 0)
  return seen.map(({ values, ...series }) => {
    const points = values.map((value, i) =>
      pointOf(
        series.kind,
        value,
        byId.map((run) => run.get(series.id)?.values[i] ?? (series.kind === 'share' ? 0 : NaN)),
        family,
      ),
    )
    return { ...series, points, alarm: alarmOf(series.kind, points) }
  })
}

function pointOf(kind: Kind, seen: number, model: readonly number[], family: number): Point {
  const known = model.filter(Number.isFinite)
  const { value } = estimate(known)
  const said = { seen: Number.isFinite(seen) ? seen : null, model: known.length > 0 ? value : null }
  if (said.seen === null || known.length < 4) return { ...said, low: null, high: null, isOut: false }
  const isLog = kind !== 'share' && known.every((one) => one > 0)
  const scaled = isLog ? known.map((one) => log(one)) : known
  const middle = estimate(scaled).value
  const reach = tQuantile(1 - 0.025 / Math.max(1, family), known.length - 1) * Math.sqrt(variance(scaled) * (1 + 1 / known.length))
  const back = (one: number) => (isLog ? exp(one) : kind === 'share' ? Math.min(1, Math.max(0, one)) : one)
  const [low, high] = [back(middle - reach), back(middle + reach)]
  const isOut = (seen < low || seen > high) && Math.abs(changeOf(kind, seen, value)) >= slight[kind]
  return { ...said, low, high, isOut }
}

function changeOf(kind: Kind, seen: number, model: number): number {
  return kind === 'share' ? seen - model : seen / model - 1
}

/**
 * The longest stretch of points that are out on one side; one that is not out between two that are does not end it. Points behind it that lie half as far off are of it too: of them it is not
 * known that they are back.
 */
function alarmOf(kind: Kind, points: readonly Point[]): Alarm | null {
  const side = points.map(({ isOut, seen, model }) => (isOut ? Math.sign(seen! - model!) : 0))
  let best: { since: number; until: number; length: number } | null = null
  for (let since = 0; since < side.length; since++) {
    if (side[since] === 0 || (best !== null && since <= best.until && side[since] === side[best.since])) continue
    let until = since
    for (let i = since + 1; i < side.length && side[i] !== -side[since]! && i - until <= 2; i++) if (side[i] === side[since]) until = i
    const length = side.slice(since, until + 1).filter((one) => one !== 0).length
    if (best === null || length > best.length) best = { since, until, length }
  }
  if (best === null) return null
  const out = points.slice(best.since, best.until + 1).filter(({ isOut }) => isOut)
  const change = out.reduce((sum, { seen, model }) => sum + changeOf(kind, seen!, model!), 0) / out.length
  const last = points.findLastIndex(({ low }) => low !== null)
  let { until } = best
  while (until < last && isHalf(kind, points[until + 1]!, change)) until++
  const first = points.findIndex(({ low }) => low !== null)
  return { since: best.since <= first ? 0 : best.since, until, change, lasts: until === last }
}

function isHalf(kind: Kind, { seen, model }: Point, change: number): boolean {
  return seen !== null && model !== null && changeOf(kind, seen, model) / change >= 0.5
}
