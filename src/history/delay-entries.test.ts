import { expect, test } from 'vitest'
import { meanOf } from '../simulation/compile/distribution-facts.ts'
import { delayEntries } from './delay-entries.ts'
import type { DatedWait } from './delay-entries.ts'

const day = 86_400

/** Waits an hour apart that all ended; `seconds` of the age of the case and of chance. */
function waits(n: number, prev: string, seconds: (age: number, chance: number) => number, seed: number): DatedWait[] {
  let state = seed
  const u = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  return Array.from({ length: n }, (_, i) => {
    const age = u() * 20 * day
    return { since: i * 3600, age, prev, seconds: seconds(age, u()), ended: true, weight: 1, most: 100 * day }
  })
}
const meanFor = (entries: ReturnType<typeof delayEntries>, prev: string, age: number) =>
  meanOf(
    entries.find(({ when = '' }) => {
      const [, before] = /prev == "(\w+)"/.exec(when) ?? []
      return (before ?? prev) === prev && age < Number(/age < (\d+)/.exec(when)?.[1] ?? Infinity)
    })!.distribution,
  )
const tillMonth = (age: number, chance: number) => 30 * day - age + chance * day
const anyTime = (_age: number, chance: number) => -5 * day * Math.log(chance)

test('what ends a month after its case came waits the shorter the older the case is', () => {
  const entries = delayEntries(waits(1200, 'fix', tillMonth, 5), false)
  expect(entries).toHaveLength(8)
  // Bands of two and a half days: nobody is foretold to end further than half of that from the truth, and half a day of chance.
  for (let age = 0; age < 20; age += 0.5) expect(Math.abs(age + meanFor(entries, 'fix', age * day) / day - 30.5)).toBeLessThan(1.5)
})

test('by the step before first: after one the case’s own clock runs, after the other it does not', () => {
  const all = [...waits(600, 'fix', tillMonth, 5), ...waits(600, 'ask', anyTime, 7)]
  const entries = delayEntries(all, false)
  expect(meanFor(entries, 'fix', 19 * day) / day).toBeCloseTo(11.5, -1)
  expect(meanFor(entries, 'fix', day) / day).toBeCloseTo(29.5, -1)
  expect(meanFor(entries, 'ask', day) / meanFor(entries, 'ask', 19 * day)).toBeCloseTo(1, 6)
})

test('waits that know nothing of the age have one delay, but for a few worlds by chance; so has what is carried on by a trend', () => {
  let parted = 0
  for (let world = 1; world <= 40; world++) if (delayEntries(waits(400, 'fix', anyTime, world * 7919), false).length > 1) parted++
  expect(parted).toBeLessThanOrEqual(2)
  expect(delayEntries(waits(1200, 'fix', tillMonth, 5), true)).toHaveLength(1)
})
