import { exp, log } from '../engine/elementary.ts'
import type { Scenario } from '../model/scenario.ts'
import { localText } from '../model/wall-clock.ts'
import { zoneOf } from '../model/zone.ts'

/** Seconds of a month of growth (demand.ts). */
const month = 30 * 86_400

/** The scenario from another moment on (seconds since 1970, a whole second): its level is carried on by its own growth. */
export function startingAt(scenario: Scenario, epoch: number): Scenario {
  const zone = zoneOf(scenario.timezone)
  const start = localText(zone.toLocal(epoch))
  if (scenario.demand.kind !== 'profile') return { ...scenario, start }
  const months = (epoch - zone.toEpoch(Date.parse(`${scenario.start}Z`) / 1000)) / month
  const casesPerHour = scenario.demand.casesPerHour * exp(months * log(1 + scenario.demand.growthPerMonth))
  return { ...scenario, start, demand: { ...scenario.demand, casesPerHour } }
}
