import { expect, test } from 'vitest'
import type { Arrival } from '../../src/simulation/model/arrival.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import type { Absence, ExposureBudget, Member, QueueOrder } from '../../src/simulation/model/people.ts'
import type { PoolScenario, Scenario } from '../../src/simulation/model/scenario.ts'
import { stintHooks } from './stint-hooks.ts'
import type { LogRow } from '../../src/simulation/experiment/trace.ts'
import { parseDuration } from '../../src/workflow/duration.ts'
import type { Step } from '../../src/workflow/step.ts'
import { exponential, review, scenario, takes, workflow } from './build.ts'

/** Random teams, skills, absences, budgets, ends of shifts, orders, limits and overflow: what must hold in every run, whatever the numbers. */
const attributes = [
  { name: 'language', order: 0, title: 'Language', type: 'enum' as const, values: ['en', 'de', 'ar'], default: 'en' },
  { name: 'harm', order: 1, title: 'Harm', type: 'number' as const, default: 0 },
]
const end = { kind: 'final' } as const
const hour = 3600

type Dice = { (): number; of<T>(list: readonly T[]): T; chance(p: number): boolean; int(below: number): number }

function diceOf(start: number): Dice {
  let seed = start
  const roll = () => (seed = (seed * 48271) % 2147483647) / 2147483647
  return Object.assign(roll, {
    of: <T>(list: readonly T[]) => list[Math.floor(roll() * list.length)]!,
    chance: (p: number) => roll() < p,
    int: (below: number) => Math.floor(roll() * below),
  })
}

function stepOf(dice: Dice, outcome: string): Step {
  const step = review([outcome], dice.of([['a'], ['b'], ['a', 'b'], ['b', 'a']]))
  if (step.kind !== 'review') throw new Error('not a review')
  return {
    ...step,
    endOfShift: dice.of(['finish', 'restart', 'resume', 'hand-over'] as const),
    sensitive: dice.chance(0.6),
    ...(dice.chance(0.3) ? { overflow: dice.of([{ after: 'PT20M' }, { queue: 3 }]) } : {}),
    ...(dice.chance(0.3) ? { waitLimit: { after: 'PT5H', event: 'GIVE_UP' } } : {}),
  }
}

function poolOf(dice: Dice): PoolScenario {
  const when = () => ({
    days: dice.of([
      [1, 2, 3, 4, 5, 6, 7],
      [1, 2, 3],
      [2, 4, 6],
    ]),
    from: dice.of(['00:00', '06:00', '08:00', '14:30']),
    to: dice.of(['08:00', '14:30', '16:00', '24:00', '02:00']),
  })
  const budget = (): ExposureBudget => dice.of([{ perShift: 'PT1H' }, { perWeek: 'PT3H' }, { perShift: 'PT40M', perWeek: 'PT2H' }])
  const member = (_: unknown, i: number): Member => ({
    title: `M${i}`,
    count: 1 + dice.int(3),
    shifts: Array.from({ length: 1 + dice.int(2) }, when),
    ...(dice.chance(0.5) ? { takes: dice.of(['language == "en"', 'language in ["en", "de"]', 'harm < 5.0']) } : {}),
    ...(dice.chance(0.3) ? { speed: 0.5 + dice() } : {}),
    ...(dice.chance(0.2) ? { startedOn: '2025-01-07', rampUp: { days: 5, from: 0.4 } } : {}),
    ...(dice.chance(0.3) ? { exposure: budget() } : {}),
  })
  const absences: Absence[] = [
    { kind: 'drawn', title: 'Break', every: exponential(5000), lasts: { kind: 'uniform', low: 0, high: 1800 } },
    { kind: 'drawn', title: 'Coaching', every: { kind: 'constant', value: 2 * hour }, lasts: { kind: 'constant', value: 600 } },
    { kind: 'scheduled', title: 'Training', days: [1, 2, 3], from: '09:00', to: '10:30', share: 0.5 },
  ]
  const order: QueueOrder = dice.of<QueueOrder>([
    { kind: 'arrival' },
    { kind: 'priority', expression: 'harm' },
    { kind: 'deadline' },
    { kind: 'shortest' },
    { kind: 'value', expression: 'harm' },
  ])
  return {
    shifts: dice.chance(0.6) ? [{ title: 'core', people: 1 + dice.int(3), ...when() }] : [],
    order,
    costPerHour: 20,
    members: Array.from({ length: dice.int(4) + 1 }, member),
    absences: absences.filter(() => dice.chance(0.5)),
    ...(dice.chance(0.4) ? { exposure: budget() } : {}),
    ...(dice.chance(0.3) ? { timezone: 'America/New_York' } : {}),
    ...(dice.chance(0.3) ? { holidays: ['2025-01-08'] } : {}),
  }
}

function world(seed: number) {
  const dice = diceOf(seed)
  const [first, second] = [stepOf(dice, 'ON'), stepOf(dice, 'DONE')]
  const chart = workflow(
    {
      states: {
        one: { step: first, on: { ON: 'two', GIVE_UP: 'end' }, ...(dice.chance(0.3) ? { after: { [6 * hour * 1000]: 'end' } } : {}) },
        two: { step: second, on: { DONE: 'end', GIVE_UP: 'end' } },
        end,
      },
    },
    attributes,
    ['a', 'b'],
  )
  const alike: PoolScenario = {
    shifts: [{ title: 'day', people: 2, days: [1, 2, 3, 4, 5], from: '07:00', to: '21:00' }],
    order: { kind: 'arrival' },
  }
  const pools = { a: poolOf(dice), b: dice.chance(0.3) ? alike : poolOf(dice) }
  const given: Scenario = scenario({
    demand: { kind: 'replay' },
    days: 6,
    pools,
    performance: { one: takes(exponential(900)), two: takes({ kind: 'uniform', low: 60, high: 2000 }) },
    segments: [{ title: 'Harm', when: 'harm > 5.0', target: 'PT2H' }],
  })
  const arrivals: Arrival[] = []
  for (let time = 0; time < 5 * 24 * hour; time += -900 * Math.log(dice()))
    arrivals.push({ time, values: { harm: dice.int(10), language: dice.of(['en', 'en', 'de', 'ar']) } })
  return { chart, given, arrivals, steps: [first, second] }
}

test.each(Array.from({ length: 60 }, (_, i) => i + 1))('world %i', (seed) => {
  const { chart, given, arrivals, steps } = world(seed)
  const compiled = compile({ workflow: chart, scenario: given, arrivals })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const rows: LogRow[] = []
  const observed = replicate(
    compiled.program,
    0,
    stintHooks(compiled.program, (row) => rows.push(row)),
  )
  expect(observed.failure).toBeNull()
  expect(observed.checks.littlesLaw).toBeLessThan(1e-9)
  expect(observed.checks.causes).toBeLessThan(1e-9)
  expect(observed.checks.conservation).toBe(0)
  expect(replicate(compiled.program, 0, undefined, true).digest).toBe(observed.digest)
  aPersonDoesOneThingAtATime(rows)
  for (const [i, { crew }] of observed.pools.entries()) {
    if (!crew) continue
    const id = compiled.program.names.pools[i]!.id
    budgetsHold(
      given.pools[id]!,
      crew,
      steps.filter((step) => step.kind === 'review' && step.pools.includes(id)),
    )
    const busy = crew.groups.reduce((sum, group) => sum + group.busy, 0)
    expect(busy / (6 * 24 * hour)).toBeCloseTo(observed.pools[i]!.utilization * observed.pools[i]!.people, 6)
    expect(crew.groups.reduce((sum, group) => sum + group.present, 0) / (6 * 24 * hour)).toBeCloseTo(observed.pools[i]!.people, 6)
  }
})

function aPersonDoesOneThingAtATime(rows: readonly LogRow[]): void {
  const spans = new Map<string, [number, number][]>()
  for (const { resource, start, end: over } of rows) {
    if (resource === '' || start === null) continue
    const list = spans.get(resource) ?? []
    spans.set(resource, list)
    list.push([start, over])
  }
  for (const list of spans.values()) {
    list.sort(([a], [b]) => a - b)
    list.forEach(([from], i) => expect(from).toBeGreaterThanOrEqual(i === 0 ? 0 : list[i - 1]![1]))
  }
}

/** A budget for all holds exactly where every step hands back; with what one case takes beyond it where one does not. */
function budgetsHold(pool: PoolScenario, crew: { mostInShift: number; mostInWeek: number }, steps: readonly Step[]): void {
  if (!pool.exposure || pool.members!.some(({ exposure }) => exposure)) return
  const finishes = steps.some((step) => step.kind === 'review' && (step.endOfShift ?? 'finish') === 'finish' && step.sensitive === true)
  if (finishes) return
  const { perShift, perWeek } = pool.exposure
  const limit = (text: string | undefined) => (text === undefined ? Infinity : parseDuration(text) + 1e-5)
  expect(crew.mostInShift).toBeLessThanOrEqual(limit(perShift))
  expect(crew.mostInWeek).toBeLessThanOrEqual(limit(perWeek))
}
