import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile.ts'
import { replicate } from '../../src/simulation/engine/replicate.ts'
import type { Scenario } from '../../src/simulation/scenario.ts'
import { traceHooks } from '../../src/simulation/trace.ts'
import type { TraceLine } from '../../src/simulation/trace.ts'
import { scenario, workflow } from './build.ts'

const attributes = [{ name: 'kind', order: 0, title: 'Kind', type: 'enum' as const, values: ['a', 'b'], default: 'a' }]
const nothing = workflow({ states: { end: { kind: 'final' } } }, attributes)
type Profile = Extract<Scenario['demand'], { kind: 'profile' }>
const level: Profile = {
  kind: 'profile',
  casesPerHour: 50,
  hourOfWeek: Array.from({ length: 168 }, () => 1),
  growthPerMonth: 0,
  noise: null,
  spikes: [],
}

function arrivals(demand: Partial<Profile>, parts: Parameters<typeof scenario>[0] = {}, replication = 0): TraceLine[] {
  const compiled = compile({ workflow: nothing, scenario: scenario({ days: 28, demand: { ...level, ...demand }, ...parts }) })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const lines: TraceLine[] = []
  replicate(
    compiled.program,
    replication,
    traceHooks(compiled.program, (line) => lines.push(line)),
  )
  return lines
}

const perHour = (lines: readonly TraceLine[], hours: number) => {
  const counts = Array.from({ length: hours }, () => 0)
  for (const { time } of lines) counts[Math.floor(time / 3600)]!++
  return counts
}
const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length
const varianceOf = (xs: readonly number[]) => mean(xs.map((x) => (x - mean(xs)) ** 2))

test('a level profile is a Poisson process: gaps are exponential, hourly counts have variance over mean of 1', () => {
  const lines = arrivals({})
  expect(Math.abs(lines.length - 28 * 24 * 50)).toBeLessThan(4 * Math.sqrt(28 * 24 * 50))
  const gaps = lines.slice(1).map(({ time }, i) => time - lines[i]!.time)
  expect(mean(gaps)).toBeCloseTo(72, -1)
  expect(varianceOf(gaps) / mean(gaps) ** 2).toBeCloseTo(1, 1)
  const counts = perHour(lines, 28 * 24)
  expect(varianceOf(counts) / mean(counts)).toBeGreaterThan(0.8)
  expect(varianceOf(counts) / mean(counts)).toBeLessThan(1.2)
})

test('hour-of-week factors hold on the wall clock, also after it changes', () => {
  const only9 = Array.from({ length: 168 }, (_, hour) => (hour % 24 === 9 ? 24 : 0))
  const lines = arrivals({ hourOfWeek: only9 }, { timezone: 'Europe/Dublin', start: '2025-03-24T00:00:00' })
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Dublin', hour: 'numeric', hourCycle: 'h23' })
  const start = Date.parse('2025-03-24T00:00:00Z')
  expect(new Set(lines.map(({ time }) => clock.format(start + time * 1000)))).toEqual(new Set(['09']))
  expect(lines.length).toBeGreaterThan(1000)
})

test('growth compounds: 20 % a month gives 20 % more in the second 30 days', () => {
  const lines = arrivals({ growthPerMonth: 0.2, casesPerHour: 200 }, { days: 60 })
  const first = lines.filter(({ time }) => time < 30 * 86400).length
  expect((lines.length - first) / first).toBeCloseTo(1.2, 1)
})

test('hourly noise has the wanted variation and lag-1 correlation, and mean 1', () => {
  const counts = Array.from({ length: 8 }, (_, replication) =>
    perHour(arrivals({ casesPerHour: 100, noise: { variation: 0.4, correlation: 0.66 } }, { days: 56 }, replication), 56 * 24),
  ).flat()
  const m = mean(counts)
  expect(m / 100).toBeCloseTo(1, 1)
  // Count variance = mean + (100 · 0.4)²; the covariance of neighbours is 0.66 · (100 · 0.4)².
  expect((varianceOf(counts) - m) / (100 * 0.4) ** 2).toBeGreaterThan(0.85)
  expect((varianceOf(counts) - m) / (100 * 0.4) ** 2).toBeLessThan(1.15)
  const covariance = mean(counts.slice(1).map((x, i) => (x - m) * (counts[i]! - m)))
  expect(covariance / (varianceOf(counts) - m)).toBeCloseTo(0.66, 1)
})

test('a spike multiplies the rate of the cases it is about, and dies away with its half-life', () => {
  const spikes = [{ title: 'News', from: '2025-01-13T00:00:00', halfLife: 'PT24H', factor: 5, when: 'kind == "b"' }]
  const lines = arrivals(
    { casesPerHour: 400, spikes },
    {
      mix: [
        { weight: 3, values: {} },
        { weight: 1, values: { kind: 'b' } },
      ],
    },
  )
  const count = (kind: string, from: number, to: number) =>
    lines.filter(({ time, context }) => context!['kind'] === kind && time >= from * 3600 && time < to * 3600).length
  expect(count('b', 0, 24) / 2400).toBeCloseTo(1, 1)
  expect(count('a', 168, 192) / 7200).toBeCloseTo(1, 1)
  // Mean of 1 + 4 · 2^(-t/24) over the first hour, and over the hour one half-life later.
  expect(count('b', 168, 174) / 600).toBeCloseTo(1 + (4 * ((24 / Math.LN2) * (1 - 2 ** (-6 / 24)))) / 6, 0)
  expect(count('b', 192, 198) / 600).toBeCloseTo(1 + (2 * ((24 / Math.LN2) * (1 - 2 ** (-6 / 24)))) / 6, 0)
})

test('replay gives every case at its time with its attributes, in order', () => {
  const compiled = compile({
    workflow: nothing,
    scenario: scenario({ demand: { kind: 'replay' } }),
    arrivals: [
      { time: 50, values: { kind: 'b' } },
      { time: 5, values: {} },
    ],
  })
  const lines: TraceLine[] = []
  if (compiled.ok)
    replicate(
      compiled.program,
      0,
      traceHooks(compiled.program, (line) => lines.push(line)),
    )
  expect(lines).toEqual([
    { case: 1, time: 5, event: 'xstate.init', state: 'end', context: { kind: 'a' } },
    { case: 2, time: 50, event: 'xstate.init', state: 'end', context: { kind: 'b' } },
  ])
})

test('so many cases and no more: the run ends when the last has left', () => {
  const compiled = compile({ workflow: nothing, scenario: scenario({}), run: { cases: 1234 } })
  if (!compiled.ok) throw new Error('not compiled')
  expect(replicate(compiled.program, 0)).toMatchObject({ arrived: 1234, completed: 1234, open: 0 })
})
