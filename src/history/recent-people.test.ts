import { expect, test } from 'vitest'
import { changedSince } from './recent-people.ts'
import type { Attendance } from './recent-people.ts'

/** A generator of its own for the truth (linear congruential). */
function dice(seed: number): () => number {
  let state = seed
  return () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) + 0.5) / 4_294_967_296
}

const monday = 20_094

/**
 * Days from a Monday on, at weekends with a third of the people: each of `people(day)` comes with a chance of 0.85, which on a good day is more and on a bad day less, and a day takes `follow` of
 * that from the day before.
 */
function days(n: number, people: (day: number) => number, seed: number, follow = 0): Attendance[] {
  const u = dice(seed)
  let mood = 0
  return Array.from({ length: n }, (_, i) => {
    mood = follow * mood + (u() - 0.5) * 0.2
    const there = Array.from({ length: Math.round(i % 7 > 4 ? people(i) / 3 : people(i)) }, () => u() < 0.85 + mood)
    return { date: monday + i, people: there.filter(Boolean).length }
  })
}

test('of people who become fewer half way only the days since then count', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const since = changedSince(days(84, (day) => (day < 42 ? 24 : 18), seed * 7919))
    expect(Math.abs(since! - monday - 42)).toBeLessThanOrEqual(4)
  }
})

test('of two changes the later one counts', () => {
  const since = changedSince(days(120, (day) => (day < 30 ? 20 : day < 75 ? 30 : 24), 5))
  expect(Math.abs(since! - monday - 75)).toBeLessThanOrEqual(4)
})

test('where nothing changed all days count, but for a few worlds by chance, also where days resemble the day before', () => {
  for (const [n, follow] of [
    [46, 0],
    [84, 0],
    [84, 0.5],
    [364, 0.5],
  ] as const) {
    let changed = 0
    for (let world = 1; world <= 100; world++) if (changedSince(days(n, () => 20, world * 7919, follow)) !== null) changed++
    expect(changed).toBeLessThanOrEqual(5)
  }
})

test('four weeks are kept at least; a change of few people in a hundred, or after too few days, tells nothing', () => {
  const steady = (n: number, people: (day: number) => number) =>
    Array.from({ length: n }, (_, i): Attendance => ({ date: monday + i, people: people(i) }))
  expect(changedSince(steady(84, (day) => (day < 60 ? 10 : 6)))).toBe(monday + 56)
  expect(changedSince(steady(84, (day) => (day < 42 ? 100 : 97)))).toBeNull()
  expect(changedSince(steady(84, (day) => (day < 42 ? 10 : 6)))).toBe(monday + 42)
  expect(changedSince(steady(30, (day) => (day < 9 ? 10 : 6)))).toBeNull()
  expect(changedSince([])).toBeNull()
})
