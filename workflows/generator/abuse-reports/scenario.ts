import type { Performance, Scenario } from '../../../src/simulation/model/scenario.ts'
import { minute } from '../clock.ts'
import { hourOfWeek } from '../demand.ts'
import { byValue, lognormal, simply } from '../performance.ts'
import * as truth from './truth.ts'

/** Steps of first review. */
export const reviewers = ['english', 'iberian', 'japanese', 'arabic', 'european']

/** October 2026, the month after the history ends: what the operation truly is, written as an analyst would have calibrated it. */
export function abuseScenario(): Scenario {
  return {
    gemba: 'scenario',
    format: 1,
    id: 'october',
    title: 'October 2026, as staffed',
    description:
      'Four weeks at the year’s mean demand with the rota in force. Try one more person in a pool, or escalation rounds more often.',
    workflow: 'abuse-reports',
    timezone: 'Europe/Dublin',
    start: '2026-10-05T00:00:00',
    demand: {
      kind: 'profile',
      casesPerHour: 5.3,
      hourOfWeek: hourOfWeek(truth.demand, 3600),
      growthPerMonth: truth.demand.growthPerMonth,
      noise: { ...truth.demand.noise },
      spikes: [],
    },
    mix: truth.demand.kinds
      .filter(({ weight }) => weight >= 0.03)
      .map(({ weight, values }) => ({ weight: Math.round(weight * 1000) / 1000, values: { ...values } })),
    pools: truth.pools,
    performance: performance(),
    segments: segments(),
    run: { days: 28, warmup: 'auto', replications: 10, seed: 1 },
    origins: origins(),
  }
}

function performance(): Record<string, Performance> {
  const review = (factor: number): Performance => ({
    time: byValue(truth.reviewMinutes, 'category', 'abuse', (minutes, when) => lognormal(minutes * factor * minute, truth.spread, when)),
    outcomes: byValue(truth.reviewShares, 'category', 'usual', (shares, when) => ({ ...(when ? { when } : {}), shares: { ...shares } })),
  })
  return {
    triage: {
      time: [lognormal(truth.triageSeconds, truth.automaticSpread)],
      outcomes: byValue(truth.triageShares, 'category', 'usual', (shares, when) => ({ ...(when ? { when } : {}), shares: { ...shares } })),
    },
    'spam-lane': simply(lognormal(truth.bulkSeconds, truth.automaticSpread), { CLEARED: 1 }),
    ...Object.fromEntries(reviewers.map((key) => [key, review(key === 'arabic' ? truth.arabicFactor : 1)])),
    'second-review': simply(lognormal(truth.secondMinutes * minute, truth.spread), truth.secondShares),
    escalation: { time: [], outcomes: [{ shares: { LOOKED_AT: 1 } }] },
    specialist: {
      time: byValue(truth.specialistMinutes, 'category', 'escalated', (minutes, when) => lognormal(minutes * minute, truth.spread, when)),
      outcomes: [{ shares: truth.specialistShares }],
    },
    overdue: simply(lognormal(truth.overdueMinutes * minute, truth.spread), truth.overdueShares),
    quality: simply(lognormal(truth.qualityMinutes * minute, truth.spread), truth.qualityShares),
    notice: simply(lognormal(truth.noticeSeconds, truth.automaticSpread), { SENT: 1 }),
  }
}

function segments(): Scenario['segments'] {
  const urgent = truth.specialistCategories.map((name) => `category == "${name}"`).join(' || ')
  return [
    { title: 'All reports', target: 'PT24H' },
    { title: 'Child safety, self-harm, violent entities', when: urgent, target: 'PT4H' },
    { title: 'Legal notices', when: 'category == "legal-notice"', target: 'PT24H' },
    { title: 'Impersonation', when: 'category == "impersonation"', target: 'PT24H' },
    { title: 'English', when: 'language == "en"', target: 'PT24H' },
    { title: 'Spanish and Portuguese', when: 'language == "es" || language == "pt"', target: 'PT24H' },
    { title: 'Japanese', when: 'language == "ja"', target: 'PT24H' },
    { title: 'Arabic', when: 'language == "ar"', target: 'PT24H' },
  ]
}

/** Nothing here was fitted by the program: parameters are typed from the generator's truth, and the level is a guess at the coming month. */
function origins(): Scenario['origins'] {
  return {
    'demand.casesPerHour': { source: 'guessed', note: 'Mean of the year before; the coming month may be a little busier.' },
    'demand.hourOfWeek': { source: 'typed', note: 'The shape that the history was generated from.' },
    'demand.noise': { source: 'typed', note: 'The noise that the history was generated from.' },
    mix: { source: 'typed', note: 'The mix that the history was generated from, without kinds below 0.03 %.' },
    'performance.notice.time': { source: 'guessed', note: 'The mail system’s own figure.' },
    'pools.arabic.shifts': { source: 'typed', note: 'Contract of the vendor in Amman.' },
  }
}
