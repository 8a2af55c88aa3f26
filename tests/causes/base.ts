import type { Member } from '../../src/simulation/model/people.ts'
import type { PoolScenario, Scenario } from '../../src/simulation/model/scenario.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { review, scenario, takes, workflow, type Node } from '../engine/build.ts'

/*
 * Review operations in which nothing is wrong, of which plants.ts makes models with one planted cause each. A case is triaged, goes to English or Spanish review (one alone for
 * small operations of shape `entries`: by channel), a part on to the specialists after a short round, a sample to a check, few to an agency outside, and, when it waits a day, to the
 * senior desk. Pools are staffed so that waiting is less than handling. Minutes unless named otherwise.
 */

export const shapes = ['parallel', 'nested', 'entries'] as const
export type Shape = (typeof shapes)[number]
export const sizes = ['S', 'L'] as const
export type Size = (typeof sizes)[number]

/** What a model is made of; a plant changes it before it is staffed, or the people afterwards. */
export type Parts = {
  readonly shape: Shape
  readonly size: Size
  readonly random: () => number
  casesPerHour: number
  /** Factors of the 168 hours of the week. */
  profile: number[]
  /** Factors that people are planned for; those of demand unless a plant says otherwise. */
  planned: number[] | null
  /** Share of Spanish cases. */
  spanish: number
  readonly minutes: Record<'english' | 'spanish' | 'specialists' | 'check' | 'senior', number>
  readonly sigma: Record<string, number>
  escalated: number
  checked: number
  changed: number
  sentBack: number
  outside: number
  outsideMinutes: number
  timerMinutes: number
  /** Minutes that the outside world holds up each case of the specialists first. */
  heldUp: number
  triageSeconds: number
  slots: number
  batch: Partial<Extract<Step, { kind: 'batch' }>>
  readonly order: Record<string, PoolScenario['order']>
  readonly pools: Record<string, string[]>
  overflow: Extract<Step, { kind: 'review' }>['overflow']
  segments: Scenario['segments']
  target: string
  /** Share of urgent cases. */
  urgent: number
  /** Share of cases of a rare topic. */
  rare: number
  days: number
}

export type Model = { readonly workflow: Workflow; readonly scenario: Scenario }
type Shift = PoolScenario['shifts'][number]

const everyDay = [1, 2, 3, 4, 5, 6, 7]
export const shift = (title: string, people: number, from: string, to: string, days = everyDay): Shift => ({
  title,
  people,
  days,
  from,
  to,
})

/** A small generator of numbers from 0 to 1. */
export function dice(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** By day (08 to 20) and by night, mean 1. */
export function dayAndNight(day: number): number[] {
  return Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 8 && hour % 24 < 20 ? day : 2 - day))
}

/** A wave over the day, highest at 15:00. */
function waves(height: number): number[] {
  return Array.from({ length: 168 }, (_, hour) => 1 + height * Math.sin(((hour % 24) - 9) * (Math.PI / 12)))
}

export function healthyParts(shape: Shape, size: Size, random: () => number): Parts {
  const between = (low: number, high: number) => low + (high - low) * random()
  const large = size === 'L'
  return {
    shape,
    size,
    random,
    casesPerHour: large ? between(24, 34) : between(7, 10),
    profile: random() < 0.5 ? dayAndNight(between(1, 1.35)) : waves(between(0.1, 0.5)),
    planned: null,
    spanish: between(0.3, 0.45),
    minutes: {
      english: between(8, 13),
      spanish: between(8, 13),
      specialists: between(12, 20),
      check: between(5, 8),
      senior: between(15, 25),
    },
    sigma: { english: random() < 0.3 ? 1 : 0.6, spanish: 0.6, specialists: 0.7, check: 0.5, senior: 0.6 },
    escalated: between(0.12, 0.2),
    checked: between(0.08, 0.15),
    changed: between(0.08, 0.2),
    sentBack: between(0.03, 0.08),
    outside: 0.04,
    outsideMinutes: between(10, 30),
    timerMinutes: random() < 0.5 ? 24 * 60 : 4 * 60,
    heldUp: 0,
    triageSeconds: between(5, 20),
    slots: 3,
    batch: { age: random() < 0.5 ? 'PT10M' : 'PT15M', size: 10 },
    order: random() < 0.3 ? { english: { kind: 'priority', expression: 'urgent ? 1.0 : 0.0' } } : {},
    pools: {},
    overflow: undefined,
    segments: [],
    target: 'PT4H',
    urgent: 0.3,
    rare: 0.15,
    days: 28,
  }
}

/** Cases that reach each pool, as shares of all. */
export function flowOf(parts: Parts): Record<keyof Parts['minutes'], number> {
  const again = 1 + parts.escalated * parts.sentBack + parts.checked * parts.changed
  return {
    english: (1 - parts.spanish) * again,
    spanish: parts.spanish * again,
    specialists: parts.escalated * again,
    check: parts.checked * again,
    senior: 0.01,
  }
}

/** People busy on average with the work of a pool, at demand's mean. */
export function loadOf(parts: Parts, pool: keyof Parts['minutes']): number {
  return (parts.casesPerHour * flowOf(parts)[pool] * parts.minutes[pool]) / 60
}

/** The least people with whom the wait is at most a quarter of the handling (M/M/c). */
export function enough(load: number): number {
  for (let c = Math.max(1, Math.ceil(load)); ; c++) if (c > load && erlangWait(load, c) <= 0.25) return c
}

/** Mean wait of M/M/c by Erlang's C formula, in units of the mean service time. */
function erlangWait(load: number, servers: number): number {
  let blocking = 1
  for (let c = 1; c <= servers; c++) blocking = (load * blocking) / (c + load * blocking)
  return blocking / (1 - (load / servers) * (1 - blocking)) / (servers - load)
}

/** People by day and by night, enough for both. */
export function staffed(parts: Parts, pool: keyof Parts['minutes']): PoolScenario {
  const factors = parts.planned ?? parts.profile
  const load = loadOf(parts, pool)
  return {
    shifts: [
      shift('Day', enough(load * Math.max(...factors.slice(8, 20))), '08:00', '20:00'),
      shift('Night', enough(load * Math.max(...factors.slice(20, 24), ...factors.slice(0, 8))), '20:00', '08:00'),
    ],
    order: parts.order[pool] ?? { kind: 'arrival' },
    costPerHour: pool === 'specialists' ? 45 : 28,
  }
}

export const member = (title: string, count: number, rest: Partial<Member> = {}): Member => ({
  title,
  count,
  shifts: [{ days: everyDay, from: '00:00', to: '24:00' }],
  ...rest,
})

const poolNames = ['english', 'spanish', 'specialists', 'check', 'senior'] as const

/** The model of the parts, with pools as given, else staffed for the work. */
export function build(parts: Parts, given: Readonly<Record<string, PoolScenario>> = {}): Model {
  const { shape } = parts
  const lognormal = (mean: number, sigma = 0.6) => ({ kind: 'lognormal' as const, median: mean * Math.exp((-sigma * sigma) / 2), sigma })
  const kinds = (['en', 'es'] as const).flatMap((language) =>
    [true, false].flatMap((urgent) =>
      [true, false].map((rare) => ({
        weight:
          (language === 'es' ? parts.spanish : 1 - parts.spanish) *
          (urgent ? parts.urgent : 1 - parts.urgent) *
          (rare ? parts.rare : 1 - parts.rare),
        values: { language, urgent, topic: rare ? 'rare' : 'usual' },
      })),
    ),
  )
  const attribute = (name: string, order: number, rest: object) => ({ name, order, title: name, ...rest }) as Workflow['attributes'][string]
  const drawn = workflow(
    chart(parts),
    [
      attribute('language', 0, { type: 'enum', values: ['en', 'es'], default: 'en' }),
      attribute('urgent', 1, { type: 'boolean', default: false }),
      attribute('topic', 2, { type: 'enum', values: ['usual', 'rare'], default: 'usual' }),
    ],
    poolNames,
  )
  const pass = 1 - parts.escalated - parts.checked - parts.outside
  const first = { DONE: pass, ESCALATE: parts.escalated, CHECK: parts.checked, OUTSIDE: parts.outside }
  const steps = Object.keys(drawn.states)
  const performance: Scenario['performance'] = {
    triage: {
      ...takes({ kind: 'exponential', mean: parts.triageSeconds }, { ROUTED: 1 }),
      slots: parts.slots,
    },
    intake: takes({ kind: 'exponential', mean: 8 }, { ROUTED: 1 }),
    english: takes(lognormal(parts.minutes.english * 60, parts.sigma.english), first),
    spanish: takes(lognormal(parts.minutes.spanish * 60, parts.sigma.spanish), first),
    round: takes(0, { MOVED: 1 }),
    specialists: takes(lognormal(parts.minutes.specialists * 60, parts.sigma.specialists), {
      DONE: 1 - parts.sentBack,
      BACK: parts.sentBack,
    }),
    check: takes(lognormal(parts.minutes.check * 60, parts.sigma.check), { AGREE: 1 - parts.changed, CHANGE: parts.changed }),
    outside: takes({ kind: 'exponential', mean: parts.outsideMinutes * 60 }, { ANSWERED: 1 }),
    senior: takes(lognormal(parts.minutes.senior * 60, parts.sigma.senior), { DONE: 1 }),
    context: takes({ kind: 'exponential', mean: 20 }, { FOUND: 1 }),
  }
  if (parts.heldUp > 0)
    performance.specialists = { ...performance.specialists!, delay: [{ distribution: { kind: 'exponential', mean: parts.heldUp * 60 } }] }
  performance.round = { time: [], outcomes: [{ shares: { MOVED: 1 } }] }
  return {
    workflow: drawn,
    scenario: scenario({
      casesPerHour: parts.casesPerHour,
      days: parts.days,
      demand: {
        kind: 'profile',
        casesPerHour: parts.casesPerHour,
        hourOfWeek: normal(parts.profile),
        growthPerMonth: 0,
        noise: null,
        spikes: [],
      },
      mix: kinds,
      pools: Object.fromEntries(poolNames.map((pool) => [pool, given[pool] ?? staffed(parts, pool)])),
      performance: Object.fromEntries(Object.entries(performance).filter(([uid]) => steps.includes(uid))),
      segments:
        parts.segments.length > 0
          ? parts.segments
          : [
              { title: 'All', target: parts.target },
              { title: 'Spanish', when: 'language == "es"', target: parts.target },
            ],
      run: { days: parts.days, warmup: shape === 'entries' ? 'auto' : 0, replications: 4, seed: 1 + Math.floor(parts.random() * 1000) },
    }),
  }
}

function chart(parts: Parts): Node {
  const { shape } = parts
  const minute = 60_000
  const timer = { [Math.round(parts.timerMinutes * minute)]: 'senior' }
  const pools = (step: string) => parts.pools[step] ?? [step]
  const line = (step: string): Node => ({
    step: {
      ...review(['DONE', 'ESCALATE', 'CHECK', 'OUTSIDE'], pools(step)),
      ...(step === 'english' && parts.overflow ? { overflow: parts.overflow } : {}),
    } as Step,
    on: { DONE: shape === 'parallel' ? 'seen' : 'closed', ESCALATE: 'round', CHECK: 'check', OUTSIDE: 'outside' },
    ...(shape === 'nested' ? {} : { after: timer }),
  })
  const byLanguage = [{ to: 'spanish', guard: 'language == "es"' }, 'english'] as const
  const again = shape === 'parallel' ? 'both' : byLanguage
  const lines: Record<string, Node> = { english: line('english'), spanish: line('spanish') }
  const rest: Record<string, Node> = {
    round: {
      step: { kind: 'batch', outcomes: [{ event: 'MOVED', title: 'Moved' }], ...parts.batch } as Step,
      on: { MOVED: 'specialists' },
    },
    specialists: { step: review(['DONE', 'BACK'], pools('specialists')), on: { DONE: 'closed', BACK: again } },
    check: { step: review(['AGREE', 'CHANGE'], pools('check')), on: { AGREE: 'closed', CHANGE: again } },
    outside: { step: { kind: 'wait', outcomes: [{ event: 'ANSWERED', title: 'Answered' }] }, on: { ANSWERED: 'closed' } },
    senior: { step: review(['DONE'], ['senior']), on: { DONE: 'closed' } },
    closed: { kind: 'final' },
  }
  const automatic = (event: string): Step => ({ kind: 'automatic', outcomes: [{ event, title: event }] })
  if (shape === 'nested')
    return {
      initial: 'triage',
      states: {
        triage: { step: automatic('ROUTED'), on: { ROUTED: byLanguage } },
        first: { kind: 'compound', initial: 'english', states: lines, after: timer },
        ...rest,
      },
    }
  if (shape === 'parallel')
    return {
      initial: 'triage',
      states: {
        triage: { step: automatic('ROUTED'), on: { ROUTED: 'both' } },
        both: {
          kind: 'parallel',
          states: {
            gather: {
              initial: 'context',
              states: { context: { step: automatic('FOUND'), on: { FOUND: 'known' } }, known: { kind: 'final' } },
            },
            look: {
              initial: 'which',
              states: { which: { always: byLanguage }, ...lines, seen: { kind: 'final' } },
            },
          },
          done: 'closed',
        },
        ...rest,
      },
    }
  return {
    initial: 'door',
    states: {
      door: { always: [{ to: 'intake', guard: 'urgent' }, 'triage'] },
      intake: { step: automatic('ROUTED'), on: { ROUTED: byLanguage } },
      triage: { step: automatic('ROUTED'), on: { ROUTED: byLanguage } },
      ...lines,
      ...rest,
    },
  }
}

function normal(factors: readonly number[]): number[] {
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length
  return factors.map((factor) => factor / mean)
}
