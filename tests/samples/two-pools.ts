import type { Report } from '../../src/simulation/report/report.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import type { Draft } from '../../src/workflow/draft.ts'
import { newState } from '../../src/workflow/draft.ts'
import type { State } from '../../src/workflow/state.ts'
import type { Transition } from '../../src/workflow/transition.ts'

/*
 * Reports in two languages, each with its own pool; escalations are held and looked at twice a day by a specialist, who sends some back.
 * Per hour 10 cases come, 2 of them Arabic; the English pool has 5 people for 8 cases of 30 min (utilisation 0.8), the Arabic pool 1 person for 2 cases of 28 min (0.93).
 */

const outcome = (event: string, title: string) => ({ event, title })

const states: State[] = [
  newState({ uid: 'root', key: 'reports', parent: null, order: 0, type: 'compound', initial: 'triage' }),
  newState({
    uid: 'triage',
    key: 'triage',
    parent: 'root',
    order: 0,
    type: 'atomic',
    title: 'Automatic triage',
    step: { kind: 'automatic', outcomes: [outcome('ROUTED', 'Routed')] },
  }),
  newState({
    uid: 'english',
    key: 'english',
    parent: 'root',
    order: 1,
    type: 'atomic',
    title: 'English tier 1',
    step: {
      kind: 'review',
      pools: ['english'],
      target: 'PT24H',
      outcomes: [outcome('REMOVE', 'Remove'), outcome('KEEP', 'Keep'), outcome('ESCALATE', 'Escalate')],
    },
  }),
  newState({
    uid: 'arabic',
    key: 'arabic',
    parent: 'root',
    order: 2,
    type: 'atomic',
    title: 'Arabic tier 1',
    step: {
      kind: 'review',
      pools: ['arabic'],
      target: 'PT24H',
      outcomes: [outcome('REMOVE', 'Remove'), outcome('KEEP', 'Keep'), outcome('ESCALATE', 'Escalate')],
    },
  }),
  newState({
    uid: 'hold',
    key: 'hold',
    parent: 'root',
    order: 3,
    type: 'atomic',
    title: 'Escalation hold',
    step: { kind: 'batch', outcomes: [outcome('MOVED', 'Moved on')], at: twiceADay() },
  }),
  newState({
    uid: 'specialist',
    key: 'specialist',
    parent: 'root',
    order: 4,
    type: 'atomic',
    title: 'Specialist review',
    step: { kind: 'review', pools: ['specialists'], outcomes: [outcome('REMOVE', 'Remove'), outcome('BACK', 'Sent back')] },
  }),
  newState({
    uid: 'removed',
    key: 'removed',
    parent: 'root',
    order: 5,
    type: 'final',
    title: 'Removed',
    disposition: { restrictive: true, notice: 'removal', appeal: 'appeals' },
  }),
  newState({
    uid: 'kept',
    key: 'kept',
    parent: 'root',
    order: 6,
    type: 'final',
    title: 'No violation',
    disposition: { restrictive: false },
  }),
]

const on = (uid: string, source: string, event: string, target: string, order: number, expression?: string): Transition => ({
  uid,
  source,
  order,
  trigger: { kind: 'event', event },
  targets: [target],
  guard: expression === undefined ? null : { expression },
  actions: [],
  reenter: false,
  title: '',
  flow: event === 'ESCALATE' ? 'escalation' : 'normal',
})

const transitions: Transition[] = [
  on('to-arabic', 'triage', 'ROUTED', 'arabic', 0, 'language == "ar"'),
  on('to-english', 'triage', 'ROUTED', 'english', 1),
  ...['english', 'arabic'].flatMap((uid) => [
    on(`${uid}-remove`, uid, 'REMOVE', 'removed', 0),
    on(`${uid}-keep`, uid, 'KEEP', 'kept', 1),
    on(`${uid}-escalate`, uid, 'ESCALATE', 'hold', 2),
  ]),
  on('held', 'hold', 'MOVED', 'specialist', 0),
  on('special-remove', 'specialist', 'REMOVE', 'removed', 0),
  on('special-back', 'specialist', 'BACK', 'english', 1),
]

/** The workflow, laid out. */
export const twoPools: Draft = {
  header: { workflow: { id: 'two-pools', title: 'Reports in two languages', version: null, root: 'root' } },
  attributes: { language: { name: 'language', order: 0, title: 'Language', type: 'enum', values: ['en', 'ar'], default: 'en' } },
  pools: {
    english: { id: 'english', order: 0, title: 'English tier 1' },
    arabic: { id: 'arabic', order: 1, title: 'Arabic tier 1' },
    specialists: { id: 'specialists', order: 2, title: 'Specialists' },
  },
  states: Object.fromEntries(states.map((state) => [state.uid, state])),
  transitions: Object.fromEntries(transitions.map((transition) => [transition.uid, transition])),
  layout: Object.fromEntries(
    (
      [
        ['triage', 40, 160],
        ['english', 340, 60],
        ['arabic', 340, 260],
        ['hold', 640, 160],
        ['specialist', 940, 160],
        ['removed', 1240, 80],
        ['kept', 1240, 260],
      ] as const
    ).map(([uid, x, y]) => [uid, { uid, x, y }]),
  ),
}

const aroundTheClock = (people: number) => ({
  shifts: [{ title: 'All day', people, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
  order: { kind: 'arrival' as const },
})
const minutes = (mean: number) => [{ distribution: { kind: 'exponential' as const, mean: mean * 60 } }]

/** Its scenario: Poisson arrivals at a steady rate, exponential handle times, people around the clock, so that theory knows the queues. */
export const twoPoolsScenario: Scenario = {
  gemba: 'scenario',
  format: 1,
  id: 'base',
  title: 'Base',
  workflow: 'two-pools',
  timezone: 'UTC',
  start: '2025-01-06T00:00:00',
  demand: {
    kind: 'profile',
    casesPerHour: 10,
    hourOfWeek: Array.from({ length: 168 }, () => 1),
    growthPerMonth: 0,
    noise: null,
    spikes: [],
  },
  mix: [
    { weight: 8, values: { language: 'en' } },
    { weight: 2, values: { language: 'ar' } },
  ],
  pools: { english: aroundTheClock(5), arabic: aroundTheClock(1), specialists: aroundTheClock(3) },
  performance: {
    triage: { time: [{ distribution: { kind: 'constant', value: 2 } }], outcomes: [{ shares: { ROUTED: 1 } }] },
    english: { time: minutes(30), outcomes: [{ shares: { REMOVE: 0.3, KEEP: 0.6, ESCALATE: 0.1 } }] },
    arabic: { time: minutes(28), outcomes: [{ shares: { REMOVE: 0.3, KEEP: 0.6, ESCALATE: 0.1 } }] },
    hold: { time: [], outcomes: [{ shares: { MOVED: 1 } }] },
    specialist: { time: minutes(40), outcomes: [{ shares: { REMOVE: 0.9, BACK: 0.1 } }] },
  },
  segments: [
    { title: 'English', when: 'language == "en"', target: 'PT24H' },
    { title: 'Arabic', when: 'language == "ar"', target: 'PT24H' },
  ],
  run: { days: 28, warmup: 7, replications: 8, seed: 1 },
  origins: {
    'demand.casesPerHour': { source: 'fitted', n: 6720, fit: 0.02 },
    'performance.arabic.time': { source: 'fitted', n: 1340, fit: 0.03 },
    'pools.specialists.shifts': { source: 'guessed' },
  },
}

function twiceADay(): string[] {
  return ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].flatMap((day) => [`${day} 09:00`, `${day} 21:00`])
}

const num = (value: number, half: number | null = value * 0.05) => ({
  value,
  low: half === null ? null : value - half,
  high: half === null ? null : value + half,
})
const est = (mean: number, spread = 1) => ({
  mean: num(mean),
  p50: num(mean * 0.6 * spread),
  p90: num(mean * 2.2 * spread),
  p95: num(mean * 3 * spread),
  p99: num(mean * 4.5 * spread),
})
const byHour = (value: (hourOfDay: number, day: number) => number) =>
  Array.from({ length: 168 }, (_, hour) => value(hour % 24, Math.floor(hour / 24)))
const noWait = { contention: 0, unavailability: 0, priority: 0, batching: 0, external: 0 }
const hour = 3600

const step = (
  uid: string,
  title: string,
  visits: number,
  wait: number,
  handle: number,
  rest: Partial<Report['steps'][string]> = {},
): Report['steps'][string] => ({
  uid,
  title,
  visits,
  wait: est(wait),
  waits: num(wait === 0 ? 0 : 0.8, wait === 0 ? 0 : 0.03),
  inTime: num(0.9, 0.01),
  handle: est(handle),
  queueLength: num((visits * wait) / (21 * 86_400)),
  waitBy: { ...noWait, contention: wait },
  rework: 0,
  reworkShare: num(rest.rework ?? 0, (rest.rework ?? 0) / 10),
  interrupted: 0,
  queueByHour: byHour(() => 0),
  ...rest,
})

/**
 * A report made by hand: 1,000 cases of 10,000 s. English: 900 visits × 1,000 s of waiting and 1,000 s of work; Arabic: 200 × 20,000 s, short of people from 18:00 to 23:00;
 * hold: 110 × 20,000 s; specialists: 110 visits, 10,000 s of it waiting while nobody is on shift, a tenth of the English visits are repeats.
 */
export const twoPoolsReport: Report = {
  gemba: '0.1.0',
  seed: 1,
  replications: 8,
  hashes: { workflow: 'a'.repeat(64), scenario: 'b'.repeat(64), history: null },
  period: { from: '2025-01-13T00:00:00', to: '2025-02-03T00:00:00', warmupSeconds: 7 * 86_400 },
  cases: { arrived: 1010, completed: 1000, open: 10 },
  events: 12_400,
  wallSeconds: 0.8,
  workers: 2,
  peakMemoryBytes: null,
  leadTime: est(10_000),
  leadTimeHistogram: {
    edges: [60, 300, 900, 1800, hour, 2 * hour, 4 * hour, 8 * hour, 16 * hour, 32 * hour],
    shares: [0.04, 0.1, 0.18, 0.2, 0.14, 0.1, 0.08, 0.08, 0.05, 0.03],
  },
  leadTimeBy: { ...noWait, contention: 4900, unavailability: 1100, batching: 2200, handling: 1502, interrupted: 0, rest: 298 },
  segments: {
    English: { cases: 800, leadTime: est(3000), sla: { target: 86_400, met: num(0.96, 0.01) } },
    Arabic: { cases: 200, leadTime: est(38_000), sla: { target: 86_400, met: num(0.71, 0.04) } },
  },
  outcomes: { removed: 0.36, kept: 0.64 },
  outcomeShares: { removed: num(0.36, 0.01), kept: num(0.64, 0.01) },
  steps: {
    triage: step('triage', 'Automatic triage', 1000, 0, 2),
    english: step('english', 'English tier 1', 900, 1000, 1000, { rework: 0.1, queueByHour: byHour(() => 0.5) }),
    arabic: step('arabic', 'Arabic tier 1', 200, 20_000, 1680, { queueByHour: byHour((h) => (h >= 18 && h < 23 ? 8 : 1)) }),
    hold: step('hold', 'Escalation hold', 110, 20_000, 0, { waitBy: { ...noWait, batching: 20_000 } }),
    specialist: step('specialist', 'Specialist review', 110, 10_000, 2400, { waitBy: { ...noWait, unavailability: 10_000 } }),
  },
  pools: {
    english: {
      title: 'English tier 1',
      utilization: num(0.8, 0.02),
      people: 5,
      peak: 5,
      cost: null,
      exposureMinutes: 0,
      wait: num(1000),
      queueLength: num(0.5),
      queueByHour: byHour(() => 0.5),
      busyByHour: byHour(() => 4),
      peopleByHour: byHour(() => 5),
    },
    arabic: {
      title: 'Arabic tier 1',
      utilization: num(0.93, 0.02),
      people: 1,
      peak: 1,
      cost: null,
      exposureMinutes: 0,
      wait: num(20_000),
      queueLength: num(2.5),
      queueByHour: byHour((h) => (h >= 18 && h < 23 ? 8 : 1)),
      busyByHour: byHour((h) => (h >= 18 && h < 23 ? 0.99 : 0.9)),
      peopleByHour: byHour(() => 1),
    },
    specialists: {
      title: 'Specialists',
      utilization: num(0.4, 0.02),
      people: 1.2,
      peak: 3,
      cost: null,
      exposureMinutes: 0,
      wait: num(10_000),
      queueLength: num(2),
      queueByHour: byHour((h, day) => (day > 4 ? 6 : h < 9 || h >= 17 ? 2.5 : 0.2)),
      busyByHour: byHour((h, day) => (day > 4 || h < 9 || h >= 17 ? 0 : 1.2)),
      peopleByHour: byHour((h, day) => (day > 4 || h < 9 || h >= 17 ? 0 : 3)),
    },
  },
  transitions: {
    'to-arabic': { perCase: 0.2 },
    'to-english': { perCase: 0.8 },
    'english-remove': { perCase: 0.27 },
    'english-keep': { perCase: 0.54 },
    'english-escalate': { perCase: 0.09 },
    'arabic-remove': { perCase: 0.06 },
    'arabic-keep': { perCase: 0.12 },
    'arabic-escalate': { perCase: 0.02 },
    held: { perCase: 0.11 },
    'special-remove': { perCase: 0.1 },
    'special-back': { perCase: 0.01 },
  },
  flow: { throughputPerDay: num(240, 4), wip: num(28, 3), processCycleEfficiency: num(0.18, 0.01), firstPassYield: num(0.98, 0.005) },
  bottlenecks: [],
  checks: { littlesLaw: { ok: true, worst: 1e-12 }, conservation: { ok: true, difference: 0 } },
  digest: 'c'.repeat(64),
  warnings: [
    '10 cases were still open at the end of the run: their lead time is not counted',
    'The shifts of Specialists are a guess: type them, or calibrate from a history',
  ],
}
