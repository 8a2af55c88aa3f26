import type { Origin, Scenario } from '../simulation/model/scenario.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { titleOf } from '../workflow/tree.ts'
import { formatMeasured } from '../words/duration.ts'
import type { CaseIndex } from './cases.ts'
import type { Delay } from './delay-fit.ts'
import { clockOf } from './delay-fit.ts'
import type { Evidence } from './evidence.ts'
import { fitDurations } from './fit.ts'
import type { History } from './history.ts'
import { mean } from './quantile.ts'
import { nightRow } from './shift-fit.ts'
import { rowsByPerson } from './team-time.ts'

/** From this share of their busy time with several rows open on, somebody works on several at once. */
const muchOfIt = 0.5
const fewestRows = 20

/**
 * By row of somebody who has several rows open at once for most of the time: the seconds of work in it, its share of each moment being one of the rows then open (calibration.md, 4.6).
 * `NaN` of all others; null where nobody works so.
 */
export function sharedTimes(history: History, index: CaseIndex, until: number): Float64Array | null {
  if (history.form !== 'events') return null
  let found: Float64Array | null = null
  for (const rows of rowsByPerson(history, index).values()) {
    const whole = rows.filter((row) => {
      const length = history.end[row]! - history.start[row]!
      // A row that spans a night says nothing of what was done at once.
      return length > 0 && length <= nightRow && history.end[row]! <= until
    })
    if (whole.length < fewestRows) continue
    const { share, of } = timeOf(history, whole)
    if (share < muchOfIt) continue
    found ??= new Float64Array(history.rows).fill(NaN)
    for (const row of whole) found[row] = of(row)
  }
  return found
}

/** How much of somebody's busy time has several rows open, and the time that is each row's own. */
function timeOf(history: History, rows: readonly number[]): { readonly share: number; readonly of: (row: number) => number } {
  const changes = rows.flatMap((row) => [
    { at: history.start[row]!, by: 1 },
    { at: history.end[row]!, by: -1 },
  ])
  changes.sort((a, b) => a.at - b.at)
  const passed = new Map<number, number>()
  let [open, own, busy, several, last] = [0, 0, 0, 0, -Infinity]
  for (const { at, by } of changes) {
    if (open > 0) {
      own += (at - last) / open
      busy += at - last
      if (open > 1) several += at - last
    }
    passed.set(at, own)
    open += by
    last = at
  }
  return { share: several / busy, of: (row) => passed.get(history.end[row]!)! - passed.get(history.start[row]!)! }
}

/**
 * What of the rows of a step is not work, where people have several open: a delay of its case on the clock of its pool, so that the case lasts as long as it did and nobody is busier than one can be.
 * Steps that have a delay already keep it. Says so; `guesses` are the origins by path.
 */
export function fitShared(
  { work, history, timezone, seen, note }: Evidence,
  shared: Float64Array,
  pools: Scenario['pools'],
  delays: ReadonlyMap<string, Delay>,
): { readonly delays: ReadonlyMap<string, Delay>; readonly guesses: ReadonlyMap<string, Origin> } {
  const all = new Map(delays)
  const guesses = new Map<string, Origin>()
  for (const { step: state, times } of work.steps.values()) {
    const rows = times.map(({ row }) => row).filter((row) => !Number.isNaN(shared[row]!))
    if (state.step?.kind !== 'review' || rows.length * 2 < times.length) continue
    const [length, own] = [mean(rows.map((row) => history.end[row]! - history.start[row]!)), mean(rows.map((row) => shared[row]!))]
    const words = `Several rows of one person are open at once: ${formatMeasured(own)} of work each on average, not ${formatMeasured(length)}.`
    note(`At “${titleOf(state)}”: ${words} The rest is a delay of the case.`)
    guesses.set(`performance.${state.uid}.time`, { source: 'guessed', n: times.length, note: words })
    if (delays.has(state.uid)) continue
    const pool = state.step.pools.find((id) => Object.hasOwn(pools, id))
    const clock = pool === undefined ? null : clockOf(pools[pool]!.shifts)
    const zone = zoneOf((pool === undefined ? undefined : pools[pool]!.timezone) ?? timezone)
    const rest = rows.map((row) => {
      const [start, end] = [history.start[row]!, history.end[row]!]
      const lasted = clock && !clock.always ? clock.worked(zone.toLocal(start), zone.toLocal(end)) : end - start
      return Math.max(0, lasted - shared[row]!)
    })
    const fit = fitDurations(rest)
    if (fit === null || !(mean(rest) >= 1)) continue
    for (const [i, row] of rows.entries()) seen(state.uid, 'delay', row, rest[i]!)
    all.set(state.uid, {
      delay: [{ distribution: fit.distribution }],
      ...(pool !== undefined && clock && !clock.always ? { clock: { pool } } : {}),
    })
    guesses.set(`performance.${state.uid}.delay`, { source: 'guessed', n: rows.length, note: 'What of the rows is not work.' })
  }
  return { delays: all, guesses }
}
