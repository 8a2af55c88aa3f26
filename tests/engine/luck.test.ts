import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { findScenarioProblems } from '../../src/simulation/compile/problems.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { logHooks } from '../../src/simulation/experiment/trace.ts'
import type { LogRow } from '../../src/simulation/experiment/trace.ts'
import type { Distribution } from '../../src/simulation/model/distribution.ts'
import { readPast, writePast } from '../../src/simulation/model/past.ts'
import type { PastFile, PastVisit } from '../../src/simulation/model/past.ts'
import type { Performance, Scenario } from '../../src/simulation/model/scenario.ts'
import { kernelHere } from './kernel-here.ts'
import { pool, review, scenario, takes, workflow } from './build.ts'

/** A look, which sends some cases round again, then an answer from outside. */
const attributes = [{ name: 'kind', order: 0, title: 'Kind', type: 'enum' as const, values: ['short', 'long'], default: 'short' }]
const given = workflow(
  {
    states: {
      look: { step: review(['AGAIN', 'DONE']), on: { AGAIN: [{ to: 'look', reenter: true }], DONE: 'reply' } },
      reply: { step: { kind: 'wait', outcomes: [{ event: 'ANSWERED', title: 'Answered' }] }, on: { ANSWERED: 'end' } },
      end: { kind: 'final' },
    },
  },
  attributes,
)
const tables: Record<string, Performance> = {
  look: {
    time: [{ distribution: { kind: 'uniform', low: 0, high: 1000 } }],
    delay: [{ distribution: { kind: 'uniform', low: 0, high: 10_000 } }],
    outcomes: [{ shares: { AGAIN: 0.25, DONE: 0.75 } }],
  },
  reply: takes({ kind: 'uniform', low: 0, high: 100_000 }),
}
const [look, reply] = [0, 1]
const [again, done, answered] = [0, 1, 2]
/** Past case i came at the i-th hour, waited 50 i s before a look of i s (plus 100 for each before it) and for an answer 300 i s; every fourth was looked at twice. */
const visitsOf = (i: number): PastVisit[] => [
  ...(i % 4 === 0 ? [[look, again, 100 + i, 50 * i, 0, null] as PastVisit] : []),
  [look, done, (i % 4 === 0 ? 200 : 100) + i, 50 * i, 0, null],
  [reply, answered, 300 * i, null, null, null],
]

function pastOf(count: number, of: (i: number) => PastVisit[] = visitsOf, complete = true): PastFile {
  const cases = Array.from({ length: count }, (_, i) => ({
    at: i * 3600,
    values: [i % 2 === 0 ? 'short' : 'long'],
    complete,
    visits: of(i),
  }))
  const read = readPast(
    writePast({
      header: {
        gemba: 'past',
        format: 1,
        workflow: 'machine',
        timezone: 'UTC',
        from: '2025-01-06',
        to: '2025-01-16',
        attributes: ['kind'],
        steps: ['look', 'reply'],
        events: ['AGAIN', 'DONE', 'ANSWERED'],
        cases: count,
        history: 'a'.repeat(64),
        tables: Object.fromEntries(
          Object.entries(tables).map(([uid, { time, delay, outcomes }]) => [uid, { time, ...(delay && { delay }), outcomes }]),
        ),
      },
      cases,
    }),
  )
  if (!read.ok) throw new Error(read.message)
  return read.past
}
const past = pastOf(240)

function scenarioOf(performance: Record<string, Performance> = tables, more: Partial<Scenario> = {}): Scenario {
  const made = scenario({ days: 14, pools: { people: pool(100) }, performance, past: { file: 'x.past.jsonl', hash: past.hash }, ...more })
  return { ...made, run: { ...made.run, luck: 'history' } }
}

/** The cases of the past at their own times, and what each did: looks, their waits, their work, and the answer's time. */
function replayed(made: Scenario, more: { shift?: number; file?: PastFile; drawing?: typeof given } = {}) {
  const { file = past, shift = 0, drawing = given } = more
  const compiled = compile({
    workflow: drawing,
    scenario: { ...made, demand: { kind: 'replay' }, past: { file: 'x.past.jsonl', hash: file.hash } },
    arrivals: file.cases.map(({ at, values }) => ({ time: at + shift, values: { kind: String(values[0]) } })),
    past: file,
  })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'))
  const rows: LogRow[] = []
  replicate(
    compiled.program,
    0,
    logHooks(compiled.program, (row) => rows.push(row)),
  )
  const cases = file.cases.map((_, i) => {
    const own = rows.filter((row) => row.case_id === i + 1)
    const looks = own.filter(({ activity }) => activity === 'look')
    const answer = own.find(({ activity }) => activity === 'reply')
    return {
      waits: looks.map(({ enabled, start }) => Math.round(start! - enabled)),
      work: looks.map(({ start, end }) => Math.round(end - start!)),
      reply: answer && Math.round(answer.end - answer.enabled),
    }
  })
  return { cases, warnings: compiled.program.names.warnings }
}

const seen = past.cases.map((_, i) => ({
  waits: i % 4 === 0 ? [50 * i, 50 * i] : [50 * i],
  work: i % 4 === 0 ? [100 + i, 200 + i] : [100 + i],
  reply: 300 * i,
}))

test('its own past replayed: each case does what it did, visit by visit, where people are enough', () => {
  const { cases, warnings } = replayed(scenarioOf())
  expect(cases).toEqual(seen)
  expect(warnings.filter((text) => text.includes('luck'))).toEqual([])
})

test('cases that the past does not know take the luck of one of their kind, whole; the same seed the same one, and queues are computed anew', () => {
  const other = (seed: number) => replayed({ ...scenarioOf(), run: { ...scenarioOf().run, seed } }, { shift: 11 }).cases
  const cases = other(1)
  expect(other(1)).toEqual(cases)
  expect(other(2)).not.toEqual(cases)
  for (const [i, one] of cases.entries()) {
    const source = one.reply! / 300
    expect(one).toEqual(seen[source])
    // 120 of a kind, 20 of none of its hours: kinds are kept to.
    expect(source % 2).toBe(i % 2)
  }
  expect(new Set(cases.map(({ reply: seconds }) => seconds)).size).toBeGreaterThan(100)
  const [few] = [replayed(scenarioOf(tables, { pools: { people: pool(1) } })).cases]
  expect(few.map(({ work }) => work)).toEqual(seen.map(({ work }) => work))
  expect(few.some(({ waits }, i) => waits[0]! > seen[i]!.waits[0]!)).toBe(true)
})

test('what is changed acts: times, delays and shares at their rank, in step with the past', () => {
  const changed = (uid: string, part: Partial<Performance>) => replayed(scenarioOf({ ...tables, [uid]: { ...tables[uid]!, ...part } }))
  const uniform = (low: number, high: number): Distribution => ({ kind: 'uniform', low, high })
  // A tenth less work, and only that.
  const work = changed('look', { time: [{ distribution: uniform(0, 900) }] }).cases
  expect(work).toEqual(seen.map((one) => ({ ...one, work: one.work.map((seconds) => Math.round(seconds * 0.9)) })))
  // An hour more of delay, an answer in half the time.
  const delay = changed('look', { delay: [{ distribution: uniform(0, 20_000) }] }).cases
  expect(delay).toEqual(seen.map((one) => ({ ...one, waits: one.waits.map((seconds) => 2 * seconds) })))
  const answer = changed('reply', { time: [{ distribution: uniform(0, 50_000) }] }).cases
  expect(answer).toEqual(seen.map((one) => ({ ...one, reply: one.reply / 2 })))
  // Half the rework: of those that went round, every second or so does not; no other does.
  const rework = changed('look', { outcomes: [{ shares: { AGAIN: 0.125, DONE: 0.875 } }] }).cases
  const rounds = rework.map(({ work: looks }) => looks.length)
  expect(rounds.every((looks, i) => looks === 1 || i % 4 === 0)).toBe(true)
  expect(rounds.filter((looks) => looks === 2).length).toBeGreaterThan(18)
  expect(rounds.filter((looks) => looks === 2).length).toBeLessThan(42)
  // Another shape: the value at the rank that it had, 250 of 1000 the first quarter.
  const shape = changed('look', { time: [{ distribution: { kind: 'exponential', mean: 300 } }] }).cases
  for (const [i, one] of shape.entries())
    for (const [k, seconds] of one.work.entries()) {
      const rank = seen[i]!.work[k]! / 1000
      expect(Math.abs(seconds - -300 * Math.log(1 - rank))).toBeLessThanOrEqual(1)
    }
})

test('a timer that ended a visit in the past: what it would have lasted comes from the table, above what it had lasted, and a change acts', () => {
  const cut = pastOf(240, (i) => [
    [look, done, 100, 0, 0, null],
    [reply, null, null, null, null, 50_000 + i],
  ])
  const answers = (high: number) =>
    replayed(scenarioOf({ ...tables, reply: takes({ kind: 'uniform', low: 0, high }) }), { file: cut }).cases
  const own = answers(100_000).map(({ reply: seconds }) => seconds ?? Infinity)
  expect(own.every((seconds, i) => seconds >= 50_000 + i)).toBe(true)
  const halved = answers(50_000).map(({ reply: seconds }) => seconds ?? Infinity)
  expect(Math.min(...halved)).toBeGreaterThanOrEqual(25_000)
  expect(Math.max(...halved)).toBeLessThanOrEqual(50_000)
})

test('what past cases cannot say is drawn from its table, and said', () => {
  const kinds = [
    { when: "kind == 'long'", distribution: { kind: 'constant', value: 7 } as const },
    { distribution: { kind: 'constant', value: 9 } as const },
  ]
  const { cases, warnings } = replayed(scenarioOf({ ...tables, look: { ...tables['look']!, time: kinds } }))
  expect(cases.map(({ work }) => work[0])).toEqual(past.cases.map((_, i) => (i % 2 === 0 ? 9 : 7)))
  expect(cases.map(({ reply: seconds }) => seconds)).toEqual(seen.map(({ reply: seconds }) => seconds))
  expect(warnings.join('\n')).toContain(
    'Not by past luck but drawn from their table are the times of “look”: they go by other kinds of case',
  )
  // By an attribute that a case gets on its way, which the past tells as it was when the case came.
  const turned = {
    ...given,
    states: { ...given.states, reply: { ...given.states['reply']!, entry: [{ type: 'set' as const, attribute: 'kind', to: "'long'" }] } },
  }
  const own = { ...tables, reply: { ...tables['reply']!, time: [{ ...kinds[0]!, when: "kind == 'long'" }, kinds[1]!] } }
  const past2 = readPast(writePast({ ...past, header: { ...past.header, tables: own } }))
  if (!past2.ok) throw new Error(past2.message)
  expect(replayed(scenarioOf(own), { file: past2.past }).cases).toEqual(seen)
  const acted = replayed(scenarioOf(own), { file: past2.past, drawing: turned })
  expect(acted.cases.map(({ reply: seconds }) => seconds)).toEqual(past.cases.map(() => 7))
  expect(acted.warnings.join('\n')).toContain('the times of “reply”: they go by “kind”, which the past does not tell')
  // A delay that is taken away is away; one that comes is drawn.
  const { delay: _, ...without } = tables['look']!
  expect(replayed(scenarioOf({ ...tables, look: without })).cases.every(({ waits }) => waits.every((seconds) => seconds === 0))).toBe(true)
  // A kind that the past has not seen.
  const short = { ...past, cases: past.cases.filter((_, i) => i % 2 === 0) }
  const drawn = replayed(scenarioOf(), { file: short, shift: 5 }).cases
  expect(drawn.every(({ reply: seconds }) => seconds! % 600 === 0)).toBe(true)
  const compiled = compile({
    workflow: given,
    scenario: scenarioOf(tables, { mix: [{ weight: 1, values: { kind: 'long' } }] }),
    past: { ...short, hash: past.hash },
  })
  const luckless = compile({
    workflow: given,
    scenario: {
      ...scenarioOf(tables, { mix: [{ weight: 1, values: { kind: 'long' } }] }),
      run: { days: 14, warmup: 0, replications: 1, seed: 1 },
    },
  })
  if (!compiled.ok || !luckless.ok) throw new Error('does not compile')
  expect(replicate(compiled.program, 0).leadTime).toEqual(replicate(luckless.program, 0).leadTime)
})

test('the kernel leaves it to the engine in TypeScript, and replications do not know of each other', async () => {
  const compiled = compile({ workflow: given, scenario: scenarioOf(), past })
  if (!compiled.ok) throw new Error('does not compile')
  const kernel = await kernelHere()
  const [one, other] = [replicate(compiled.program, 1, undefined, false, kernel), replicate(structuredClone(compiled.program), 1)]
  expect(one.digest).toBe(other.digest)
  expect(one).toEqual(other)
  expect(replicate(compiled.program, 0).digest).not.toBe(one.digest)
})

test('refused: no file, another file, a file in which no case tells what befell it; few cases are said', () => {
  const rules = (made: Scenario, file: PastFile | null | undefined) =>
    findScenarioProblems(given, made, file).map(({ severity, rule }) => `${severity} ${rule}`)
  const { past: _, ...unnamed } = scenarioOf()
  const of = (file: PastFile) => scenarioOf(tables, { past: { file: 'x.past.jsonl', hash: file.hash } })
  const [mute, few] = [pastOf(240, () => [], true), pastOf(50)]
  expect(rules(scenarioOf(), past)).toEqual([])
  expect(rules(scenarioOf(), undefined)).toEqual([])
  expect(rules(unnamed, past)).toEqual(['error missing-past'])
  expect(rules(scenarioOf(), null)).toEqual(['error missing-past'])
  expect(rules(scenarioOf(), few)).toEqual(['error past-hash'])
  expect(rules(of(mute), mute)).toEqual(['error no-past-luck'])
  expect(rules(of(pastOf(240, visitsOf, false)), pastOf(240, visitsOf, false))).toEqual(['error no-past-luck'])
  expect(rules(of(few), few)).toEqual(['warning few-sources'])
})
