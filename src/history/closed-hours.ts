import type { Scenario } from '../simulation/model/scenario.ts'
import { hourOfWeek } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import { titleOf } from '../workflow/tree.ts'
import { formatShare } from '../words/number.ts'
import { clockOf } from './delay-fit.ts'
import type { Delay, Queue } from './delay-fit.ts'
import type { Evidence } from './evidence.ts'
import { workingClock } from './working-clock.ts'

/** So many cases would have been taken up in an hour of the week at the usual rate before their absence tells anything, and at most so large a part of them were. */
const fewest = 10
const hardlyAny = 0.1

/** How fast the clock runs in a closed hour: the slowest that there is. The wait is short enough to be nothing in an open one, and too long for all closed hours of a night. */
const still = 0.001
const briefly = 30

/**
 * Hours in which the people of a pool are there for its other steps and leave one step's cases waiting, as who begins at eight with yesterday's files does with what came overnight. The step then has a wait that ends in
 * its own hours alone; what comes after is the queue. By uid; steps that are taken up whenever somebody is there are absent.
 */
export function fitClosedHours(
  { timezone, note, origin }: Evidence,
  queues: readonly Queue[],
  pools: Scenario['pools'],
): ReadonlyMap<string, Delay> {
  const found = new Map<string, Delay>()
  for (const { state, waits } of queues) {
    const pool = state.step?.kind === 'review' ? state.step.pools.find((id) => Object.hasOwn(pools, id)) : undefined
    const shifts = pool === undefined ? null : clockOf(pools[pool]!.shifts)
    if (pool === undefined || shifts === null) continue
    const zone = zoneOf(pools[pool]!.timezone ?? timezone)
    const { closed, n } = closedOf(
      waits.map(({ enabled, begin }) => ({ from: zone.toLocal(enabled), to: zone.toLocal(begin) })),
      shifts.worked,
    )
    if (!closed.includes(true)) continue
    const pace = closed.map((isClosed) => (isClosed ? still : 1))
    found.set(state.uid, { delay: [{ distribution: { kind: 'constant', value: briefly } }], clock: { pool, pace } })
    origin(`performance.${state.uid}.delay`, { source: 'fitted', n, note: 'Hours in which its people are there and do not take it up.' })
    const hours = closed.filter(Boolean).length
    note(
      `“${titleOf(state)}” is not taken up in ${hours} of the hours of the week in which its people are there: cases wait for the hours in which it is (${formatShare(n / waits.length)} of ${waits.length.toLocaleString('en')} waited in one).`,
    )
  }
  return found
}

/** By hour of the week whether cases waited in it and were not taken up; `n`: how many waits reached into such an hour. Times are seconds on the wall clock. */
export function closedOf(
  waits: readonly { readonly from: number; readonly to: number }[],
  worked: (from: number, to: number) => number,
): { readonly closed: readonly boolean[]; readonly n: number } {
  const [begun, waited] = [new Float64Array(168), new Float64Array(168)]
  const hoursIn = function* ({ from, to }: { from: number; to: number }) {
    for (let at = from; at < to; at = (Math.floor(at / 3600) + 1) * 3600)
      yield { hour: hourOfWeek(at), seconds: worked(at, Math.min(to, (Math.floor(at / 3600) + 1) * 3600)) }
  }
  for (const wait of waits) {
    begun[hourOfWeek(wait.to)]!++
    for (const { hour, seconds } of hoursIn(wait)) waited[hour]! += seconds
  }
  const all = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
  const rate = all(waited) > 0 ? all(begun) / all(waited) : 0
  const own = workingClock(begun)
  const closed = own.map((isWorked, hour) => {
    const expected = waited[hour]! * rate
    return !isWorked && expected >= fewest && begun[hour]! <= hardlyAny * expected
  })
  if (!closed.includes(true)) return { closed, n: 0 }
  const n = waits.filter((wait) => [...hoursIn(wait)].some(({ hour, seconds }) => seconds > 0 && closed[hour]!)).length
  return { closed, n }
}
