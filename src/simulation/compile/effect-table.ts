import type { EffectTable } from '../program/program.ts'
import type { Demand, SpecialDays, Spike } from '../model/demand.ts'
import { parseDuration } from '../../workflow/duration.ts'
import { localSeconds } from '../model/wall-clock.ts'
import type { WallClock } from '../model/wall-clock.ts'
import { flatten } from './lists.ts'

/** A stretch of time with another demand; `when` as in the scenario. */
type Effect = {
  readonly from: number
  readonly to: number
  readonly factor: number
  readonly halfLife: number
  readonly hours: number
  readonly when: string | undefined
}

/**
 * Spikes and special days as stretches of the run. `hitsOf` says for an expression which kinds of case it means. A spike that dies away is over after
 * 20 half-lives.
 */
export function effectTable(demand: Demand, wall: WallClock, horizon: number, hitsOf: (when: string) => Uint8Array): EffectTable {
  const days = demand.calendar ?? []
  const shaped = days.filter(({ hourOfDay }) => hourOfDay !== undefined)
  const effects = [
    ...(demand.spikes ?? []).map((spike) => spikeEffect(spike, wall)),
    ...days.flatMap((special) => dayEffects(special, shaped.indexOf(special), wall)),
  ].filter(({ from, to }) => from < horizon && to > 0 && from < to)
  const conditions = [...new Set(effects.flatMap(({ when }) => when ?? []))]
  const column = (of: (effect: Effect) => number) => Float64Array.from(effects, of)
  const cuts = new Set(effects.flatMap(({ from, to }) => [from, to]).filter((time) => time > 0 && time < horizon))
  return {
    from: column(({ from }) => from),
    to: column(({ to }) => to),
    factor: column(({ factor }) => factor),
    halfLife: column(({ halfLife }) => halfLife),
    hoursRow: Int32Array.from(effects, ({ hours }) => hours),
    hours: Float64Array.from(shaped.flatMap(({ hourOfDay }) => hourOfDay!)),
    hitsRow: Int32Array.from(effects, ({ when }) => (when === undefined ? -1 : conditions.indexOf(when))),
    hits: Uint8Array.from(flatten(conditions.map((when) => [...hitsOf(when)])).items),
    cuts: Float64Array.from(cuts).sort(),
  }
}

function spikeEffect({ from, to, halfLife, factor, when }: Spike, wall: WallClock): Effect {
  const start = wall.toSeconds(localSeconds(from))
  const half = halfLife === undefined ? Infinity : parseDuration(halfLife)
  const end = to === undefined ? start + half * 20 : wall.toSeconds(localSeconds(to))
  return { from: start, to: end, factor, halfLife: half, hours: -1, when }
}

/** One stretch for each date or interval of dates, from midnight to midnight on the wall clock. */
function dayEffects({ dates, factor, when }: SpecialDays, hours: number, wall: WallClock): Effect[] {
  return dates.map((text) => {
    const [first, last] = daysOf(text)
    return { from: wall.toSeconds(first), to: wall.toSeconds(last + 86400), factor, halfLife: Infinity, hours, when }
  })
}

/** First and last day of `2025-12-25` or `2025-12-24/2025-12-26`, as wall-clock seconds of their midnights. */
function daysOf(text: string): readonly [first: number, last: number] {
  const [first, last] = text.split('/') as [string, string?]
  const midnight = (date: string) => localSeconds(`${date}T00:00:00`)
  return [midnight(first), midnight(last ?? first)]
}
