import { expect, test } from 'vitest'
import type { Program } from '../simulation/program/program.ts'
import type { Arm } from './arm.ts'
import { twoPools, twoPoolsReport } from '../../tests/samples/two-pools.ts'
import type { Cause } from './causes/cause.ts'
import type { Remedy } from './remedies/remedy.ts'
import type { Findings } from './findings.ts'
import { judge } from './verdict.ts'

const hour = 3600
const program = { names: { segments: ['Arabic'] } } as unknown as Program
const remedy = (label: string, where: string): Remedy => ({
  id: label,
  kind: 'people',
  place: { kind: 'pool', id: where },
  where,
  pools: [],
  label,
  short: label,
  plan: {},
  effort: { hoursPerWeek: 40, costPerWeek: 1120, once: null },
})
const arm = (of: Remedy | null, hours: readonly number[], met = 0.7, openShare = 0.01): Arm => ({
  remedy: of,
  program,
  failure: null,
  outcomes: hours.map((value) => ({ leadTime: value * hour, met: [met], openShare })),
})
const cause = (where: string, kind: Cause['kind'] = 'too-few-people'): Cause => ({
  kind,
  place: { kind: 'pool', id: where },
  where,
  seconds: 10_000,
  share: 0.3,
  sentence: `${where} has too few people: waiting for them is 30 % of the lead time`,
  evidence: [],
})
const told = {
  diagnosis: { healthy: false, handling: 0.2, aside: [], cause: cause('Arabic'), tied: [], causes: [cause('Arabic')] },
  report: twoPoolsReport,
  workflow: twoPools,
}
const judged = (arms: readonly Arm[], rest: Partial<Findings> = {}) =>
  judge({
    ...told,
    base: arm(null, [9, 10, 11, 10]),
    arms,
    failed: [],
    left: [],
    bottlenecks: [],
    budget: 100,
    done: 20,
    final: true,
    ...rest,
  })

test('cause, remedy and what it takes are named, with interval and share', () => {
  // Differences 3, 3.2, 2.8, 3 h: mean 3 h of 10 h; s = 0.1633, Bonferroni of 2: t(0.9875, 3) = 4.1765, half-width 0.341 h.
  const verdict = judged([
    arm(remedy('One more person in Arabic', 'Arabic'), [6, 6.8, 8.2, 7], 0.9),
    arm(remedy('One more person in English', 'English'), [9.1, 9.9, 11.1, 9.8]),
  ])
  expect(verdict.sentence).toBe(
    'Arabic has too few people: waiting for them is 30 % of the lead time. One more person in Arabic shortens the lead time by 3.0 h ± 0.3 (30 %); 40 more hours a week, costing 1,120 a week',
  )
  expect(verdict.cause).toMatchObject({ kind: 'too-few-people', where: 'Arabic' })
  const [best, other] = verdict.results
  expect(best).toMatchObject({ standing: 'better', maybeBest: true, effort: { hoursPerWeek: 40, costPerWeek: 1120 } })
  expect(best?.gain.halfWidth).toBeCloseTo(0.341 * hour, -1)
  expect(best?.targets[0]?.gain.value).toBeCloseTo(0.2)
  expect(other).toMatchObject({ standing: 'unclear', maybeBest: false })
  expect(other?.sentence).toContain('One more person in English makes no difference that these runs can tell from chance')
})

test('the remedy of the cause comes before one that saves more elsewhere', () => {
  const verdict = judged([
    arm(remedy('One more person in English', 'English'), [5, 5.8, 7.2, 6]),
    arm(remedy('One more person in Arabic', 'Arabic'), [6, 6.8, 8.2, 7]),
  ])
  expect(verdict.results[0]?.remedy.where).toBe('Arabic')
  expect(verdict.sentence).toContain('lead time. One more person in Arabic shortens')
})

test('of two remedies of the cause, the one that takes no hours comes first where it saves more than half as much', () => {
  const free = {
    ...remedy('Hours of Arabic moved', 'Arabic'),
    kind: 'people' as const,
    effort: { hoursPerWeek: 0, costPerWeek: 0, once: null },
  }
  const verdict = judged([arm(remedy('One more person in Arabic', 'Arabic'), [6, 6.8, 8.2, 7]), arm(free, [7, 7.8, 9.2, 8])])
  expect(verdict.results.map(({ remedy: { label } }) => label)).toEqual(['Hours of Arabic moved', 'One more person in Arabic'])
})

test('a tie is said; so is what harms a segment, before what it is good for', () => {
  const tied = [cause('English')]
  const harmful = [0.9, 0.91, 0.89, 0.9]
  const base = {
    ...arm(null, [9, 10, 11, 10]),
    outcomes: [9, 10, 11, 10].map((value) => ({ leadTime: value * hour, met: [0.97], openShare: 0 })),
  }
  const worse = arm(remedy('One more person in Arabic', 'Arabic'), [6, 6.8, 8.2, 7])
  const outcomes = worse.outcomes.map((outcome, i) => ({ ...outcome, met: [harmful[i]!] }))
  const verdict = judged([{ ...worse, outcomes }], { base, diagnosis: { ...told.diagnosis, tied } })
  expect(verdict.sentence).toContain('Cannot be told apart from it: too few people in English (30 %)')
  expect(verdict.sentence).toContain('. Fewer in time in Arabic (−7.0 points). One more person in Arabic shortens')
})

test('where nothing tried helps, it is said what is left and what it consists of', () => {
  const verdict = judged([arm(remedy('One more person in Arabic', 'Arabic'), [8, 11, 10, 11])])
  // By hand of the report: contention 4,900 s of 36,000 s, batching 2,200 s: below a tenth and not said.
  expect(verdict.unreached).toMatchObject({ seconds: 10 * hour, share: 1 })
  expect(verdict.sentence).toContain(
    'No remedy tried for it helps by more than chance. All that was tried gives at most 0 h of 10 h; as it is, waiting while all are busy is 1.36 h',
  )
  expect(judged([]).sentence).toContain('There is no standard remedy for it')
})

test('nothing wrong, or nothing that explains a missed target', () => {
  const none = { healthy: true, handling: 0.6, aside: [], cause: null, tied: [], causes: [] }
  const steps = Object.fromEntries(
    Object.entries(twoPoolsReport.steps).map(([uid, one]) => [uid, { ...one, inTime: { value: 0.99, low: null, high: null } }]),
  )
  const met = { ...twoPoolsReport, steps, segments: { All: twoPoolsReport.segments['English']! } }
  expect(judged([], { diagnosis: none, report: met }).sentence).toBe(
    'Nothing here needs fixing: all targets are met and the largest part is handling',
  )
  const step = Object.values(met.steps)[0]!
  const lateStep = { ...met, steps: { [step.uid]: { ...step, inTime: { value: 0.8, low: 0.7, high: 0.9 } } } }
  expect(judged([], { diagnosis: none, report: lateStep }).sentence).toBe(
    `Nothing here needs fixing: all targets of whole cases are met and the largest part is handling; ${step.title} is within its own in 80 % of its visits`,
  )
  const window = { ...cause('Appeal window'), kind: 'external' as const, share: 0.7 }
  expect(judged([], { diagnosis: { ...none, handling: 0.2, aside: [window] }, report: met }).sentence).toBe(
    'Nothing here needs fixing: all targets are met and handling is 20 % of the lead time, 70 % is Appeal window, which few cases come to, and no one cause explains the rest',
  )
  expect(judged([], { diagnosis: { ...none, healthy: false } }).sentence).toBe(
    'Arabic is in time in 71 % of its cases, but no one cause explains enough of the waiting to be named',
  )
})

test('what a reader should know is said', () => {
  const verdict = judged([arm(remedy('One more person in A', 'A'), [6, 7, 8, 7])], {
    base: arm(null, [9, 10, 11, 10], 0.7, 0.2),
    left: [remedy('One more person in C', 'C')],
    failed: [{ ...arm(remedy('One more person in D', 'D'), []), failure: 'no way out of Tier 1' }],
  })
  expect(verdict.notes).toEqual([
    '20 % of the cases are still open when the run ends and have no lead time yet: gains at overloaded places are larger than shown',
    'One more person in D could not be tried: no way out of Tier 1',
    'Not tried, as less likely to help: one more person in C',
  ])
})
