import type { PoolScenario } from '../../../src/simulation/model/scenario.ts'
import { day, hour, utc } from '../clock.ts'
import type { DemandTruth, Kind } from '../demand.ts'

/** What is true of the appeals: half a year in which demand outgrows the people, so that the history ends with a backlog of undecided appeals. */
export const period = { from: utc('2026-04-06T00:00:00'), to: utc('2026-10-05T00:00:00') }

export const measures: Record<string, number> = { removal: 45, visibility: 12, account: 35, 'no-action': 8 }
export const categories: Record<string, number> = { abuse: 34, hateful: 26, 'violent-speech': 16, spam: 14, 'sensitive-media': 10 }
const languages: Record<string, { weight: number; ahead: number }> = {
  en: { weight: 58, ahead: 0 },
  es: { weight: 22, ahead: -3 },
  de: { weight: 12, ahead: 0 },
  fr: { weight: 8, ahead: 0 },
}
export const languageNames = Object.keys(languages)

const kinds: Kind[] = Object.entries(measures).flatMap(([measure, often]) =>
  Object.entries(categories).flatMap(([category, share]) =>
    Object.entries(languages).map(([language, { weight, ahead }]) => ({
      weight: (often * share * weight) / 10_000,
      values: { measure, category, language },
      ahead,
    })),
  ),
)

export const demand: DemandTruth = {
  casesPerHour: 0.84,
  growthPerMonth: 0.06,
  steepness: 1,
  noise: { variation: 0.45, correlation: 0.66 },
  kinds,
  bursts: [
    {
      title: 'Mass restoration after a faulty rule',
      from: utc('2026-07-20T09:00:00'),
      halfLife: 24 * hour,
      factor: 3,
      when: ({ category }) => category === 'spam',
    },
  ],
}

const weekdays = [1, 2, 3, 4, 5]

export const pools: Record<string, PoolScenario> = {
  'appeal-reviewers': {
    shifts: [{ title: 'Weekdays', people: 3, days: weekdays, from: '09:00', to: '17:00' }],
    order: { kind: 'arrival' },
    costPerHour: 39,
  },
  panel: {
    shifts: [{ title: 'Panel days', people: 1, days: [2, 4], from: '10:00', to: '16:00' }],
    order: { kind: 'arrival' },
    costPerHour: 210,
  },
  restoration: {
    shifts: [{ title: 'Weekdays', people: 1, days: weekdays, from: '14:00', to: '16:00' }],
    order: { kind: 'arrival' },
    costPerHour: 42,
  },
}

export const spread = 0.85
/** Medians in minutes. */
export const reviewMinutes: Record<string, number> = { account: 46, usual: 30 }
export const panelMinutes = 22
export const chairMinutes = 25
export const restoreMinutes = 35
/** Medians in seconds. */
export const checkSeconds = 3
export const reinstateSeconds = 20
export const noticeSeconds = 2
export const automaticSpread = 0.5
/** The user's statement: median and spread of the delay in seconds; the window closes after three days. */
export const statementDelay = { median: 20 * hour, sigma: 1.1 }
export const statementWindow = 3 * day
export const deadline = 14 * day
export const panelTimes = ['tue 10:00', 'thu 10:00']

export const checkShares = { ELIGIBLE: 0.88, TOO_LATE: 0.05, ALREADY_DECIDED: 0.07 }
export const statementShares = { STATEMENT: 0.4, NOTHING_TO_ADD: 0.6 }
/** Overturn rates as platforms publish them: removals often, accounts seldom, a reporter's appeal hardly ever. */
export const reviewShares: Record<string, Record<string, number>> = {
  removal: { OVERTURN: 0.36, UPHOLD: 0.49, UNSURE: 0.13, WITHDRAWN: 0.02 },
  visibility: { OVERTURN: 0.31, UPHOLD: 0.57, UNSURE: 0.1, WITHDRAWN: 0.02 },
  account: { OVERTURN: 0.12, UPHOLD: 0.72, UNSURE: 0.14, WITHDRAWN: 0.02 },
  'no-action': { OVERTURN: 0.02, UPHOLD: 0.91, UNSURE: 0.04, WITHDRAWN: 0.03 },
}
export const panelShares = { OVERTURN: 0.42, UPHOLD: 0.58 }
export const chairShares = { OVERTURN: 0.3, UPHOLD: 0.7 }
export const reinstateShares = { RESTORED: 0.94, FAILED: 0.06 }
