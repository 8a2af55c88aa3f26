import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { findScenarioProblems } from '../../src/simulation/compile/problems.ts'
import { Arrivals } from '../../src/simulation/engine/arrivals.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Demand, Resample } from '../../src/simulation/model/demand.ts'
import { readPast, writePast } from '../../src/simulation/model/past.ts'
import type { PastFile } from '../../src/simulation/model/past.ts'
import type { Scenario } from '../../src/simulation/model/scenario.ts'
import type { AttributeValue } from '../../src/workflow/attribute.ts'
import { kernelHere } from './kernel-here.ts'
import { pool, review, scenario, takes, workflow } from './build.ts'

/** Every case of this past says which day it came on: `day` counts from Monday 2024-12-02, and its second is 600 · day + its number. */
const attributes = [
  { name: 'day', order: 0, title: 'Day', type: 'number' as const, default: -1 },
  { name: 'loud', order: 1, title: 'Loud', type: 'boolean' as const, default: false },
]
const given = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } }, attributes)
const casesOn = (day: number) => (day % 7) + 1

function pastOf(days: number, { from = '2024-12-02', to = '2024-12-29' } = {}): PastFile {
  const cases = Array.from({ length: days }, (_, day) =>
    Array.from({ length: casesOn(day) }, (_gone, i) => ({
      at: day * 86400 + 600 * day + i,
      values: [day, i === 0] as (AttributeValue | null)[],
      complete: true,
      visits: [],
    })),
  ).flat()
  const names = attributes.map(({ name }) => name)
  const header = {
    workflow: 'machine',
    timezone: 'UTC',
    from,
    to,
    attributes: names,
    steps: [],
    events: [],
    cases: cases.length,
    history: 'a'.repeat(64),
    tables: {},
  }
  const read = readPast(writePast({ header: { gemba: 'past', format: 1, ...header }, cases }))
  if (!read.ok) throw new Error(read.message)
  return read.past
}
const past = pastOf(28)
const window = '2024-12-02/2024-12-29'

const scenarioOf = (demand: Partial<Resample>, more: Parameters<typeof scenario>[0] = {}, hash = past.hash): Scenario =>
  scenario({
    days: 14,
    pools: { people: pool(50) },
    performance: { work: takes(60) },
    demand: { kind: 'resample', window, ...demand } as Demand,
    past: { file: 'x.past.jsonl', hash },
    ...more,
  })

type Case = { readonly time: number; readonly id: number; readonly day: number; readonly loud: boolean }
/** The cases of a run, by the engine's own arrivals. */
function casesOf(made: Scenario, replication = 0, file = past): Case[] {
  const compiled = compile({ workflow: given, scenario: made, past: file })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const { demand, seed, horizon } = compiled.program
  const arrivals = new Arrivals(demand, 2, seed, replication, horizon, Infinity)
  const cases: Case[] = []
  const values = new Float64Array(2)
  for (arrivals.next(); arrivals.time < horizon; arrivals.next()) {
    arrivals.fill(values, 0)
    cases.push({ time: arrivals.time, id: arrivals.id, day: values[0]!, loud: values[1] === 1 })
  }
  return cases
}
/** By day of the run: the days of the past that its cases came on, each once. */
function sources(cases: readonly Case[], days = 14): number[][] {
  return Array.from({ length: days }, (_, day) => [
    ...new Set(cases.filter(({ time }) => Math.floor(time / 86400) === day).map((one) => one.day)),
  ])
}

test('each day of the run takes one whole day of the past of the same weekday, at its own times, with its attributes', () => {
  const cases = casesOf(scenarioOf({}))
  sources(cases).forEach((taken, day) => {
    expect(taken).toHaveLength(1)
    const [source] = taken as [number]
    expect(source % 7).toBe(day % 7)
    const own = cases.filter(({ time }) => Math.floor(time / 86400) === day)
    expect(own.map(({ time }) => time - day * 86400)).toEqual(Array.from({ length: casesOn(source) }, (_, i) => 600 * source + i))
    expect(own.map(({ loud }) => loud)).toEqual(own.map((_, i) => i === 0))
  })
  expect(cases.map(({ id }) => id - cases[0]!.id)).toEqual(cases.map((_, i) => i))
})

test('all days of the window come about equally often, others never, and a replication is the same each time', () => {
  const left = scenarioOf({ window: '2024-12-09/2024-12-29', leaveOut: ['2024-12-16/2024-12-17'] })
  const taken = Array.from({ length: 300 }, (_, replication) => sources(casesOf(left, replication)).flat()).flat()
  const counts = new Map<number, number>()
  for (const day of taken) counts.set(day, (counts.get(day) ?? 0) + 1)
  expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual([7, 8, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27])
  // 600 draws a weekday: of two days 300 ± 4.5 standard deviations, of three 200.
  for (const [day, count] of counts) expect(Math.abs(count - (day % 7 < 2 ? 300 : 200))).toBeLessThan(55)
  expect(casesOf(left, 3)).toEqual(casesOf(left, 3))
})

test('holidays of the run take holidays of the past, and Sundays where it has none', () => {
  const own = casesOf(scenarioOf({}, { holidays: ['2024-12-25', '2025-01-08'] }))
  expect(sources(own)[2]).toEqual([23])
  const none = casesOf(scenarioOf({}, { holidays: ['2025-01-08'] }))
  expect(sources(none)[2]![0]! % 7).toBe(6)
})

test('a run that begins at noon leaves out the morning of its first day, and a lead-in moves nobody’s day', () => {
  const whole = casesOf(scenarioOf({}))
  const late = casesOf(scenarioOf({}, { start: '2025-01-06T03:00:00' }))
  const shown = (cases: readonly Case[], less: number) => cases.map(({ time, day }) => [time - less, day])
  expect(shown(late, 0).slice(0, -1)).toEqual(
    shown(
      whole.filter(({ time }) => time >= 3 * 3600),
      3 * 3600,
    ).slice(0, late.length - 1),
  )
  const ledIn = scenarioOf({}, { warmup: 'auto' })
  const compiled = compile({ workflow: given, scenario: ledIn, past })
  if (!compiled.ok) throw new Error('refused')
  const { measuredFrom } = compiled.program
  expect(measuredFrom).toBe(28 * 86400)
  expect(
    shown(
      casesOf(ledIn).filter(({ time }) => time >= measuredFrom),
      measuredFrom,
    ),
  ).toEqual(shown(whole, 0))
})

test('days keep the wall clock when it is put forward', () => {
  const zone = { timezone: 'Europe/Dublin', start: '2025-03-29T00:00:00', days: 3 }
  const cases = casesOf(scenarioOf({}, zone))
  for (const { time, day } of cases) {
    const later = time > 86400 + 3600 ? 3600 : 0
    // 01:00 to 02:00 of Sunday does not exist; what would come then comes at the change.
    const local = (time + later) % 86400
    const number = local - 600 * day
    if (time === 86400 + 3600) continue
    expect([number >= 0, number < casesOn(day)]).toEqual([true, true])
  }
})

test('scale, thinning, shift and spikes as of a replay: nobody else moves', () => {
  const all = casesOf(scenarioOf({}))
  const byId = new Map(all.map((one) => [one.id, one]))
  const fewer = casesOf(scenarioOf({ scale: 0.5 }))
  expect(fewer.length).toBeLessThan(all.length)
  for (const one of fewer) expect(byId.get(one.id)).toEqual(one)
  const doubled = casesOf(scenarioOf({ scale: 2 }))
  expect(doubled.filter(({ id }) => byId.has(id))).toEqual(all)
  const again = doubled.filter(({ id }) => !byId.has(id))
  // The repetition of case i of n is i + n, at most half an hour from it; both ends of the run lie in the night.
  const n = Math.min(...again.map(({ id }) => id)) - Math.min(...all.map(({ id }) => id))
  for (const one of again) expect(Math.abs(byId.get(one.id - n)!.time - one.time)).toBeLessThanOrEqual(1800)
  expect(again.length).toBeGreaterThan(all.length * 0.95)
  expect(doubled.map(({ time }) => time)).toEqual(doubled.map(({ time }) => time).toSorted((a, b) => a - b))
  expect(casesOf(scenarioOf({ thinning: { keep: 'loud' } }))).toEqual(all.filter(({ loud }) => loud))
  const shifted = casesOf(scenarioOf({ shift: 5 }))
  const moved = new Map(shifted.map(({ id, time }) => [id, time]))
  const both = all.filter(({ id, time }) => moved.has(id) && time < 13 * 86400)
  expect(both.length).toBeGreaterThan(30)
  for (const { id, time } of both) expect(moved.get(id)).toBe(time + 5 * 3600)
  const spike = { title: 'News', from: '2025-01-08T00:00:00', to: '2025-01-09T00:00:00', factor: 3, when: 'loud' }
  const spiked = casesOf(scenarioOf({ spikes: [spike] }))
  const onDay = (cases: readonly Case[], day: number) =>
    cases.filter(({ id }) => byId.get(id % n)?.time !== undefined && Math.floor(byId.get(id % n)!.time / 86400) === day)
  expect(onDay(spiked, 2).length).toBe(onDay(all, 2).length + 2)
  expect(spiked.length).toBe(all.length + 2)
})

test('repetitions on both sides of midnight come in the order of their times', () => {
  const cases = Array.from({ length: 56 }, (_, i) => ({
    at: Math.floor(i / 2) * 86400 + (i % 2 === 0 ? 120 : 86340),
    values: [i, false] as (AttributeValue | null)[],
    complete: true,
    visits: [],
  }))
  const read = readPast(writePast({ header: past.header, cases }))
  if (!read.ok) throw new Error(read.message)
  const times = casesOf(scenarioOf({ scale: 4 }, {}, read.past.hash), 0, read.past).map(({ time }) => time)
  expect(times.length).toBeGreaterThan(100)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('Node’s two engines run it to the same bits', async () => {
  const compiled = compile({ workflow: given, scenario: scenarioOf({ scale: 1.7, thinning: { share: 0.9 } }), past })
  if (!compiled.ok) throw new Error('refused')
  const kernel = await kernelHere()
  for (const replication of [0, 1, 2])
    expect(replicate(compiled.program, replication, undefined, false, kernel)).toEqual(replicate(compiled.program, replication))
})

test('so many cases: the run ends when they have left', () => {
  const compiled = compile({ workflow: given, scenario: scenarioOf({}), past, run: { cases: 1000 } })
  if (!compiled.ok) throw new Error('refused')
  expect(replicate(compiled.program, 0)).toMatchObject({ arrived: 1000, completed: 1000, failure: null })
})

test('what a run of days of the past must not begin with is refused', () => {
  const rules = (made: Scenario, file: PastFile | null | undefined) =>
    findScenarioProblems(given, made, file).map(({ rule, severity }) => `${severity} ${rule}`)
  const { past: _, ...unnamed } = scenarioOf({})
  expect(rules(scenarioOf({}), past)).toEqual([])
  expect(rules(scenarioOf({}), undefined)).toEqual([])
  expect(rules(unnamed as Scenario, undefined)).toEqual(['error missing-past'])
  expect(rules(scenarioOf({}), null)).toEqual(['error missing-past'])
  for (const file of ['../x.past.jsonl', '/etc/passwd', 'x.json', '.past.jsonl', 'a/x.past.jsonl', 'a\\x.past.jsonl'])
    expect(rules(scenarioOf({}, { past: { file, hash: past.hash } }), past)).toEqual(['error missing-past'])
  expect(rules(scenarioOf({}, {}, 'b'.repeat(64)), past)).toEqual(['error past-hash'])
  expect(rules(scenarioOf({ window: '2024-12-02/2024-12-07' }), past)).toEqual(['error empty-weekday'])
  expect(rules(scenarioOf({ window: '2024-12-02/2024-12-15' }), past)).toEqual(['warning few-sources'])
  const text = writePast({ header: past.header, cases: past.cases.map((one) => ({ ...one, values: ['x', null] })) })
  const wrong = readPast(text)
  expect(rules(scenarioOf({}, {}, wrong.ok ? wrong.past.hash : ''), wrong.ok ? wrong.past : null)).toEqual(['error bad-value'])
  expect(compile({ workflow: given, scenario: scenarioOf({}) }).ok).toBe(false)
})
