/*
 * The second bench of the verdict, written from the text of the task alone: workflows and scenarios as the public file formats have them, each healthy until one
 * cause is planted. It shares nothing with tests/causes, so that a verdict that was fitted to the one shows on the other.
 */

/** A source of chance for the models alone: the same seed makes the same models. */
export type Dice = () => number

/** Mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Json = { [key: string]: unknown }

/** A piece of work of the model. `visits`: per case that comes; `next`: where each outcome leads, the first of them the usual way. */
export type Work = {
  readonly key: string
  readonly title: string
  kind: 'review' | 'automatic' | 'wait' | 'batch'
  pools: string[]
  /** Mean, seconds. */
  mean: number
  sigma: number
  visits: number
  outcomes: { event: string; share: number; to: string }[]
  /** Further keys of the step, and of its performance. */
  step: Json
  performance: Json
  /** `after` in milliseconds and where to. */
  timer?: [number, string]
}

export type Shift = { title: string; people: number; days: number[]; from: string; to: string }
export type Pool = { id: string; title: string; shifts: Shift[]; order: Json; members?: Json[]; extra: Json; cost?: number }

/** When cases come and people work. */
export type Rhythm = 'round' | 'waves' | 'office'

export type Model = {
  readonly title: string
  readonly shape: string
  readonly rhythm: Rhythm
  perHour: number
  /** 168 factors, mean 1. */
  profile: number[]
  works: Map<string, Work>
  pools: Map<string, Pool>
  /** The states of the machine by the keys of works: null leaves, groups as built. */
  tree: (render: (key: string) => Json) => Json
  initial: string
  attributes: Json[]
  mix: { weight: number; values: Json }[]
  segments: Json[]
  days: number
  cost: boolean
}

/** What a judge expects: the kind, ids that are the place, ids that stand beside it (the step of the pool, the pool of the step). */
export type Planted = { readonly kind: string; readonly right: readonly string[]; readonly beside: readonly string[] }

/** The model as the two documents of the file format. */
export function documents(model: Model): { workflow: Json; scenario: Json } {
  const render = (key: string) => stateOf(model.works.get(key)!)
  const workflow = {
    gemba: 'workflow',
    format: 1,
    id: 'judged',
    title: model.title,
    version: '1.0.0',
    attributes: model.attributes,
    pools: [...model.pools.values()].map(({ id, title, extra }) => ({ id, title, ...extra })),
    machine: {
      id: 'judged',
      context: Object.fromEntries(model.attributes.map((one) => [one['name'], one['default']])),
      initial: model.initial,
      meta: { uid: 'root', title: model.title },
      states: model.tree(render),
    },
  }
  const scenario = {
    gemba: 'scenario',
    format: 1,
    id: 'now',
    title: 'As it is',
    workflow: 'judged',
    timezone: 'Europe/Dublin',
    start: '2026-10-05T00:00:00',
    demand: { kind: 'profile', casesPerHour: model.perHour, hourOfWeek: model.profile, growthPerMonth: 0, noise: null, spikes: [] },
    mix: model.mix,
    pools: Object.fromEntries(
      [...model.pools.values()].map(({ id, shifts, order, members, cost }) => [
        id,
        { shifts, order, ...(members ? { members } : {}), ...(model.cost && cost !== undefined ? { costPerHour: cost } : {}) },
      ]),
    ),
    performance: Object.fromEntries([...model.works.values()].map((work) => [uidOf(work.key), performanceOf(work)])),
    segments: model.segments,
    run: { days: model.days, warmup: 'auto', replications: 4, seed: 7 },
    origins: {},
  }
  return { workflow, scenario }
}

export function uidOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function stateOf(work: Work): Json {
  const uid = uidOf(work.key)
  const events = work.outcomes.map(({ event }) => event)
  return {
    meta: {
      uid,
      title: work.title,
      step: {
        kind: work.kind,
        ...(work.kind === 'review' ? { pools: work.pools } : {}),
        outcomes: events.map((event) => ({ event, title: event.charAt(0) + event.slice(1).toLowerCase().replaceAll('_', ' ') })),
        ...work.step,
      },
    },
    on: Object.fromEntries(
      work.outcomes.map(({ event, to }) => [
        event,
        [{ target: to, meta: { uid: `${uid}--${uidOf(event.toLowerCase().replaceAll('_', '-'))}` } }],
      ]),
    ),
    ...(work.timer ? { after: { [String(Math.round(work.timer[0]))]: [{ target: work.timer[1], meta: { uid: `${uid}--after` } }] } } : {}),
  }
}

function performanceOf({ kind, mean, sigma, outcomes, performance }: Work): Json {
  const distribution = { kind: 'lognormal', median: mean / Math.exp((sigma * sigma) / 2), sigma }
  return {
    time: kind === 'batch' ? [] : [{ distribution }],
    outcomes: [{ shares: Object.fromEntries(outcomes.map(({ event, share }) => [event, share])) }],
    ...performance,
  }
}

/** People asked for by the work of a pool at the mean rate. */
export function loadOf(model: Model, pool: string): number {
  return [...model.works.values()]
    .filter((work) => work.kind === 'review' && work.pools[0] === pool)
    .reduce((sum, { visits, mean }) => sum + (visits * mean * model.perHour) / 3600, 0)
}

/** Erlang's C times what the variation makes of it: mean wait in handlings, of so many people asked for so much. */
export function waitOf(people: number, load: number, sigma: number): number {
  if (load >= people) return Infinity
  let blocked = 1
  for (let n = 1; n <= people; n++) blocked = (load * blocked) / (n + load * blocked)
  const waits = blocked / (1 - (load / people) * (1 - blocked))
  return ((waits / (people - load)) * Math.exp(sigma * sigma)) / 2
}

const all = [1, 2, 3, 4, 5, 6, 7]
const spans: Readonly<Record<Rhythm, readonly [string, number, number][]>> = {
  round: [
    ['Early', 6, 14],
    ['Late', 14, 22],
    ['Night', 22, 6],
  ],
  waves: [
    ['Day', 8, 20],
    ['Night', 20, 8],
  ],
  office: [['Office', 8, 18]],
}

/** Factors of the demand by hour of the week. */
export function profileOf(rhythm: Rhythm): number[] {
  const raw = Array.from({ length: 168 }, (_, hour) => {
    const [day, time] = [Math.floor(hour / 24), hour % 24]
    if (rhythm === 'office') return day < 5 && time >= 8 && time < 16 ? 1 : 0
    if (rhythm === 'waves') return time >= 8 && time < 20 ? 1.5 : 0.5
    return 1 + 0.1 * Math.sin(((time - 9) / 24) * 2 * Math.PI)
  })
  const mean = raw.reduce((sum, value) => sum + value, 0) / 168
  return raw.map((value) => Math.round((value / mean) * 1000) / 1000)
}

/** The load of a pool at its busiest hour of each of its shifts. */
export function shiftLoads(model: Model, pool: string): number[] {
  const load = loadOf(model, pool)
  return spans[model.rhythm].map(([, from, to]) => {
    const hours = Array.from({ length: 168 }, (_, hour) => hour).filter((hour) => inSpan(hour % 24, from, to))
    return load * Math.max(...hours.map((hour) => model.profile[hour]!))
  })
}

function inSpan(hour: number, from: number, to: number): boolean {
  return from < to ? hour >= from && hour < to : hour >= from || hour < to
}

/** Shifts of the rhythm with so many people in each. */
export function shiftsOf(rhythm: Rhythm, people: readonly number[]): Shift[] {
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  return spans[rhythm].map(([title, from, to], i) => ({
    title,
    people: people[i]!,
    days: rhythm === 'office' ? [1, 2, 3, 4, 5] : all,
    from: clock(from),
    to: clock(to),
  }))
}

/** People enough that cases wait no longer than this part of a handling. */
export function staff(model: Model, pool: string, wait = 0.2): void {
  const sigma = Math.max(0.3, ...[...model.works.values()].filter(({ pools }) => pools.includes(pool)).map((work) => work.sigma))
  const people = shiftLoads(model, pool).map((load) => {
    let count = Math.max(1, Math.ceil(load))
    while (waitOf(count, load, sigma) > wait) count++
    return count
  })
  model.pools.get(pool)!.shifts = shiftsOf(model.rhythm, people)
}
