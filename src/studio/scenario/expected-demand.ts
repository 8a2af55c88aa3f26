import { evaluateExpression } from '../../machine/expression.ts'
import type { MixEntry, Profile } from '../../simulation/model/demand.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { hourOfWeek, localSeconds } from '../../simulation/model/wall-clock.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { parseDuration } from '../../workflow/duration.ts'

const hour = 3600
const day = 24 * hour

/**
 * Cases expected on each day of the run, for the picture beside the form: level, growth, shape of the week, spikes and special days, on the wall clock and hour by
 * hour. Noise has mean 1 and changes nothing; thinning is left out; what is meant for some kinds of case counts by their share of the mix.
 */
export function expectedByDay(scenario: Scenario, demand: Profile, attributes: readonly Attribute[]): number[] {
  const start = localSeconds(scenario.start)
  const length = Math.min(3660, Math.ceil(scenario.run.days))
  const share = (when: string | undefined) => (when === undefined ? 1 : shareOf(when, scenario.mix, attributes))
  const spikes = (demand.spikes ?? []).map((spike) => ({
    factor: spike.factor,
    from: localSeconds(spike.from),
    to: spike.to === undefined ? Infinity : localSeconds(spike.to),
    half: spike.halfLife === undefined ? Infinity : parseDuration(spike.halfLife),
    share: share(spike.when),
  }))
  const special = (demand.calendar ?? []).flatMap(({ dates, factor, hourOfDay, when }) =>
    dates.map((text) => {
      const [first = '', last = first] = text.split('/')
      return { from: localSeconds(`${first}T00:00`), to: localSeconds(`${last}T00:00`) + day, factor, hourOfDay, share: share(when) }
    }),
  )
  const among = (part: number, factor: number) => 1 + part * (factor - 1)
  const rate = (local: number) => {
    const of = hourOfWeek(local)
    let cases = demand.casesPerHour * (demand.scale ?? 1) * (demand.hourOfWeek[(of - (demand.shift ?? 0) + 336) % 168] ?? 0)
    cases *= (1 + demand.growthPerMonth) ** ((local - start) / (30 * day))
    for (const { from, to, half, factor, share: part } of spikes)
      if (from <= local && local < to) cases *= among(part, 1 + (factor - 1) * 0.5 ** ((local - from) / half))
    for (const { from, to, factor, hourOfDay, share: part } of special)
      if (from <= local && local < to) cases *= among(part, factor * (hourOfDay?.[of % 24] ?? 1))
    return cases
  }
  return Array.from({ length }, (_, index) => {
    let cases = 0
    for (let h = 0; h < 24; h++) cases += rate(start + index * day + h * hour + hour / 2)
    return cases
  })
}

/** Share of the mix for which a condition holds; 0 where it cannot be worked out. */
function shareOf(when: string, mix: readonly MixEntry[], attributes: readonly Attribute[]): number {
  const defaults = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.default]))
  const total = mix.reduce((sum, { weight }) => sum + weight, 0)
  const meant = mix.filter(({ values }) => {
    try {
      return evaluateExpression(when, attributes, { ...defaults, ...values }) === true
    } catch {
      return false
    }
  })
  return total > 0 ? meant.reduce((sum, { weight }) => sum + weight, 0) / total : 0
}
