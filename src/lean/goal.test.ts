import { expect, test } from 'vitest'
import type { RemedyResult } from './findings.ts'
import { gainFor, type Goal, goals, ranked } from './goal.ts'
import { twoPoolsVerdict } from '../../tests/samples/two-pools-verdict.ts'
import { verdictFor } from './verdict.ts'

type Facts = { saves: number; arabic?: number; english?: number; hours: number; cost: number | null; harms?: boolean; half?: number }
const result = (id: string, { saves, arabic = 0, english = 0, hours, cost, harms = false, half = 0.001 }: Facts): RemedyResult => ({
  remedy: {
    id,
    kind: 'people',
    place: { kind: 'pool', id },
    where: id,
    pools: [],
    plan: {},
    label: id,
    short: id,
    effort: { hoursPerWeek: hours, costPerWeek: cost, once: null },
  },
  gain: { value: saves, halfWidth: 10, n: 8 },
  share: 0.1,
  targets: [
    { segment: 'Arabic', gain: { value: arabic, halfWidth: half, n: 8 } },
    { segment: 'English', gain: { value: english, halfWidth: half, n: 8 } },
  ],
  standing: saves > 10 ? 'better' : 'unclear',
  maybeBest: true,
  behind: { low: 0, high: 0 },
  effort: { hoursPerWeek: hours, costPerWeek: cost, once: null },
  harms: harms ? [{ segment: 'English', gain: { value: -0.1, halfWidth: 0.01, n: 8 } }] : [],
  sentence: id,
})
const served = [
  { segment: 'Arabic', cases: 100, met: 0.5 },
  { segment: 'English', cases: 900, met: 0.9 },
]
const person = result('person', { saves: 600, arabic: 0.3, english: 0, hours: 40, cost: 800 })
const batch = result('batch', { saves: 200, arabic: 0.05, english: 0.1, hours: 0, cost: 0 })
const night = result('night', { saves: 700, arabic: 0.2, english: 0.01, hours: 84, cost: 1000 })
const unknown = result('unknown', { saves: 300, arabic: 0.01, hours: 10, cost: null })
const harmful = result('harmful', { saves: 900, arabic: 0.4, english: -0.1, hours: 1, cost: 1, harms: true })
const chance = result('chance', { saves: 5, hours: -40, cost: -800 })
const all = [chance, harmful, unknown, night, batch, person]
const order = (goal: Goal) => ranked(all, goal, { served, isCure: ({ id }) => id === 'night' }).map(({ remedy }) => remedy.id)

// By hand: for the lead time, the remedy of the cause, then 200/1, 300/1.25 and 600/2; in time 30, 95, 29 of 1,000 more; per hour 15, 8.3, 30; for the money 0.75, 0.7.
test.each([
  ['lead-time', ['night', 'person', 'unknown', 'batch']],
  ['targets', ['batch', 'person', 'night', 'unknown']],
  ['harm', ['person', 'night', 'batch', 'unknown']],
  ['cost', ['batch', 'person', 'night', 'unknown']],
  ['hours', ['batch', 'unknown', 'person', 'night']],
  ['per-hour', ['batch', 'unknown', 'person', 'night']],
  ['per-cost', ['batch', 'person', 'night', 'unknown']],
] as const)('by %s: what is proven and harms nobody first, then what harms, chance last', (goal, best) => {
  // Over all cases it brings 5 % fewer in time.
  expect(order(goal)).toEqual([...best, ...(goal === 'targets' ? ['chance', 'harmful'] : ['harmful', 'chance'])])
})

test('cases in time are weighed by how many each segment has, with an interval that is never too narrow', () => {
  expect(gainFor(batch, 'targets', served)).toMatchObject({ value: 0.095, halfWidth: expect.closeTo(0.001, 9) })
  expect(gainFor(batch, 'harm', served).value).toBe(0.05)
  expect(gainFor(batch, 'hours', served).value).toBe(200)
})

test('a verdict reads for each goal: the same remedies in its order, and a headline whose remedy is the first of them', () => {
  for (const goal of goals) {
    const read = verdictFor(twoPoolsVerdict, goal)
    expect(read.results.map(({ remedy }) => remedy.id).toSorted()).toEqual(
      twoPoolsVerdict.results.map(({ remedy }) => remedy.id).toSorted(),
    )
    const label = read.results[0]!.remedy.label
    expect(read.sentence.toLowerCase(), goal).toContain(label.toLowerCase())
  }
  expect(verdictFor(twoPoolsVerdict, 'lead-time').sentence).toBe(twoPoolsVerdict.sentence)
  expect(verdictFor(twoPoolsVerdict, 'targets').sentence).toMatch(/Most cases in time: .+ points ± .+ more in time/)
  expect(verdictFor(twoPoolsVerdict, 'harm').sentence).toMatch(/For Arabic, in time in 7\d % of its cases and so worst off: /)
})
