import type { Performance } from '../simulation/model/scenario.ts'
import { localText } from '../simulation/model/wall-clock.ts'
import { zoneOf } from '../simulation/model/zone.ts'
import type { State } from '../workflow/state.ts'
import { titleOf } from '../workflow/tree.ts'
import { formatMeasured } from '../words/duration.ts'
import { formatShare } from '../words/number.ts'
import type { Evidence } from './evidence.ts'
import { quantilesOf } from './fit.ts'
import { countBelow, countUpTo, mean, sorted } from './quantile.ts'
import { usualWay } from './shift-fit.ts'

/** A wait of a row: from when its work could begin to when it began, in seconds since 1970. */
type Wait = { readonly row: number; readonly enabled: number; readonly begin: number }

/** Waits of a step with a queue that no queue explains, of `all` its waits; each was passed over by at least `least` who came later and were taken up at once. */
export type PassedOver = { readonly state: State; readonly waits: readonly Wait[]; readonly all: readonly Wait[]; readonly least: number }

/** The tail is that of one wait in so many, of so many at least: less than half of these may be no queue. */
const oneIn = 100
const fewest = 40
/** How likely it may be that in a step that has a queue and nothing else a single wait is found. */
const chance = 0.01

/**
 * The waits during which far more who came later were taken up at once than the step's own (dis)order makes happen. Whatever the order of a queue, somebody who is free takes a case that
 * waits before one that comes later, so that of cases that anybody can do none is passed over so; where people differ in what they can do, some are, and the step's own waits tell how
 * far that goes: the number beyond the hundredth wait is taken to fall exponentially, at a pace from the middle of the waits beyond it, which no rare ones can move (peaks over a
 * threshold, Pickands 1975). Places in `waits`, and the least number among them.
 */
export function passedOverIn(waits: readonly Wait[]): { readonly places: readonly number[]; readonly least: number } {
  const way = usualWay(waits.map(({ enabled, begin }) => begin - enabled))
  const atOnce = sorted(waits.flatMap(({ enabled, begin }) => (begin - enabled <= way ? [enabled] : [])))
  const counts = waits.map(({ enabled, begin }) =>
    begin - enabled <= way ? 0 : Math.max(0, countBelow(atOnce, begin - way) - countUpTo(atOnce, enabled)),
  )
  const most = mostByChance(counts)
  const places = counts.flatMap((count, i) => (count > most ? [i] : []))
  return { places, least: places.reduce((least, i) => Math.min(least, counts[i]!), Infinity) }
}

function mostByChance(counts: readonly number[]): number {
  const beyond = Math.max(fewest, Math.ceil(counts.length / oneIn))
  if (counts.length < 2 * beyond) return Infinity
  const ascending = sorted(counts)
  const [from, middle] = [ascending[counts.length - beyond]!, ascending[counts.length - Math.floor(beyond / 2)]!]
  // Whole numbers: two of them next to each other are less than 1 apart in truth.
  return from + (Math.max(1, middle - from) / Math.LN2) * Math.log(beyond / chance)
}

/** Delays that most visits do not have and these had, by uid, on the wall clock: of what they wait for no shift tells. */
export function rareDelays({ timezone, seen, note, origin }: Evidence, found: readonly PassedOver[]) {
  return new Map(
    found.map(({ state, waits, all, least }): [string, Pick<Performance, 'delay'>] => {
      const lengths = sorted(waits.map(({ enabled, begin }) => begin - enabled))
      const rows = new Set(waits.map(({ row }) => row))
      for (const { row, enabled, begin } of all) seen(state.uid, 'delay', row, rows.has(row) ? begin - enabled : 0)
      const waiting = all.reduce((sum, { enabled, begin }) => sum + begin - enabled, 0)
      note(
        `Before “${titleOf(state)}” ${waits.length.toLocaleString('en')} of ${all.length.toLocaleString('en')} waits, ${formatMeasured(lengths[0]!)} to ${formatMeasured(lengths.at(-1)!)} long and ${formatShare((mean(lengths) * waits.length) / waiting)} of all waiting there, were each passed over by ${least.toLocaleString('en')} or more who came later and were taken up at once. That is no queue: it is a rare delay, and tells nothing of people and patience. Look whether these rows are right${sameTime(waits, timezone)}.`,
      )
      origin(`performance.${state.uid}.delay`, { source: 'fitted', n: waits.length, note: 'Waits that no queue explains.' })
      return [state.uid, { delay: [{ distribution: { kind: 'rare', share: waits.length / all.length, quantiles: quantilesOf(lengths) } }] }]
    }),
  )
}

/** The time of the day at which half of some waits or more end, in words; empty where there is none. */
function sameTime(waits: readonly Wait[], timezone: string): string {
  const zone = zoneOf(timezone)
  const times = new Map<string, number>()
  for (const { begin } of waits) {
    const time = localText(zone.toLocal(begin)).slice(11, 19)
    times.set(time, (times.get(time) ?? 0) + 1)
  }
  const [time, n] = [...times].sort((a, b) => b[1] - a[1])[0]!
  return n > 1 && n * 2 >= waits.length ? `: ${n.toLocaleString('en')} of them begin at ${time}` : ''
}
