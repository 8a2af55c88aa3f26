import type { Performance, Scenario } from '../../../src/simulation/model/scenario.ts'
import { hour, minute } from '../clock.ts'
import { hourOfWeek } from '../demand.ts'
import { byValue, lognormal, simply } from '../performance.ts'
import * as truth from './truth.ts'

/** The line as it is on call in October 2026. */
export function urgentScenario(): Scenario {
  const byHand = (minutes: number, shares: Record<string, number>) => simply(lognormal(minutes * minute, truth.spread), shares)
  const byHarm = (minutes: number, table: Record<string, Record<string, number>>): Performance => ({
    time: [lognormal(minutes * minute, truth.spread)],
    outcomes: byValue(table, 'category', 'self-harm', (shares, when) => ({ ...(when ? { when } : {}), shares: { ...shares } })),
  })
  const bySystem = (seconds: number, shares: Record<string, number>) => simply(lognormal(seconds, truth.automaticSpread), shares)
  return {
    gemba: 'scenario',
    format: 1,
    id: 'on-call',
    title: 'On call, October 2026',
    description: 'One person per role around the clock. The people are there for the response time; their load is low on purpose.',
    workflow: 'urgent-harm',
    timezone: 'Europe/Dublin',
    start: '2026-10-05T00:00:00',
    demand: {
      kind: 'profile',
      casesPerHour: 0.75,
      hourOfWeek: hourOfWeek(truth.demand, hour),
      growthPerMonth: truth.demand.growthPerMonth,
      noise: { ...truth.demand.noise },
      spikes: [
        {
          title: 'Attack in the news',
          from: '2026-10-22T17:00:00',
          halfLife: 'PT18H',
          factor: 6,
          when: 'category == "violent-event" || category == "threat-to-life"',
        },
      ],
    },
    mix: truth.demand.kinds.map(({ weight, values }) => ({ weight: Math.round(weight * 1000) / 1000, values: { ...values } })),
    pools: truth.pools,
    performance: {
      screening: bySystem(truth.seconds.screening, truth.screeningShares),
      assess: byHarm(truth.minutes.assess, truth.assessShares),
      paging: bySystem(truth.seconds.page, truth.pageShares),
      'backup-assess': byHarm(truth.minutes.backup, truth.assessShares),
      'legal-assess': byHarm(truth.minutes.legal, truth.legalShares),
      referral: bySystem(truth.seconds.transmit, { SENT: 1 }),
      acknowledgement: simply(lognormal(truth.acknowledgement.median, truth.acknowledgement.sigma), { ACKNOWLEDGED: 1 }),
      'call-back': byHand(truth.minutes.callBack, { CONFIRMED: 1 }),
      contain: byHand(truth.minutes.contain, truth.containShares),
      outreach: byHand(truth.minutes.outreach, truth.outreachShares),
      manager: byHand(truth.minutes.manager, { CLOSED: 1 }),
      record: bySystem(truth.seconds.record, { RECORDED: 1 }),
    },
    segments: [
      { title: 'All alarms', target: 'PT2H' },
      ...Object.keys(truth.harms).map((harm) => ({ title: harmTitles[harm] ?? harm, when: `category == "${harm}"`, target: 'PT2H' })),
    ],
    run: { days: 28, warmup: 'auto', replications: 10, seed: 1 },
    origins: {
      'demand.casesPerHour': { source: 'guessed', note: 'Mean of the half-year before, with a little growth.' },
      'demand.spikes': { source: 'guessed', note: 'One attack in the news in four weeks, as in June.' },
      'performance.acknowledgement.time': { source: 'guessed', note: 'What the authorities say themselves.' },
      'demand.hourOfWeek': { source: 'typed', note: 'The shape that the history was generated from.' },
    },
  }
}

const harmTitles: Record<string, string> = {
  'self-harm': 'Self-harm',
  'threat-to-life': 'Threat to life',
  'child-at-risk': 'Child at risk',
  'violent-event': 'Violent event',
}
