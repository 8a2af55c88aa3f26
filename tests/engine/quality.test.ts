import { expect, test } from 'vitest'
import type { Arrival } from '../../src/simulation/model/arrival.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Observations } from '../../src/simulation/program/observations.ts'
import type { Quality } from '../../src/simulation/model/quality.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { pool, review, scenario, takes, workflow } from './build.ts'
import type { Node } from './build.ts'
import { traceOf } from './oracle.ts'
import { Replay } from './xstate-replay.ts'

/* Decision quality, harm and failures. Every expected value was worked out by hand; a share of n cases may be off by four standard deviations. */

const end = { kind: 'final' } as const
const ends = { removed: end, kept: end }
const people = { people: pool(50) }
const every = (seconds: number, n: number): Arrival[] => Array.from({ length: n }, (_, i) => ({ time: i * seconds, values: {} }))
const truth = { name: 'violates', order: 0, title: 'Violates', type: 'boolean' as const, default: false }

/** What a review decides: KEEP and REMOVE. */
const decides = (step: string, role?: 'qa') => ({ step, ...(role ? { role } : {}), violating: ['REMOVE'], harmless: ['KEEP'] })
const rates = (wronglyRemoved: number, wronglyKept: number, more: object = {}) => ({ wronglyRemoved, wronglyKept, ...more })
const quality = (parts: Partial<Quality>): Quality => ({
  violating: [{ share: 0.3 }],
  decisions: [decides('look')],
  errors: [rates(0.05, 0.2)],
  removed: ['removed'],
  kept: ['kept'],
  ...parts,
})

type Parts = Parameters<typeof scenario>[0]

function compiled(given: Workflow, parts: Parts, arrivals: readonly Arrival[]) {
  const result = compile({
    workflow: given,
    scenario: scenario({ demand: { kind: 'replay' }, days: 7, pools: people, ...parts }),
    arrivals,
  })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.program
}

function run(
  given: Workflow,
  parts: Parts,
  arrivals: readonly Arrival[],
): Observations & { quality: NonNullable<Observations['quality']> } {
  const observed = replicate(compiled(given, parts, arrivals), 0)
  expect(observed.failure).toBeNull()
  expect(observed.checks).toMatchObject({ conservation: 0 })
  if (observed.quality === null) throw new Error('no quality')
  return { ...observed, quality: observed.quality }
}

function expectShare(n: number, of: number, share: number): void {
  expect(Math.abs(n - of * share)).toBeLessThanOrEqual(4 * Math.sqrt(of * share * (1 - share)) + 1e-9)
}

const look: Node = { states: { look: { step: review(['KEEP', 'REMOVE']), on: { KEEP: 'kept', REMOVE: 'removed' } }, ...ends } }
const evenly = takes(60, { KEEP: 0.5, REMOVE: 0.5 })

test('decisions are wrong as often as the error rates say, whatever the shares of the outcomes', () => {
  const { quality: found } = run(workflow(look), { quality: quality({}), performance: { look: evenly } }, every(20, 20_000))
  const { all, steps } = found
  const [harmless, violating] = [all.harmlessKept + all.harmlessRemoved, all.violatingKept + all.violatingRemoved]
  expect(harmless + violating).toBe(20_000)
  expectShare(violating, 20_000, 0.3)
  expectShare(all.harmlessRemoved, harmless, 0.05)
  expectShare(all.violatingKept, violating, 0.2)
  expect(steps[0]).toEqual({
    harmless,
    wronglyRemoved: all.harmlessRemoved,
    violating,
    wronglyKept: all.violatingKept,
    checked: 0,
    faulty: 0,
    changed: 0,
    corrected: 0,
  })
})

test('shares say how often the step decides at all, and which of several outcomes says a verdict', () => {
  const several = workflow({
    states: {
      look: {
        step: review(['KEEP', 'LABEL', 'REMOVE', 'UP']),
        on: { KEEP: 'kept', LABEL: 'labelled', REMOVE: 'removed', UP: 'passed' },
      },
      labelled: end,
      passed: end,
      ...ends,
    },
  })
  const { outcomes, quality: found } = run(
    several,
    {
      quality: quality({ decisions: [{ step: 'look', violating: ['LABEL', 'REMOVE'], harmless: ['KEEP'] }], errors: [] }),
      performance: { look: takes(60, { KEEP: 0.6, LABEL: 0.05, REMOVE: 0.15, UP: 0.2 }) },
    },
    every(20, 20_000),
  )
  const [labelled, passed, removed] = [outcomes[2]!, outcomes[3]!, outcomes[4]!]
  expectShare(passed, 20_000, 0.2)
  expectShare(labelled + removed, 20_000, 0.8 * 0.3)
  expectShare(labelled, labelled + removed, 0.25)
  expect(found.all.violatingRemoved).toBe(removed)
  expect(found.all.harmlessRemoved + found.all.violatingKept).toBe(0)
})

test('a second review before anything is removed: wrongly removed only when both err, wrongly kept when either does', () => {
  const double = workflow({
    states: {
      look: { step: review(['KEEP', 'REMOVE']), on: { KEEP: 'kept', REMOVE: 'again' } },
      again: { step: review(['KEEP', 'REMOVE']), on: { KEEP: 'kept', REMOVE: 'removed' } },
      ...ends,
    },
  })
  const { all } = run(
    double,
    {
      quality: quality({ decisions: [decides('look'), decides('again')], errors: [rates(0.2, 0.1)] }),
      performance: { look: evenly, again: evenly },
    },
    every(20, 20_000),
  ).quality
  expect(all.harmlessOther + all.violatingOther).toBe(0)
  expectShare(all.harmlessRemoved, all.harmlessKept + all.harmlessRemoved, 0.2 * 0.2)
  expectShare(all.violatingKept, all.violatingKept + all.violatingRemoved, 1 - 0.9 * 0.9)
})

/** After a review a quarter of the cases is checked; the check says only whether the decision stands. */
const sampled = workflow(
  {
    states: {
      look: { step: review(['KEEP', 'REMOVE']), on: { KEEP: 'afterKeep', REMOVE: 'afterRemove' } },
      afterKeep: { entry: [sample()], always: [{ to: 'checkKeep', guard: 'sampled' }, 'kept'] },
      afterRemove: { entry: [sample()], always: [{ to: 'checkRemove', guard: 'sampled' }, 'removed'] },
      checkKeep: { step: review(['STANDS', 'FALLS']), on: { STANDS: 'kept', FALLS: 'removed' } },
      checkRemove: { step: review(['STANDS', 'FALLS']), on: { STANDS: 'removed', FALLS: 'kept' } },
      ...ends,
    },
  },
  [{ name: 'sampled', order: 0, title: 'Sampled', type: 'boolean', default: false }],
)
function sample() {
  return { type: 'draw' as const, attribute: 'sampled', shares: { true: 0.25, false: 0.75 } }
}
const check = (step: string, role: 'qa' | 'appeal' = 'qa') => ({ step, role, upheld: ['STANDS'], overturned: ['FALLS'] })
const stands = takes(30, { STANDS: 0.9, FALLS: 0.1 })

test('a quality check of a quarter of the cases finds a quarter of the errors, less its own', () => {
  const { quality: found } = run(
    sampled,
    {
      quality: quality({
        violating: [{ share: 0.5 }],
        decisions: [decides('look'), check('checkKeep'), check('checkRemove')],
        errors: [rates(0.1, 0.1, { step: 'look' }), rates(0.02, 0.02)],
      }),
      performance: { look: evenly, checkKeep: stands, checkRemove: stands },
    },
    every(20, 20_000),
  )
  const { all } = found
  const [first, keep, remove] = found.steps as [Found, Found, Found]
  const checked = keep.checked + remove.checked
  expectShare(checked, 20_000, 0.25)
  expectShare(keep.faulty + remove.faulty, checked, 0.1)
  // An error is found unless the check errs as well; a right decision is spoilt when it errs.
  expectShare(keep.corrected + remove.corrected, checked, 0.1 * 0.98)
  expectShare(keep.changed + remove.changed, checked, 0.1 * 0.98 + 0.9 * 0.02)
  const wrongInTheEnd = all.harmlessRemoved + all.violatingKept
  expectShare(wrongInTheEnd, 20_000, 0.75 * 0.1 + 0.25 * 0.02)
  expect(first.wronglyKept + first.wronglyRemoved - (keep.corrected + remove.corrected) + spoilt(keep) + spoilt(remove)).toBe(wrongInTheEnd)
})

type Found = NonNullable<Observations['quality']>['steps'][number]
const spoilt = ({ changed, corrected }: Found) => changed - corrected

test('appeals: those wrongly removed appeal more often, and what is overturned is what was wrong and is seen to be', () => {
  const appeals = workflow(
    {
      states: {
        look: { step: review(['KEEP', 'REMOVE']), on: { KEEP: 'kept', REMOVE: 'open' } },
        open: {
          step: { kind: 'wait', outcomes: ['APPEAL', 'SILENCE'].map((event) => ({ event, title: event })) },
          on: { APPEAL: 'appeal', SILENCE: 'removed' },
        },
        appeal: { step: review(['STANDS', 'FALLS']), on: { STANDS: 'removed', FALLS: 'reinstated' } },
        reinstated: end,
        ...ends,
      },
    },
    [truth],
  )
  const wait = { kind: 'constant' as const, value: 600 }
  const { quality: found } = run(
    appeals,
    {
      quality: quality({
        attribute: 'violates',
        decisions: [decides('look'), check('appeal', 'appeal')],
        errors: [rates(0.2, 0, { step: 'look' }), rates(0.25, 0.1)],
        kept: ['kept', 'reinstated'],
      }),
      performance: {
        look: evenly,
        open: {
          time: [{ distribution: wait }],
          outcomes: [{ when: 'violates', shares: { APPEAL: 0.1, SILENCE: 0.9 } }, { shares: { APPEAL: 0.5, SILENCE: 0.5 } }],
        },
        appeal: stands,
      },
    },
    every(20, 20_000),
  )
  const [first, , appeal] = found.steps as [Found, Found, Found]
  const [wrong, right] = [first.wronglyRemoved, first.violating]
  expectShare(appeal.faulty, wrong, 0.5)
  expectShare(appeal.checked - appeal.faulty, right, 0.1)
  expectShare(appeal.corrected, appeal.faulty, 0.75)
  expectShare(spoilt(appeal), appeal.checked - appeal.faulty, 0.1)
  expect(found.all.harmlessRemoved).toBe(wrong - appeal.corrected)
  expect(found.all.violatingKept).toBe(spoilt(appeal))
})

test('error rates by kind of case, step and pool: the first entry that holds', () => {
  const two = workflow(
    {
      states: {
        look: { step: review(['KEEP', 'REMOVE'], ['a', 'b']), on: { KEEP: 'kept', REMOVE: 'removed' } },
        ...ends,
      },
    },
    [{ name: 'hard', order: 0, title: 'Hard', type: 'boolean', default: false }],
    ['a', 'b'],
  )
  const arrivals = Array.from({ length: 4000 }, (_, i) => ({ time: Math.floor(i / 2) * 100, values: { hard: i % 4 === 0 } }))
  const parts = (errors: Quality['errors']): Parts => ({
    quality: quality({ violating: [{ when: 'hard', share: 1 }], errors }),
    pools: { a: pool(1), b: pool(1) },
    performance: { look: evenly },
    segments: [
      { title: 'Hard', when: 'hard' },
      { title: 'Easy', when: '!hard' },
    ],
  })
  // Two cases arrive at a time: the first of each pair is worked on by a, the second by b. Hard ones, all violating, are first of every other pair.
  const { all, segments } = run(two, parts([rates(0, 1, { when: 'hard' }), rates(1, 0, { pool: 'b' })]), arrivals).quality
  expect(segments[0]).toMatchObject({ violatingKept: 1000, violatingRemoved: 0, harmlessKept: 0, harmlessRemoved: 0 })
  expect(segments[1]).toMatchObject({ violatingKept: 0, harmlessKept: 1000, harmlessRemoved: 2000 })
  expect(all).toMatchObject({ violatingKept: 1000, harmlessKept: 1000, harmlessRemoved: 2000 })
})

test('a smaller error rate makes wrong decisions right and no right one wrong, and moves no other luck', () => {
  const program = (e: number) =>
    compiled(workflow(look), { quality: quality({ errors: [rates(e, e)] }), performance: { look: evenly } }, every(20, 3000))
  const outcome = (e: number): Map<number, number> => {
    const ended = new Map<number, number>()
    replicate(program(e), 0, { received: (_, id, event) => ended.set(id, event) })
    return ended
  }
  const [none, few, many] = [outcome(0), outcome(0.1), outcome(0.3)]
  const wrong = (of: Map<number, number>) => new Set([...of].filter(([id, event]) => none.get(id) !== event).map(([id]) => id))
  const [fewWrong, manyWrong] = [wrong(few), wrong(many)]
  expectShare(fewWrong.size, 3000, 0.1)
  expectShare(manyWrong.size, 3000, 0.3)
  expect([...fewWrong].filter((id) => !manyWrong.has(id))).toEqual([])
  expect(replicate(program(0.3), 0).digest).toBe(replicate(program(0), 0).digest)
})

test('views until action, by hand: a constant curve, an age, a wait in the queue', () => {
  const harm = {
    until: ['removed'],
    curves: [
      {
        viewsPerHour: 'reach * 10',
        age: 'age',
        points: [
          { hours: 0, factor: 1 },
          { hours: 10, factor: 1 },
        ],
      },
    ],
  }
  const numbers = ['reach', 'age'].map((name, order) => ({ name, order, title: name, type: 'number' as const, default: 0 }))
  const { all, segments, views } = run(
    workflow(look, numbers),
    {
      pools: { people: pool(1) },
      quality: quality({ violating: [{ when: 'reach > 0', share: 1 }], errors: [], harm }),
      performance: { look: takes(3600, { KEEP: 0.5, REMOVE: 0.5 }) },
      segments: [{ title: 'Second', when: 'reach == 3' }],
    },
    // One reviewer, an hour each: removed after 1 h, after 2 h, harmless, and after 4 h, of which the curve covers the last hour of ten.
    [
      { time: 0, values: { reach: 1 } },
      { time: 0, values: { reach: 3, age: 2 } },
      { time: 0, values: {} },
      { time: 0, values: { reach: 5, age: 9 } },
    ],
  ).quality
  expect(all.seen).toBe(3)
  expect(all.views).toBeCloseTo(10 * 1 + 30 * 2 + 50 * 1, 9)
  expect(all.possible).toBeCloseTo(10 * 10 + 30 * 8 + 50 * 1, 9)
  expect(segments[0]).toMatchObject({ seen: 1, views: 60, possible: 240 })
  expect([views.n, views.mean]).toEqual([3, 40])
  expect(Math.abs(views.p50 / 50 - 1)).toBeLessThan(0.01)
})

test('views of what stays: wrongly kept is seen to the end, reinstated is seen again', () => {
  const dies = { until: ['shut'], curves: [{ viewsPerHour: 100, halfLife: 'PT1H' }] }
  const all = 100 / Math.LN2
  const one = (errors: Quality['errors'], given: Workflow, performance: Parts['performance'] = {}) =>
    run(
      given,
      {
        quality: quality({
          violating: [{ share: 1 }],
          decisions: [decides('look'), check('appeal', 'appeal')],
          errors,
          harm: dies,
        }),
        performance: { look: takes(3600, { KEEP: 0.5, REMOVE: 0.5 }), ...performance },
      },
      [{ time: 0, values: {} }],
    ).quality.all
  const appealed = workflow({
    states: {
      look: { step: review(['KEEP', 'REMOVE']), on: { KEEP: 'kept', REMOVE: 'shut' } },
      shut: { after: { 7_200_000: 'appeal' } },
      appeal: { step: review(['STANDS', 'FALLS']), on: { STANDS: 'removed', FALLS: 'kept' } },
      ...ends,
    },
  })
  const step = { appeal: takes(3600, { STANDS: 1 }) }
  // Shut after an hour: half of all views were seen.
  expect(one([], appealed, step).views).toBeCloseTo(all / 2, 9)
  // Kept by mistake: all of them.
  expect(one([rates(0, 1)], appealed, step).views).toBeCloseTo(all, 9)
  // Shut from 1 h to 4 h, then reinstated by mistake: half, and the sixteenth after 4 h.
  expect(one([rates(0, 1, { step: 'appeal' })], appealed, step)).toMatchObject({
    violatingKept: 1,
    views: expect.closeTo(all / 2 + all / 16, 9),
    possible: expect.closeTo(all, 9),
  })
})

test('an automatic step that fails and is tried again: visits are geometric, failures are counted', () => {
  const retried = workflow({
    states: {
      scan: {
        step: { kind: 'automatic', outcomes: [{ event: 'DONE', title: 'Done' }], failure: { event: 'FAILED', title: 'Failed' } },
        on: { DONE: 'kept', FAILED: { to: 'scan', reenter: true } },
      },
      ...ends,
    },
  })
  const n = 20_000
  const arrivals = every(20, n)
  const tried = (share: number) => {
    const observed = replicate(compiled(retried, { performance: { scan: { ...takes(10), failures: [{ share }] } } }, arrivals), 0)
    return { visits: observed.steps[0]!.visits, failed: observed.failures?.[0] ?? 0, lead: observed.leadTime.mean }
  }
  const { visits, failed, lead } = tried(0.25)
  expectShare(failed, visits, 0.25)
  expect(visits - failed).toBe(n)
  expect(lead).toBeCloseTo((10 * visits) / n, 9)
  // Mean 1 / (1 - p), variance p / (1 - p)².
  expect(Math.abs(visits / n - 4 / 3)).toBeLessThan(4 * Math.sqrt(0.25 / 0.75 ** 2 / n))
  expect(tried(0)).toEqual({ visits: n, failed: 0, lead: 10 })
})

test('what happened in the warm-up does not count', () => {
  const late = Array.from({ length: 10 }, (_, i) => ({ time: 86400 * 2 + i * 100, values: {} }))
  const { quality: found } = run(
    workflow(look),
    {
      warmup: 1,
      quality: quality({ harm: { until: ['removed'], curves: [{ viewsPerHour: 60, halfLife: 'P7D' }] } }),
      performance: { look: evenly },
    },
    [...every(100, 500), ...late],
  )
  const { all, steps, views } = found
  expect(all.harmlessKept + all.harmlessRemoved + all.violatingKept + all.violatingRemoved).toBe(10)
  expect(steps[0]!.harmless + steps[0]!.violating).toBe(10)
  expect(views.n).toBe(all.seen)
  expect(all.seen).toBe(all.violatingKept + all.violatingRemoved)
})

test('tenure, hours at work and a person’s own factor: each multiplies the error rates', () => {
  const eight = { days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '16:00' }
  const crew = (member: object) => ({
    people: { shifts: [], members: [{ title: 'Team', count: 20, shifts: [eight], ...member }], order: { kind: 'arrival' as const } },
  })
  // Every minute from 8:00 to 16:00 of ten days a case of 20 s: all are decided in the hour in which they arrive.
  const arrivals = Array.from({ length: 10 * 480 }, (_, i) => ({
    time: Math.floor(i / 480) * 86400 + 8 * 3600 + (i % 480) * 60,
    values: { day: Math.floor(i / 480), hour: Math.floor((i % 480) / 60) },
  }))
  const numbers = ['day', 'hour'].map((name, order) => ({ name, order, title: name, type: 'number' as const, default: 0 }))
  const wrong = (member: object, factors: NonNullable<Quality['factors']>) => {
    const { segments } = run(
      workflow(look, numbers),
      {
        days: 10,
        pools: crew(member),
        quality: quality({ violating: [], errors: [rates(0.2, 0.2)], factors }),
        performance: { look: takes(20, { KEEP: 0.5, REMOVE: 0.5 }) },
        segments: [
          { title: 'First week', when: 'day < 7' },
          { title: 'Later', when: 'day >= 7' },
          { title: 'Morning', when: 'hour < 4' },
          { title: 'Afternoon', when: 'hour >= 4' },
        ],
      },
      arrivals,
    ).quality
    return segments.map(({ harmlessRemoved: removed, harmlessKept }) => ({ removed, of: removed + harmlessKept }))
  }
  const expectShares = (found: ReturnType<typeof wrong>, ...shares: number[]) =>
    shares.forEach((share, i) => expectShare(found[i]!.removed, found[i]!.of, share))
  const tenure = [
    { days: 0, factor: 3 },
    { days: 7, factor: 1 },
  ]
  const hoursAtWork = [{ hours: 4, factor: 0.5 }]
  const fresh = { startedOn: '2025-01-06' }
  expect(wrong({}, {}).map(({ of }) => of)).toEqual([3360, 1440, 2400, 2400])
  expectShares(wrong(fresh, { tenure }), 0.6, 0.2)
  expectShares(wrong({ startedOn: '2024-06-01' }, { tenure }), 0.2, 0.2)
  expectShares(wrong({}, { tenure }), 0.2, 0.2)
  expectShares(wrong({}, { hoursAtWork }), 0.15, 0.15, 0.2, 0.1)
  expectShares(wrong({ errorFactor: 0.5 }, {}), 0.1, 0.1, 0.1, 0.1)
  expectShares(wrong({ ...fresh, errorFactor: 2 }, { tenure, hoursAtWork }), (1 + 0.6) / 2, (0.4 + 0.2) / 2)
})

test('what decisions, checks and failures do to a case leads real XState through the same states, with the truth among its attributes', () => {
  const given = workflow(
    {
      states: {
        scan: {
          step: { kind: 'automatic', outcomes: [{ event: 'DONE', title: 'Done' }], failure: { event: 'FAILED', title: 'Failed' } },
          on: { DONE: 'look', FAILED: { to: 'scan', reenter: true } },
        },
        look: { step: review(['KEEP', 'REMOVE']), on: { KEEP: [{ to: 'check', guard: 'violates' }, 'kept'], REMOVE: 'check' } },
        check: { step: review(['STANDS', 'FALLS']), on: { STANDS: 'removed', FALLS: 'look' } },
        ...ends,
      },
    },
    [truth],
  )
  const parts: Parts = {
    casesPerHour: 6,
    days: 3,
    quality: quality({ attribute: 'violates', decisions: [decides('look'), check('check')], errors: [rates(0.3, 0.3)] }),
    performance: { scan: { ...takes(30), failures: [{ share: 0.3 }] }, look: evenly, check: stands },
  }
  const { cases, observed } = traceOf(given, scenario({ pools: people, ...parts }), { cases: 300 })
  const replay = new Replay(given)
  expect(cases.length).toBe(300)
  expect(cases.flatMap(({ lines }) => replay.lead(lines).difference ?? [])).toEqual([])
  const { all, steps } = observed!.quality!
  expect(all.harmlessKept + all.harmlessRemoved + all.violatingKept + all.violatingRemoved).toBe(300)
  expect(steps[2]!.checked).toBe(steps[2]!.harmless + steps[2]!.violating)
  expect(cases.filter(({ lines }) => lines[0]!.after['violates'] === true).length).toBe(all.violatingKept + all.violatingRemoved)
  expect(observed!.failures![0]).toBeGreaterThan(60)
})
