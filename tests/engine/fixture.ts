import { compile } from '../../src/simulation/compile/compile.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'

const attributes = [
  { name: 'kind', order: 0, title: 'Kind', type: 'enum' as const, values: ['spam', 'abuse', 'threat'], default: 'spam' },
  { name: 'visits', order: 1, title: 'Visits', type: 'number' as const, default: 0 },
]

/** A moderation line with a bit of everything: triage, two tiers, parallel legal and safety work, a batch, timers that cancel, rework. */
export const lineWorkflow: Workflow = workflow(
  {
    states: {
      triage: {
        step: {
          kind: 'automatic',
          outcomes: [
            { event: 'PASS', title: 'Pass' },
            { event: 'LOOK', title: 'Look' },
          ],
        },
        on: { PASS: 'kept', LOOK: 'tier1' },
      },
      tier1: {
        entry: [{ type: 'count', attribute: 'visits', by: 1 }],
        step: review(['KEEP', 'REMOVE', 'UP'], ['tier1']),
        on: { KEEP: 'kept', REMOVE: [{ to: 'both', guard: 'kind == "threat"' }, 'notice'], UP: 'tier2' },
        after: { 14_400_000: 'tier2' },
      },
      tier2: {
        step: review(['KEEP', 'REMOVE', 'BACK'], ['tier2', 'tier1']),
        on: { KEEP: 'kept', REMOVE: 'notice', BACK: [{ to: 'tier1', guard: 'visits < 3.0' }, 'kept'] },
      },
      both: {
        kind: 'parallel',
        done: 'notice',
        after: { 86_400_000: 'notice' },
        states: {
          legal: { states: { l1: { step: review(['L'], ['tier2']), on: { L: 'l2' } }, l2: { kind: 'final' } } },
          safety: {
            states: { s1: { step: { kind: 'wait', outcomes: [{ event: 'S', title: 'S' }] }, on: { S: 's2' } }, s2: { kind: 'final' } },
          },
        },
      },
      notice: {
        step: { kind: 'batch', outcomes: [{ event: 'SENT', title: 'Sent' }], size: 20, age: 'PT2H', at: ['mon 09:00'] },
        on: { SENT: 'removed' },
      },
      kept: { kind: 'final' },
      removed: { kind: 'final' },
    },
  },
  attributes,
  ['tier1', 'tier2'],
)

/** Four weeks in Dublin over the change of the clock, with a weekly profile, noise and a spike. */
export const lineScenario: Scenario = scenario({
  start: '2025-03-24T00:00:00',
  timezone: 'Europe/Dublin',
  days: 28,
  warmup: 'auto',
  demand: {
    kind: 'profile',
    casesPerHour: 22,
    hourOfWeek: Array.from({ length: 168 }, (_, hour) => (hour % 24 < 8 ? 0.4 : 1.3)),
    growthPerMonth: 0.05,
    noise: { variation: 0.5, correlation: 0.6 },
    spikes: [{ title: 'News', from: '2025-04-02T12:00:00', halfLife: 'PT12H', factor: 3, when: 'kind != "spam"' }],
  },
  mix: [
    { weight: 6, values: {} },
    { weight: 3, values: { kind: 'abuse' } },
    { weight: 1, values: { kind: 'threat' } },
  ],
  pools: {
    tier1: {
      shifts: [
        { title: 'Day', people: 5, days: [1, 2, 3, 4, 5, 6, 7], from: '07:00', to: '19:00' },
        { title: 'Night', people: 2, days: [1, 2, 3, 4, 5, 6, 7], from: '19:00', to: '07:00' },
      ],
      order: { kind: 'priority', expression: 'kind == "threat" ? 2 : kind == "abuse" ? 1 : 0' },
      costPerHour: 22,
    },
    tier2: {
      ...pool(2),
      timezone: 'America/New_York',
      shifts: [{ title: 'East', people: 4, days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
    },
  },
  performance: {
    triage: takes(exponential(30), { PASS: 0.3, LOOK: 0.7 }),
    tier1: takes({ kind: 'lognormal', median: 180, sigma: 0.8 }, { KEEP: 0.5, REMOVE: 0.35, UP: 0.15 }),
    tier2: takes({ kind: 'empirical', quantiles: [60, 300, 600, 1800] }, { KEEP: 0.4, REMOVE: 0.5, BACK: 0.1 }),
    l1: takes({ kind: 'uniform', low: 300, high: 900 }),
    s1: takes(exponential(7200)),
  },
  segments: [
    { title: 'All', target: 'PT4H' },
    { title: 'Threats', when: 'kind == "threat"', target: 'PT1H' },
  ],
})

/** The line as a program; `seed` for other luck. */
export function lineProgram(run: { seed?: number; days?: number } = {}): Program {
  // From an empty floor, with the warm-up found within the run.
  const compiled = compile({ workflow: lineWorkflow, scenario: lineScenario, run: { ...run, warmup: 0 } })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ where, message }) => `${where}: ${message}`).join('\n'))
  return { ...compiled.program, warmup: 'auto' }
}

/** Digest of replications 0 to 3 of `lineProgram()`: the same in every place that runs the engine. A change of results on purpose changes it. */
export const lineDigest = '7cd49c7e03347096'
