import { expect, test } from 'vitest'
import type { Arrival } from '../../src/simulation/model/arrival.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import type { Profile } from '../../src/simulation/model/demand.ts'
import { Arrivals } from '../../src/simulation/engine/arrivals.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Program } from '../../src/simulation/program/program.ts'
import { traceHooks } from '../../src/simulation/experiment/trace.ts'
import type { TraceLine } from '../../src/simulation/experiment/trace.ts'
import { scenario, workflow } from './build.ts'

const attributes = [
  { name: 'kind', order: 0, title: 'Kind', type: 'enum' as const, values: ['a', 'b'], default: 'a' },
  { name: 'score', order: 1, title: 'Score', type: 'number' as const, default: 0 },
]
const nothing = workflow({ states: { end: { kind: 'final' } } }, attributes)
const level: Profile = {
  kind: 'profile',
  casesPerHour: 50,
  hourOfWeek: Array.from({ length: 168 }, () => 1),
  growthPerMonth: 0,
  noise: null,
  spikes: [],
}
const byDay = (hourOfDay: (hour: number) => number) => Array.from({ length: 168 }, (_, hour) => hourOfDay(hour % 24))
const twoKinds = [
  { weight: 3, values: {} },
  { weight: 1, values: { kind: 'b' } },
]

type Parts = Parameters<typeof scenario>[0]
type Came = { readonly id: number; readonly time: number; readonly kind: string; readonly score: number }

function programOf(demand: Partial<Profile>, parts: Parts = {}, arrivals: readonly Arrival[] = []): Program {
  const compiled = compile({ workflow: nothing, scenario: scenario({ days: 28, demand: { ...level, ...demand }, ...parts }), arrivals })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.program
}

const arrivalsOf = ({ demand, seed, horizon, maxCases }: Program, replication: number) =>
  new Arrivals(demand, 2, seed, replication, horizon, maxCases)

/** The cases that the engine is given, with the numbers by which their luck goes. */
function cases(demand: Partial<Profile>, parts: Parts = {}, replication = 0, history: readonly Arrival[] = []): Came[] {
  const program = programOf(demand, parts, history)
  const arrivals = arrivalsOf(program, replication)
  const values = new Float64Array(2)
  const found: Came[] = []
  for (arrivals.next(); arrivals.time < program.horizon; arrivals.next()) {
    arrivals.fill(values, 0)
    found.push({ id: arrivals.id, time: arrivals.time, kind: program.names.texts[values[0]!]!, score: values[1]! })
  }
  return found
}

/** How many of them come in each hour, counted as they come: millions of cases would be kept for nothing. */
function perHour(program: Program, replication: number): number[] {
  const arrivals = arrivalsOf(program, replication)
  const counts = Array.from({ length: program.horizon / 3600 }, () => 0)
  for (arrivals.next(); arrivals.time < program.horizon; arrivals.next()) counts[Math.floor(arrivals.time / 3600)]!++
  return counts
}
const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length
const varianceOf = (xs: readonly number[]) => {
  const level = mean(xs)
  return mean(xs.map((x) => (x - level) ** 2))
}
/** Whether a count is within four standard deviations of what a Poisson variable of this mean gives. */
const isPoisson = (count: number, expected: number) => Math.abs(count - expected) < 4 * Math.sqrt(expected)
const between = (came: readonly Came[], fromHour: number, toHour: number) =>
  came.filter(({ time }) => time >= fromHour * 3600 && time < toHour * 3600)

test('a level profile is a Poisson process: gaps are exponential, hourly counts have variance over mean of 1', () => {
  const came = cases({})
  expect(isPoisson(came.length, 28 * 24 * 50)).toBe(true)
  const gaps = came.slice(1).map(({ time }, i) => time - came[i]!.time)
  expect(mean(gaps)).toBeCloseTo(72, -1)
  expect(varianceOf(gaps) / mean(gaps) ** 2).toBeCloseTo(1, 1)
  const counts = perHour(programOf({}), 0)
  expect(counts.reduce((sum, count) => sum + count)).toBe(came.length)
  expect(varianceOf(counts) / mean(counts)).toBeGreaterThan(0.8)
  expect(varianceOf(counts) / mean(counts)).toBeLessThan(1.2)
})

test('a rate that changes with the hour and grows: counts by hour of the week against the integral of the rate', () => {
  const hourOfWeek = Array.from({ length: 168 }, (_, hour) => 1 + 0.8 * Math.sin((2 * Math.PI * hour) / 24) + (hour >= 120 ? 0.4 : 0))
  const [weeks, growth] = [40, Math.log(1.1) / 30 / 24]
  const counts = new Float64Array(168)
  for (const { time } of cases({ hourOfWeek, growthPerMonth: 0.1 }, { days: weeks * 7 })) counts[Math.floor(time / 3600) % 168]!++
  let square = 0
  hourOfWeek.forEach((factor, hour) => {
    let expected = 0
    for (let week = 0; week < weeks; week++) {
      const from = week * 168 + hour
      expected += (50 * factor * (Math.exp(growth * (from + 1)) - Math.exp(growth * from))) / growth
    }
    square += (counts[hour]! - expected) ** 2 / expected
  })
  // Chi-square with 168 degrees of freedom: mean 168, standard deviation √336.
  expect(Math.abs(square - 168)).toBeLessThan(4 * Math.sqrt(336))
})

test('hour-of-week factors hold on the wall clock, also after it changes', () => {
  const came = cases({ hourOfWeek: byDay((hour) => (hour === 9 ? 24 : 0)) }, { timezone: 'Europe/Dublin', start: '2025-03-24T00:00:00' })
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Dublin', hour: 'numeric', hourCycle: 'h23' })
  const start = Date.parse('2025-03-24T00:00:00Z')
  expect(new Set(came.map(({ time }) => clock.format(start + time * 1000)))).toEqual(new Set(['09']))
  expect(isPoisson(came.length, 28 * 24 * 50)).toBe(true)
})

test('growth compounds: 20 % a month gives 20 % more in the second 30 days', () => {
  const came = cases({ growthPerMonth: 0.2, casesPerHour: 200 }, { days: 60 })
  const first = came.filter(({ time }) => time < 30 * 86400).length
  expect((came.length - first) / first).toBeCloseTo(1.2, 1)
})

test.each([
  [6, 0.66],
  [71, 0.66],
])('bursts as in real data: hourly counts with variance over mean of %s and lag-1 correlation of %s', (ratio, correlation) => {
  // Log-normal Cox process, rate L = 100 · N with E N = 1: variance of a count is 100 + 100² v², covariance of neighbours 100² v² r.
  const variation = Math.sqrt((ratio - 1) / 100)
  const noise = { variation, correlation: correlation / (1 - 1 / ratio) }
  const program = programOf({ casesPerHour: 100, noise }, { days: 56 })
  const found = Array.from({ length: 24 }, (_, replication) => {
    const counts = perHour(program, replication)
    const square = mean(counts.map((x) => (x - 100) ** 2))
    return { level: mean(counts), square, product: mean(counts.slice(1).map((x, i) => (x - 100) * (counts[i]! - 100))) }
  })
  // Estimates around the known mean are without bias; their standard error comes from the replications.
  const isNear = (xs: readonly number[], wanted: number) => Math.abs(mean(xs) - wanted) < 4 * Math.sqrt(varianceOf(xs) / (xs.length - 1))
  const of = (key: 'level' | 'square' | 'product') => found.map((one) => one[key])
  expect(isNear(of('level'), 100)).toBe(true)
  expect(isNear(of('square'), 100 * ratio)).toBe(true)
  expect(isNear(of('product'), 100 * ratio * correlation)).toBe(true)
  expect(mean(of('square')) / mean(of('level')) / ratio).toBeGreaterThan(0.85)
  expect(mean(of('product')) / mean(of('square'))).toBeCloseTo(correlation, 1)
})

test('a spike multiplies the rate of the cases it is about, and dies away with its half-life', () => {
  const spikes = [{ title: 'News', from: '2025-01-13T00:00:00', halfLife: 'PT24H', factor: 5, when: 'kind == "b"' }]
  const came = cases({ casesPerHour: 400, spikes }, { mix: twoKinds })
  const count = (kind: string, from: number, to: number) => between(came, from, to).filter((one) => one.kind === kind).length
  expect(isPoisson(count('b', 0, 24), 2400)).toBe(true)
  expect(isPoisson(count('a', 168, 192), 7200)).toBe(true)
  // Integral of 100 · (1 + 4 · 2^(-t/24)) over the first six hours, and over six hours one half-life later.
  const shape = (24 / Math.LN2) * (1 - 2 ** (-6 / 24))
  expect(isPoisson(count('b', 168, 174), 100 * (6 + 4 * shape))).toBe(true)
  expect(isPoisson(count('b', 192, 198), 100 * (6 + 2 * shape))).toBe(true)
})

test('a spike that began before the run has died away by then', () => {
  const came = cases({ casesPerHour: 400, spikes: [{ title: 'News', from: '2025-01-04T00:00:00', halfLife: 'PT24H', factor: 9 }] })
  // Two half-lives later: 1 + 8 / 4 at the start.
  const shape = (24 / Math.LN2) * (1 - 2 ** (-6 / 24))
  expect(isPoisson(between(came, 0, 6).length, 400 * (6 + 2 * shape))).toBe(true)
})

test('special days: single dates and intervals, factor and hours of the day, for the kinds that are meant, from midnight to midnight', () => {
  const hourOfDay = Array.from({ length: 24 }, (_, hour) => (hour === 20 ? 4 : 1))
  const calendar = [
    { title: 'Holidays', dates: ['2025-01-07', '2025-01-09/2025-01-10'], factor: 0.5 },
    { title: 'Final', dates: ['2025-01-10'], factor: 2, hourOfDay, when: 'kind == "b"' },
  ]
  const came = cases({ casesPerHour: 400, calendar }, { mix: twoKinds })
  const count = (kind: string, from: number, to: number) => between(came, from, to).filter((one) => one.kind === kind).length
  const day = 24
  for (const [kind, from, to, expected] of [
    ['a', 0, day, 7200],
    ['a', day, 2 * day, 3600],
    ['a', 2 * day, 3 * day, 7200],
    ['a', 3 * day, 5 * day, 7200],
    ['b', 3 * day, 4 * day, 1200],
    ['b', 4 * day, 4 * day + 20, 100 * 20],
    ['b', 4 * day + 20, 4 * day + 21, 400],
    ['b', 5 * day, 6 * day, 2400],
  ] as const)
    expect([kind, from, isPoisson(count(kind, from, to), expected)]).toEqual([kind, from, true])
})

test('a special day is a day of the wall clock: 23 hours when the clock is put forward', () => {
  const calendar = [{ title: 'Closed', dates: ['2025-03-30'], factor: 0 }]
  const came = cases({ calendar }, { timezone: 'Europe/Dublin', start: '2025-03-24T00:00:00' })
  const times = came.map(({ time }) => time / 3600)
  expect(times.filter((hour) => hour >= 144 && hour < 167)).toEqual([])
  expect(isPoisson(times.filter((hour) => hour >= 167 && hour < 168).length, 50)).toBe(true)
  expect(isPoisson(times.filter((hour) => hour >= 143 && hour < 144).length, 50)).toBe(true)
})

test('the mix changes with the time of the week, the number of cases does not', () => {
  const mixByWeek = [{ title: 'Nights', days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00', weights: [1, 3] }]
  const came = cases({ casesPerHour: 400 }, { mix: twoKinds, mixByWeek })
  const isNight = ({ time }: Came) => (Math.floor(time / 3600) + 2) % 24 < 8
  const [night, light] = [came.filter(isNight), came.filter((one) => !isNight(one))]
  expect(isPoisson(came.length, 400 * 24 * 28)).toBe(true)
  expect(isPoisson(night.length, 400 * 8 * 28)).toBe(true)
  const share = (of: readonly Came[]) => of.filter(({ kind }) => kind === 'b').length / of.length
  expect(share(night)).toBeCloseTo(0.75, 2)
  expect(share(light)).toBeCloseTo(0.25, 2)
  const plain = cases({ casesPerHour: 400 }, { mix: twoKinds })
  expect(came.map(({ time }) => time)).toEqual(plain.map(({ time }) => time))
})

const scored = [
  { weight: 3, values: {}, numbers: { score: { kind: 'uniform' as const, low: 0, high: 0.8 } } },
  { weight: 1, values: { kind: 'b' }, numbers: { score: { kind: 'uniform' as const, low: 0.4, high: 1 } } },
]

test('a threshold on a drawn score lets the right share of each kind through, and leaves the luck of those who come as it was', () => {
  const through = (threshold: string) => cases({ casesPerHour: 400, thinning: { keep: `score >= ${threshold}` } }, { mix: scored })
  const all = cases({ casesPerHour: 400 }, { mix: scored })
  const [some, few] = [through('0.5'), through('0.7')]
  expect(some).toEqual(all.filter(({ score }) => score >= 0.5))
  expect(few).toEqual(all.filter(({ score }) => score >= 0.7))
  // Of kind a 3/8 of three quarters, of kind b 5/6 of one quarter.
  const expected = 400 * 24 * 28
  expect(isPoisson(some.filter(({ kind }) => kind === 'a').length, expected * 0.75 * 0.375)).toBe(true)
  expect(isPoisson(some.filter(({ kind }) => kind === 'b').length, (expected * 0.25 * 5) / 6)).toBe(true)
})

test('a share thins at random, and a larger share keeps those that a smaller one keeps', () => {
  const through = (share: number) => cases({ casesPerHour: 400, thinning: { share } }, { mix: scored })
  const [half, most] = [through(0.5), through(0.8)]
  expect(isPoisson(half.length, 400 * 24 * 28 * 0.5)).toBe(true)
  const kept = new Map(most.map((one) => [one.id, one]))
  const lost = half.filter(({ id, time, kind, score }) => {
    const same = kept.get(id)
    return same?.time !== time || same.kind !== kind || same.score !== score
  })
  expect(lost.slice(0, 3)).toEqual([])
})

test('what is drawn for a case does not depend on what else is drawn, or on the weights', () => {
  const alone = cases({}, { mix: [scored[0]!] })
  const mixed = cases({}, { mix: scored })
  const same = mixed.filter(({ kind }) => kind === 'a')
  expect(same).toEqual(same.map(({ id }) => alone[id]!))
})

test('scale multiplies the rate, shift moves the week', () => {
  const came = cases({ hourOfWeek: byDay((hour) => (hour === 9 ? 24 : 0)), scale: 1.5, shift: 3 })
  expect(new Set(came.map(({ time }) => Math.floor(time / 3600) % 24))).toEqual(new Set([12]))
  expect(isPoisson(came.length, 28 * 24 * 50 * 1.5)).toBe(true)
})

const history: Arrival[] = Array.from({ length: 20_000 }, (_, i) => ({
  time: i * 60,
  values: { kind: i % 4 === 0 ? 'b' : 'a', score: (i % 100) / 100 },
}))
const replayed = (parts: object, replication = 0) => cases({}, { demand: { kind: 'replay', ...parts } }, replication, history)

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
  expect(lines).toMatchObject([
    { case: 1, time: 5, event: 'xstate.init', state: 'end', context: { kind: 'a', score: 0 } },
    { case: 2, time: 50, event: 'xstate.init', state: 'end', context: { kind: 'b', score: 0 } },
  ])
})

test('a replay is thinned by a condition and by a share; who comes keeps the number, the time and the attributes', () => {
  const all = replayed({})
  expect(all.map(({ id, time }) => [id, time])).toEqual(history.map(({ time }, i) => [i, time]))
  expect(replayed({ thinning: { keep: 'score >= 0.5' } })).toEqual(all.filter(({ score }) => score >= 0.5))
  const half = replayed({ scale: 0.5 })
  expect(half).toEqual(half.map(({ id }) => all[id]!))
  expect(Math.abs(half.length - 10_000)).toBeLessThan(4 * Math.sqrt(5000))
})

test('a replay is scaled up by repeating cases near their own time, and moved', () => {
  const more = replayed({ scale: 2.5 })
  expect(Math.abs(more.length - 50_000)).toBeLessThan(4 * Math.sqrt(5000))
  expect(new Set(more.map(({ id }) => id)).size).toBe(more.length)
  const astray = more.filter(({ id, time, kind }) => {
    const original = history[id % history.length]!
    return kind !== original.values['kind'] || Math.abs(time - original.time) > (id < history.length ? 0 : 1800)
  })
  expect(astray.slice(0, 3)).toEqual([])
  expect(more.every(({ time }, i) => i === 0 || time >= more[i - 1]!.time)).toBe(true)
  expect(replayed({ shift: 2 })[0]!.time).toBe(7200)
  expect(replayed({ shift: -2 })[0]).toMatchObject({ time: 0, score: 0.2 })
})

test('spikes and special days are what-ifs on top of a replay', () => {
  const spikes = [{ title: 'News', from: '2025-01-07T00:00:00', to: '2025-01-08T00:00:00', factor: 3, when: 'kind == "b"' }]
  const came = replayed({ spikes, calendar: [{ title: 'Closed', dates: ['2025-01-09'], factor: 0 }] })
  expect(between(came, 72, 96)).toEqual([])
  expect(between(came, 0, 23.5).length).toBe(1410)
  // Every fourth of the 1440 cases of the day comes three times, less those moved over a midnight.
  const burst = between(came, 24, 48).length
  expect(Math.abs(burst - 1440 - 720)).toBeLessThan(30)
})

test('so many cases and no more: the run ends when the last has left', () => {
  const compiled = compile({ workflow: nothing, scenario: scenario({}), run: { cases: 1234 } })
  if (!compiled.ok) throw new Error('not compiled')
  expect(replicate(compiled.program, 0)).toMatchObject({ arrived: 1234, completed: 1234, open: 0 })
})

test('so many cases of a demand that is thinned: the run is long enough for them', () => {
  const thinned = { ...level, scale: 0.1, thinning: { keep: 'score >= 0.9', share: 0.5 } }
  const compiled = compile({ workflow: nothing, scenario: scenario({ demand: thinned, mix: scored }), run: { cases: 1234 } })
  if (!compiled.ok) throw new Error('not compiled')
  // Five an hour, a quarter of them of kind b, a sixth of those with such a score, half of those: 0.104 an hour.
  expect(compiled.program.horizon / 3600).toBeGreaterThan(1234 / 0.1042)
  expect(compiled.program.horizon / 3600).toBeLessThan((1234 / 0.1042) * 1.6)
  expect(replicate(compiled.program, 0)).toMatchObject({ arrived: 1234, completed: 1234 })
})

test('a century takes no more room than a week', () => {
  const bytes = (value: unknown): number =>
    ArrayBuffer.isView(value)
      ? value.byteLength
      : typeof value === 'object' && value !== null
        ? Object.values(value).reduce((sum: number, part) => sum + bytes(part), 0)
        : 8
  const room = (days: number) => {
    const { demand, clock } = programOf({ noise: { variation: 0.5, correlation: 0.6 } }, { days, mix: scored })
    return bytes({ demand, clock })
  }
  expect(room(36_500)).toBe(room(7))
})
