import { expect, test } from 'vitest'
import type { Program } from '../simulation/program/program.ts'
import type { Arm } from './arm.ts'
import type { Remedy } from './remedies/remedy.ts'
import { judge, type Findings } from './verdict.ts'

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
  effort: null,
})
const arm = (of: Remedy | null, hours: readonly number[], met = 0.7, openShare = 0.01): Arm => ({
  remedy: of,
  program,
  failure: null,
  outcomes: hours.map((value) => ({ leadTime: value * hour, met: [met], openShare })),
})
const judged = (arms: readonly Arm[], rest: Partial<Findings> = {}) =>
  judge({ base: arm(null, [9, 10, 11, 10]), arms, failed: [], left: [], bottlenecks: [], budget: 100, done: 20, final: true, ...rest })

test('a clear best is named with its interval and share', () => {
  // Differences 3, 3.2, 2.8, 3 h: mean 3 h of 10 h; s = 0.1633, Bonferroni of 2: t(0.9875, 3) = 4.1765, half-width 0.341 h.
  const verdict = judged([
    arm(remedy('One more person in Arabic', 'Arabic'), [6, 6.8, 8.2, 7], 0.9),
    arm(remedy('One more person in English', 'English'), [9.1, 9.9, 11.1, 9.8]),
  ])
  expect(verdict.sentence).toBe('The bottleneck is Arabic: one more person in Arabic shortens the lead time by 3.0 h ± 0.3 (30 %)')
  const [best, other] = verdict.results
  expect(best).toMatchObject({ standing: 'better', maybeBest: true })
  expect(best?.gain.halfWidth).toBeCloseTo(0.341 * hour, -1)
  expect(best?.targets[0]?.gain.value).toBeCloseTo(0.2)
  expect(other).toMatchObject({ standing: 'unclear', maybeBest: false })
  expect(other?.sentence).toContain('One more person in English makes no difference that these runs can tell from chance')
})

test('two that cannot be told apart are both named', () => {
  const verdict = judged([
    arm(remedy('One more person in A', 'A'), [6, 7, 8, 7]),
    arm(remedy('One more person in B', 'B'), [6.1, 6.9, 8.2, 7.1]),
  ])
  expect(verdict.results.map(({ maybeBest }) => maybeBest)).toEqual([true, true])
  expect(verdict.sentence).toContain('Not to be told from the best: one more person in B')
})

test('nothing beyond chance, nothing at all, harm', () => {
  expect(judged([arm(remedy('One more person in A', 'A'), [8, 11, 10, 11])]).sentence).toBe(
    'No remedy tried shortens the lead time by more than chance',
  )
  expect(judged([]).sentence).toBe('There is nothing here that a standard remedy could change')
  expect(judged([arm(remedy('10 % less handle time in A', 'A'), [11, 12, 13, 12])]).results[0]?.sentence).toBe(
    '10 % less handle time in A lengthens the lead time by 2 h (20 %)',
  )
  expect(judged([arm(remedy('10 % less handle time in A', 'A'), [9, 10, 11, 10])]).results[0]?.sentence).toBe(
    '10 % less handle time in A leaves the lead time as it is',
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
    'The budget left no runs for: one more person in C',
  ])
})

test('after a pool, the best change that needs no more people is named, though another pool may save more', () => {
  const batch = { ...remedy('Moving “Hold” on every two hours', 'Hold'), kind: 'batching' as const }
  const inArabic = { ...remedy('10 % less handle time in Arabic review', 'Arabic review'), kind: 'handle-time' as const, pools: ['Arabic'] }
  const best = { ...remedy('One more person in Arabic', 'Arabic'), pools: ['Arabic'] }
  const arms = [
    arm(best, [6, 6.8, 8.2, 7]),
    arm(inArabic, [7.5, 8.6, 9.4, 8.5]),
    arm(remedy('One more person in English', 'English'), [8, 9.1, 9.9, 9]),
    arm(batch, [8.5, 9.5, 10.4, 9.5]),
  ]
  expect(judged(arms).sentence).toMatch(/\(30 %\)\. Without more people: moving “Hold” on every two hours, 32 min ± \d/)
  expect(judged(arms.slice(0, 3)).sentence).toMatch(/\. Next: one more person in English, 60 min ± \d/)
})
