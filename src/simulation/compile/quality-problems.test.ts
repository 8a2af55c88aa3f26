import { expect, test } from 'vitest'
import { pool, review, scenario, takes, workflow } from '../../../tests/engine/build.ts'
import { findScenarioProblems } from './problems.ts'
import type { Quality } from '../model/quality.ts'
import type { Scenario } from '../model/scenario.ts'

const given = workflow(
  {
    states: {
      scan: {
        step: { kind: 'automatic', outcomes: [{ event: 'DONE', title: 'Done' }], failure: { event: 'FAILED', title: 'Failed' } },
        on: { DONE: 'look', FAILED: 'look' },
      },
      look: { step: review(['KEEP', 'REMOVE']), on: { KEEP: 'kept', REMOVE: 'removed' } },
      kept: { kind: 'final' },
      removed: { kind: 'final' },
    },
  },
  [
    { name: 'violates', order: 0, title: 'Violates', type: 'boolean', default: false },
    { name: 'reach', order: 1, title: 'Reach', type: 'number', default: 0 },
  ],
)
const sound: Quality = {
  violating: [{ when: 'reach > 10.0', share: 0.5 }, { share: 0.1 }],
  attribute: 'violates',
  decisions: [{ step: 'look', violating: ['REMOVE'], harmless: ['KEEP'] }],
  errors: [{ step: 'look', pool: 'people', wronglyRemoved: 0.1, wronglyKept: 0.1 }],
  removed: ['removed'],
  kept: ['kept'],
  harm: { until: ['removed'], curves: [{ viewsPerHour: 'reach', age: 'reach / 2.0', halfLife: 'PT6H' }] },
}
const look = { scan: { ...takes(10), failures: [{ share: 0.1 }] }, look: takes(60, { KEEP: 0.5, REMOVE: 0.5 }) }

function problems(quality: Partial<Quality>, performance: Scenario['performance'] = look): string[] {
  const world = scenario({ pools: { people: pool(2) }, performance, quality: { ...sound, ...quality } })
  return findScenarioProblems(given, world).map(({ severity, rule, place }) => {
    return `${severity} ${rule} at ${place.kind === 'scenario' ? place.path : place.kind}`
  })
}

test('a sound quality part has no problems', () => expect(problems({})).toEqual([]))

test.each<[string, Partial<Quality>, string[]]>([
  ['a wrong condition', { violating: [{ when: 'reach', share: 1 }] }, ['error bad-expression at quality.violating.0.when']],
  ['an attribute that is not yes or no', { attribute: 'reach' }, ['error bad-value at quality.attribute']],
  ['an attribute that is not there', { attribute: 'truth' }, ['error unknown-attribute at quality.attribute']],
  [
    'a verdict that is no outcome',
    { decisions: [{ step: 'look', violating: ['BAN'], harmless: ['KEEP'] }] },
    ['error bad-decision at quality.decisions.0'],
  ],
  [
    'one outcome for both verdicts',
    { decisions: [{ step: 'look', violating: ['REMOVE'], harmless: ['KEEP', 'REMOVE'] }] },
    ['error bad-decision at quality.decisions.0'],
  ],
  ['a step that decides twice', { decisions: [...sound.decisions, ...sound.decisions] }, ['error bad-decision at quality.decisions.1']],
  [
    'a step that is gone',
    { decisions: [...sound.decisions, { step: 'gone', violating: ['REMOVE'], harmless: ['KEEP'] }] },
    ['warning unknown-step at quality.decisions.1'],
  ],
  [
    'error rates for what does not decide, and for a pool that is gone',
    { errors: [{ step: 'scan', pool: 'night', wronglyRemoved: 0, wronglyKept: 0 }] },
    ['warning unknown-step at quality.errors.0', 'warning unknown-pool at quality.errors.0'],
  ],
  [
    'thresholds out of order, and nobody known',
    {
      factors: {
        tenure: [
          { days: 30, factor: 1 },
          { days: 0, factor: 2 },
        ],
      },
    },
    ['error not-in-order at quality.factors.tenure', 'warning factor-without-people at quality.factors.tenure'],
  ],
  ['an end that is none', { removed: ['look'] }, ['error bad-end at quality.removed.0']],
  ['an end that is both', { kept: ['kept', 'removed'] }, ['error bad-end at quality.kept']],
  ['a state that is gone', { harm: { until: ['gone'], curves: [] } }, ['warning unknown-state at quality.harm.until.0']],
  ['no shape', { harm: { until: [], curves: [{ viewsPerHour: 1 }] } }, ['error bad-curve at quality.harm.curves.0']],
  [
    'a half-life of nothing',
    { harm: { until: [], curves: [{ viewsPerHour: 1, halfLife: 'PT0S' }] } },
    ['error bad-curve at quality.harm.curves.0.halfLife'],
  ],
  [
    'points out of order, and views that are no number',
    {
      harm: {
        until: [],
        curves: [
          {
            viewsPerHour: '"many"',
            points: [
              { hours: 1, factor: 1 },
              { hours: 1, factor: 0 },
            ],
          },
        ],
      },
    },
    ['error bad-expression at quality.harm.curves.0.viewsPerHour', 'error not-in-order at quality.harm.curves.0.points'],
  ],
])('%s', (_, quality, expected) => expect(problems(quality)).toEqual(expected))

test('failures: a share without an event is an error, an event without a share is a warning', () => {
  expect(problems({}, { ...look, look: { ...look.look, failures: [{ share: 0.1 }] } })).toEqual([
    'error failure-without-event at performance.look.failures',
  ])
  expect(problems({}, { ...look, scan: takes(10) })).toEqual(['warning no-failure-share at performance.scan.failures'])
})
