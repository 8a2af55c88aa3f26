import type { PoolScenario } from '../../../src/simulation/model/scenario.ts'
import { hour, minute, utc } from '../clock.ts'
import type { DemandTruth, Kind } from '../demand.ts'

/** What is true of the urgent-harm line. Its people are there for the response time, not for their load: somebody is always free, nearly. */
export const period = { from: utc('2026-04-06T00:00:00'), to: utc('2026-10-05T00:00:00') }

export const harms: Record<string, number> = { 'self-harm': 46, 'threat-to-life': 24, 'child-at-risk': 16, 'violent-event': 14 }
const regions: Record<string, { weight: number; ahead: number }> = {
  eu: { weight: 38, ahead: 0 },
  us: { weight: 36, ahead: -5 },
  other: { weight: 26, ahead: 5 },
}
export const regionNames = Object.keys(regions)

const kinds: Kind[] = Object.entries(harms).flatMap(([category, share]) =>
  Object.entries(regions).map(([region, { weight, ahead }]) => ({ weight: (share * weight) / 100, values: { category, region }, ahead })),
)

export const demand: DemandTruth = {
  casesPerHour: 0.72,
  growthPerMonth: 0.01,
  steepness: 1.2,
  noise: { variation: 0.6, correlation: 0.5 },
  kinds,
  bursts: [
    {
      title: 'Attack in the news',
      from: utc('2026-06-11T16:00:00'),
      halfLife: 18 * hour,
      factor: 6,
      when: ({ category }) => category === 'violent-event' || category === 'threat-to-life',
    },
  ],
}

const allDays = [1, 2, 3, 4, 5, 6, 7]
const inTurn = { kind: 'arrival' } as const
const aroundTheClock = [
  { title: 'Day', people: 1, days: allDays, from: '08:00', to: '20:00' },
  { title: 'Night', people: 1, days: allDays, from: '20:00', to: '08:00' },
]

export const pools: Record<string, PoolScenario> = {
  'on-call': { shifts: aroundTheClock, order: { kind: 'priority', expression: 'contained == "unknown" ? 1.0 : 0.0' }, costPerHour: 58 },
  backup: { shifts: aroundTheClock, order: inTurn, costPerHour: 29 },
  'legal-duty': { shifts: aroundTheClock, order: inTurn, costPerHour: 85 },
  welfare: { shifts: aroundTheClock, order: inTurn, costPerHour: 44 },
  'duty-manager': { shifts: aroundTheClock, order: inTurn, costPerHour: 70 },
}

export const spread = 0.6
/** Medians in minutes. */
export const minutes = { assess: 4, backup: 5, contain: 8, outreach: 26, legal: 16, callBack: 6, manager: 30 }
/** Medians in seconds. */
export const seconds = { screening: 5, page: 45, transmit: 20, record: 4 }
export const automaticSpread = 0.5
export const acknowledgement = { median: 12 * minute, sigma: 0.9 }

/** Timers. */
export const assessWithin = 10 * minute
export const acknowledgeWithin = 30 * minute
export const tryAgainAfter = 20 * minute
export const responseWithin = 3 * hour

export const screeningShares = { URGENT: 0.86, NOT_URGENT: 0.14 }
export const assessShares: Record<string, Record<string, number>> = {
  'self-harm': { CREDIBLE: 0.62, NOT_CREDIBLE: 0.38 },
  'threat-to-life': { CREDIBLE: 0.44, NOT_CREDIBLE: 0.56 },
  'child-at-risk': { CREDIBLE: 0.7, NOT_CREDIBLE: 0.3 },
  'violent-event': { CREDIBLE: 0.52, NOT_CREDIBLE: 0.48 },
}
export const pageShares = { ANSWERED: 0.94, UNANSWERED: 0.06 }
export const containShares = { REMOVED: 0.58, KEPT: 0.42 }
export const outreachShares = { REACHED: 0.64, NOT_REACHED: 0.24, GIVEN_UP: 0.12 }
export const legalShares: Record<string, Record<string, number>> = {
  'self-harm': { REFER: 0.28, NO_DUTY: 0.72 },
  'threat-to-life': { REFER: 0.66, NO_DUTY: 0.34 },
  'child-at-risk': { REFER: 0.88, NO_DUTY: 0.12 },
  'violent-event': { REFER: 0.58, NO_DUTY: 0.42 },
}
