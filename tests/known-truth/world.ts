import { readHistory } from '../../src/history/read.ts'
import type { History } from '../../src/history/history.ts'
import type { PoolScenario, Scenario } from '../../src/simulation/model/scenario.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { day, hour, minute, utc, weekdayOf } from '../../workflows/generator/clock.ts'
import { drawArrivals, hourOfWeek } from '../../workflows/generator/demand.ts'
import type { DemandTruth } from '../../workflows/generator/demand.ts'
import { dice } from '../../workflows/generator/dice.ts'
import type { Dice } from '../../workflows/generator/dice.ts'
import { openDocument } from '../../workflows/generator/document.ts'
import { openFloor } from '../../workflows/generator/floor.ts'
import type { Floor } from '../../workflows/generator/floor.ts'
import { writeLog } from '../../workflows/generator/log.ts'
import { lognormal, simply } from '../../workflows/generator/performance.ts'
import { automatic, people } from '../../workflows/generator/work.ts'
import type { Working } from '../../workflows/generator/work.ts'

/** What is true in a made-up world. Medians in seconds; shares from 0 to 1. */
export type World = {
  readonly name: string
  readonly pools: Readonly<Record<'first' | 'second' | 'legal', PoolScenario>>
  readonly median: Readonly<Record<'first' | 'second' | 'legal', number>>
  readonly spread: number
  /** How a first review ends: done, again from the beginning, or the customer is asked; the rest goes on. */
  readonly again: number
  readonly ask: number
  /** The customer's time to reply, and the timer that ends it. */
  readonly reply: { readonly median: number; readonly sigma: number }
  /** Working time of the second pool that the outside world takes before its review; 0: none. */
  readonly delay: number
  /** Whether a legal check and a scan run side by side before the second review. */
  readonly parallel: boolean
  readonly demand: DemandTruth
}

/** Days that a history has, and the timer on a reply as drawn (seconds). */
export const historyDays = 364
export const replyWithin = 2 * day
const from = utc('2026-01-05T00:00:00')
const weekdays = [1, 2, 3, 4, 5]
const allDays = [1, 2, 3, 4, 5, 6, 7]
const own = { order: { kind: 'arrival' }, timezone: 'UTC' } as const
const meanOf = (median: number, sigma: number) => median * Math.exp((sigma * sigma) / 2)

/** The n-th world: queues, shifts, rework and replies in all; an external delay in every third, parallel work in every second. */
export function worldOf(number: number): World {
  const die = dice(number, 'world')
  const between = (low: number, high: number) => low + (high - low) * die.uniform()
  const spread = between(0.5, 0.9)
  const [again, ask] = [between(0.05, 0.2), between(0.1, 0.3)]
  const early = 1 + Math.floor(between(1, 3.99))
  const shift = (title: string, n: number, days: number[], begin: string, end: string) => ({ title, people: n, days, from: begin, to: end })
  const pools = {
    first: { ...own, shifts: [shift('Early', early, weekdays, '06:00', '14:00'), shift('Late', early, allDays, '14:00', '22:00')] },
    second: { ...own, shifts: [shift('Day', 2, weekdays, '09:00', '17:00')] },
    legal: { ...own, shifts: [shift('Day', 2, allDays, '08:00', '16:00')] },
  }
  const median = { first: between(15, 45) * minute, second: 0, legal: 0 }
  const load = { first: between(0.7, 0.8), second: between(0.5, 0.75), legal: between(0.4, 0.7) }
  // As many cases as keep the first pool as busy as it shall be; the other pools' work then follows.
  const casesPerWeek = (load.first * early * (5 + 7) * 8 * hour * (1 - again)) / meanOf(median.first, spread)
  median.second = (load.second * 2 * 5 * 8 * hour) / casesPerWeek / meanOf(1, spread)
  median.legal = (load.legal * 2 * 7 * 8 * hour) / casesPerWeek / meanOf(1, spread)
  return {
    name: `world ${number}`,
    pools,
    median,
    spread,
    again,
    ask,
    reply: { median: between(8, 30) * hour, sigma: between(0.6, 1.1) },
    delay: number % 3 === 2 ? between(8, 20) * hour : 0,
    parallel: number % 2 === 1,
    demand: {
      casesPerHour: casesPerWeek / 168,
      growthPerMonth: 0,
      steepness: 1,
      noise: { variation: 0.3, correlation: 0.4 },
      kinds: [{ weight: 1, values: {}, ahead: 0 }],
      bursts: [],
    },
  }
}

const sharesOf = ({ again, ask }: World) => ({ OK: 1 - again - ask, AGAIN: again, ASK: ask })

/** The drawing of every world. */
export function workflowOf({ parallel }: World): Workflow {
  const doc = openDocument({ id: 'known', title: 'Known', description: '', owner: '', version: null }, 'intake')
  for (const pool of ['first', 'second', 'legal']) doc.pool(pool, pool)
  const review = (pool: string, ...events: string[]): Step => ({
    kind: 'review',
    pools: [pool],
    outcomes: events.map((event) => ({ event, title: event })),
  })
  doc.state('intake', { title: 'Intake', step: { kind: 'automatic', outcomes: [{ event: 'IN', title: 'In' }] } })
  doc.state('first', { title: 'First review', step: review('first', 'OK', 'AGAIN', 'ASK') })
  doc.state('reply', { title: 'Reply', step: { kind: 'wait', outcomes: [{ event: 'ANSWERED', title: 'Answered' }] } })
  doc.state('second', { title: 'Second review', step: review('second', 'DONE') })
  doc.state('closed', { type: 'final', title: 'Closed' })
  doc.go('intake', 'IN', 'first')
  const next = parallel ? 'both' : 'second'
  if (parallel) {
    doc.state('both', { type: 'parallel', title: 'Both' })
    const sides: [key: string, title: string, event: string, step: Step][] = [
      ['legal', 'Legal check', 'CHECKED', review('legal', 'CHECKED')],
      ['scan', 'Scan', 'SCANNED', { kind: 'automatic', outcomes: [{ event: 'SCANNED', title: 'Scanned' }] }],
    ]
    for (const [key, title, event, step] of sides) {
      doc.state(`${key}Side`, { in: 'both', type: 'compound', initial: key, title: `${title}, side` })
      doc.state(key, { in: `${key}Side`, title, step })
      doc.state(`${key}Over`, { in: `${key}Side`, type: 'final', title: `${title} over` })
      doc.go(key, event, `${key}Over`)
    }
    doc.go('both', 'done', 'second')
  }
  doc.go('first', 'OK', next)
  doc.go('first', 'AGAIN', 'first', { reenter: true })
  doc.go('first', 'ASK', 'reply')
  doc.go('reply', 'ANSWERED', next)
  doc.go('reply', replyWithin, next)
  doc.go('second', 'DONE', 'closed')
  return doc.workflow()
}

/** The truth as a scenario. */
export function scenarioOf(world: World): Scenario {
  const review = (pool: 'first' | 'second' | 'legal', shares: Record<string, number>) =>
    simply(lognormal(world.median[pool], world.spread), shares)
  const outside = [{ distribution: { kind: 'lognormal' as const, median: world.delay, sigma: 0.5 } }]
  return {
    gemba: 'scenario',
    format: 1,
    id: 'truth',
    title: world.name,
    workflow: 'known',
    timezone: 'UTC',
    start: '2026-01-05T00:00:00',
    demand: {
      kind: 'profile',
      casesPerHour: world.demand.casesPerHour,
      hourOfWeek: hourOfWeek(world.demand, 0),
      growthPerMonth: 0,
      noise: { ...world.demand.noise },
      spikes: [],
    },
    mix: [{ weight: 1, values: {} }],
    pools: world.pools,
    performance: {
      intake: simply(lognormal(5, 0.5), { IN: 1 }),
      first: review('first', sharesOf(world)),
      reply: simply({ distribution: { kind: 'lognormal', ...world.reply } }, { ANSWERED: 1 }),
      second: { ...review('second', { DONE: 1 }), ...(world.delay > 0 ? { delay: outside, clock: { pool: 'second' } } : {}) },
      ...(world.parallel ? { legal: review('legal', { CHECKED: 1 }), scan: simply(lognormal(600, 0.5), { SCANNED: 1 }) } : {}),
    },
    segments: [{ title: 'All cases' }],
    run: { days: 84, warmup: 14, replications: 10, seed: 1 },
    origins: {},
  }
}

/** A history of the world, made by the samples' floor and not by the engine. */
export async function historyOf(world: World, seed: number): Promise<History> {
  const to = from + historyDays * day
  const floor = openFloor(world.pools, from, to)
  const cases = drawArrivals(world.demand, from, to, dice(seed, `arrivals of ${world.name}`)).map(({ time, values }, index) => {
    const item: Working = { id: `C${index + 1}`, values, rows: [], die: dice(seed, `${world.name}, case ${index}`) }
    floor.at(time, () => automatic(floor, item, 'Intake', item.die.lognormal(5, 0.5), 'IN', () => first(floor, world, item)))
    return item
  })
  floor.runUntil(to)
  const text = writeLog(cases, [], { missingStart: 0, duplicated: 0, zoneOf: () => 'UTC' }, dice(seed, 'flaws'))
  const columns = { case_id: 'case_id', activity: 'activity', start: 'start', end: 'end', resource: 'resource', outcome: 'outcome' }
  return readHistory(once(text), { columns, timezone: 'UTC' })
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

function first(floor: Floor, world: World, item: Working): void {
  const outcome = item.die.pick(sharesOf(world))
  const seconds = item.die.lognormal(world.median.first, world.spread)
  people(floor, item, 'First review', 'first', seconds, outcome, () => {
    if (outcome === 'AGAIN') return first(floor, world, item)
    if (outcome === 'OK') return both(floor, world, item)
    const waited = lognormalOf(item.die, world.reply)
    const answered = waited < replyWithin
    automatic(floor, item, 'Reply', Math.min(waited, replyWithin), answered ? 'ANSWERED' : '', () => both(floor, world, item))
  })
}

function both(floor: Floor, world: World, item: Working): void {
  if (!world.parallel) return second(floor, world, item)
  let open = 2
  const done = () => {
    open -= 1
    if (open === 0) second(floor, world, item)
  }
  people(floor, item, 'Legal check', 'legal', item.die.lognormal(world.median.legal, world.spread), 'CHECKED', done)
  automatic(floor, item, 'Scan', item.die.lognormal(600, 0.5), 'SCANNED', done)
}

function second(floor: Floor, world: World, item: Working): void {
  const seconds = item.die.lognormal(world.median.second, world.spread)
  const ask = () => void people(floor, item, 'Second review', 'second', seconds, 'DONE', () => {})
  if (world.delay > 0) floor.at(afterWork(floor.now(), item.die.lognormal(world.delay, 0.5)), ask)
  else ask()
}

/** When so many seconds of the second pool's hours have passed: weekdays, 09:00 to 17:00. */
function afterWork(now: number, seconds: number): number {
  for (let [midnight, left] = [Math.floor(now / day) * day, seconds]; ; midnight += day) {
    if (!weekdays.includes(weekdayOf(midnight))) continue
    const begin = Math.max(now, midnight + 9 * hour)
    const length = Math.max(0, midnight + 17 * hour - begin)
    if (left <= length) return begin + left
    left -= length
  }
}

const lognormalOf = (die: Dice, { median, sigma }: World['reply']) => die.lognormal(median, sigma)
