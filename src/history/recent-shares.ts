import type { SeenOutcome } from './observed-work.ts'

/** Fewer outcomes than this do not tell a change from chance. */
const fewest = 100
/** Of what was seen before, the later half, quarter or eighth stands against all of it, and is tried on the last fifth. */
const held = 0.2
const later = [0.5, 0.25, 0.125]
/** So many standard errors is what the later part must be better by. */
const clear = 2
/** And per outcome by so much, in units of the natural logarithm: of many outcomes a change that means nothing stands clear of chance as well. */
const material = 0.01

/**
 * The outcomes to take shares from: all, or where the ways that cases go have changed, the later half, quarter or eighth. It has to tell the last fifth clearly better than all
 * before that does, and best of the three, by the logarithm of the shares. Outcomes of which the time is not known stay;
 * those after `full`, when the log no longer tells of all cases, do not tell of a change.
 */
export function recentOutcomes(samples: readonly SeenOutcome[], events: readonly string[], full = Infinity): readonly SeenOutcome[] {
  const timed = samples.filter(({ at }) => at !== undefined && at <= full).sort((a, b) => a.at! - b.at!)
  if (timed.length < fewest) return samples
  const cut = Math.floor(timed.length * (1 - held))
  const before = timed.slice(0, cut)
  const whole = sharesOf(before, events)
  let best: { share: number; gain: number } | null = null
  for (const share of later) {
    const late = before.slice(Math.floor(cut * (1 - share)))
    if (share !== later[0] && late.length < fewest) break
    const own = sharesOf(late, events)
    const gains = timed.slice(cut).map(({ event }) => Math.log(own.get(event)! / whole.get(event)!))
    const gain = gains.reduce((sum, one) => sum + one, 0)
    const scatter = Math.sqrt(gains.reduce((sum, one) => sum + one * one, 0))
    if (gain > clear * scatter && gain > material * gains.length && gain > (best?.gain ?? 0)) best = { share, gain }
  }
  if (best === null) return samples
  return [...samples.filter(({ at }) => at === undefined), ...timed.slice(Math.floor(timed.length * (1 - best.share)))]
}

/** Half an outcome more of each, so that none is impossible. */
function sharesOf(samples: readonly SeenOutcome[], events: readonly string[]): Map<string, number> {
  const counts = new Map(events.map((event) => [event, 0.5]))
  for (const { event } of samples) counts.set(event, (counts.get(event) ?? 0.5) + 1)
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0)
  return new Map([...counts].map(([event, n]) => [event, n / all]))
}
