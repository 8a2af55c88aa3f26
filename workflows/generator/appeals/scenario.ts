import type { Scenario } from '../../../src/simulation/model/scenario.ts'
import { hour, minute } from '../clock.ts'
import { hourOfWeek } from '../demand.ts'
import { byValue, lognormal, simply } from '../performance.ts'
import * as truth from './truth.ts'

/** October 2026: demand as it has grown, people as they were. The backlog grows. */
export function appealsScenario(): Scenario {
  const byHand = (minutes: number, shares: Record<string, number>) => simply(lognormal(minutes * minute, truth.spread), shares)
  const bySystem = (seconds: number, shares: Record<string, number>) => simply(lognormal(seconds, truth.automaticSpread), shares)
  return {
    gemba: 'scenario',
    format: 1,
    id: 'october',
    title: 'October 2026, as staffed',
    description: 'Demand as it has grown by October, with the three reviewers of April. Try a fourth.',
    workflow: 'appeals',
    timezone: 'Europe/Dublin',
    start: '2026-10-05T00:00:00',
    demand: {
      kind: 'profile',
      casesPerHour: 1,
      hourOfWeek: hourOfWeek(truth.demand, hour),
      growthPerMonth: 0.02,
      noise: { ...truth.demand.noise },
      spikes: [],
    },
    mix: truth.demand.kinds.map(({ weight, values }) => ({ weight: Math.round(weight * 1000) / 1000, values: { ...values } })),
    pools: truth.pools,
    performance: {
      eligibility: bySystem(truth.checkSeconds, truth.checkShares),
      statement: simply(lognormal(truth.statementDelay.median, truth.statementDelay.sigma), truth.statementShares),
      'independent-review': {
        time: byValue(truth.reviewMinutes, 'measure', 'usual', (minutes, when) => lognormal(minutes * minute, truth.spread, when)),
        outcomes: byValue(truth.reviewShares, 'measure', 'no-action', (shares, when) => ({
          ...(when ? { when } : {}),
          shares: { ...shares },
        })),
      },
      agenda: { time: [], outcomes: [{ shares: { CALLED: 1 } }] },
      panel: byHand(truth.panelMinutes, truth.panelShares),
      chair: byHand(truth.chairMinutes, truth.chairShares),
      reinstatement: bySystem(truth.reinstateSeconds, truth.reinstateShares),
      'restore-by-hand': byHand(truth.restoreMinutes, { RESTORED: 1 }),
      notice: bySystem(truth.noticeSeconds, { SENT: 1 }),
    },
    segments: [
      { title: 'All appeals', target: 'P7D' },
      { title: 'Removals', when: 'measure == "removal"', target: 'P7D' },
      { title: 'Accounts', when: 'measure == "account"', target: 'P7D' },
      { title: 'Reporters', when: 'measure == "no-action"', target: 'P7D' },
    ],
    run: { days: 28, warmup: 'auto', replications: 10, seed: 1 },
    origins: {
      'demand.casesPerHour': { source: 'guessed', note: 'Level of September 2026 carried on.' },
      'demand.growthPerMonth': { source: 'guessed', note: 'Slower than in the half-year before.' },
      'demand.hourOfWeek': { source: 'typed', note: 'The shape that the history was generated from.' },
      'performance.notice.time': { source: 'guessed', note: 'The mail system’s own figure.' },
    },
  }
}
