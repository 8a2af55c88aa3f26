/*
 * The models of `gemba bench`, as ordinary files: src/cli/bench/NAME/workflow.json and scenario.json. Run this file to write them again.
 * mmc is B1, a queue with eight servers; line is B2, a moderation line; jackson is B3, a network of twenty queues (exact values are known for B1 and B3).
 * An hour is the unit of time of B1 and B3.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const inHours = (hours) => ({ kind: 'exponential', mean: hours * 3600 })

/** B1: M/M/8 with a load of 0.9. */
export function mmc() {
  const workflow = workflowOf('mmc', 'One queue, eight servers', {
    description: 'M/M/8: Poisson arrivals, exponential service, first come first served. The exact answer is Erlang’s.',
    pools: [{ id: 'servers', title: 'Servers' }],
    initial: 'service',
    states: { service: review('service', 'Service', ['servers'], { DONE: ['Done', 'gone'] }), gone: final('gone', 'Gone') },
  })
  const scenario = scenarioOf('mmc', 'Load 0.9', {
    casesPerHour: 7.2,
    pools: { servers: { shifts: [around('Always', 8)], order: { kind: 'arrival' } } },
    performance: { service: { time: [{ distribution: inHours(1) }], outcomes: [] } },
  })
  return { workflow, scenario }
}

const byCategory = { kind: 'priority', expression: 'category == "C" ? 2 : category == "B" ? 1 : 0' }
const dayAndNight = (day, night) => [
  { title: 'Day', people: day, days: everyDay, from: '08:00', to: '20:00' },
  { title: 'Night', people: night, days: everyDay, from: '20:00', to: '08:00' },
]
const dayFactors = [1.05, 1, 1, 1, 1.1, 0.95, 0.9]

/**
 * B2: classifier, two tiers and a quality check, three categories with priorities, weekly demand, two shifts, and a limit of four hours on the wait for
 * tier 1. `staff` multiplies demand and people. `more` states that no case ever enters are put beside the line, or, with `levels`, in groups around it, to
 * see what a larger chart costs.
 */
export function line({ staff = 1, more = 0, levels = 0 } = {}) {
  const states = {
    classifier: {
      meta: {
        uid: 'classifier',
        title: 'Classifier',
        step: { kind: 'automatic', outcomes: outcomes({ MACHINE: ['Decided by machine'], PERSON: ['Needs a person'] }) },
      },
      on: moves('classifier', { MACHINE: ['', 'decided'], PERSON: ['', 'tier1'] }),
    },
    tier1: review(
      'tier1',
      'Tier 1',
      ['tier1'],
      { AGAIN: ['Again', 'tier1'], ESCALATE: ['Escalate', 'tier2'], CHECK: ['Quality check', 'quality'], DECIDE: ['Decide', 'decided'] },
      { after: 'PT4H', event: 'OVERDUE' },
    ),
    tier2: review('tier2', 'Tier 2', ['tier2'], {
      BACK: ['Back to tier 1', 'tier1'],
      CHECK: ['Quality check', 'quality'],
      DECIDE: ['Decide', 'decided'],
    }),
    quality: review('quality', 'Quality check', ['quality'], { BACK: ['Back to tier 1', 'tier1'], AGREE: ['Agree', 'decided'] }),
    decided: final('decided', 'Decided'),
  }
  states.tier1.on.OVERDUE = [{ target: 'tier2', meta: { uid: 'tier1--overdue', flow: 'escalation' } }]
  const workflow = workflowOf('moderation-line', 'Moderation line', {
    description:
      'Reports of three categories: a classifier, two tiers and a quality check. After four hours in its queue tier 1 gives up a case to tier 2.',
    attributes: [{ name: 'category', type: 'enum', values: ['A', 'B', 'C'], default: 'A', title: 'Category' }],
    pools: [
      { id: 'tier1', title: 'Tier 1' },
      { id: 'tier2', title: 'Tier 2' },
      { id: 'quality', title: 'Quality check' },
    ],
    ...amongUnused(states, more, levels),
  })
  // A log-normal time of mean m and variation 0.8, as median and sigma.
  const spread = Math.log(1 + 0.8 ** 2)
  const minutes = (mean) => ({ kind: 'lognormal', median: mean * 60 * Math.exp(-spread / 2), sigma: Math.sqrt(spread) })
  const scenario = scenarioOf('moderation-line', staff === 1 ? '200 reports an hour' : `${200 * staff} reports an hour`, {
    casesPerHour: 200 * staff,
    hourOfWeek: dayFactors.flatMap((factor) =>
      Array.from({ length: 24 }, (_, hour) => factor * (1 + 0.6 * Math.sin((2 * Math.PI * (hour - 9)) / 24))),
    ),
    mix: [
      { weight: 60, values: { category: 'A' } },
      { weight: 30, values: { category: 'B' } },
      { weight: 10, values: { category: 'C' } },
    ],
    pools: {
      tier1: { shifts: dayAndNight(16 * staff, 8 * staff), order: byCategory },
      tier2: { shifts: dayAndNight(8 * staff, 5 * staff), order: byCategory },
      quality: { shifts: dayAndNight(2 * staff, staff), order: byCategory },
    },
    performance: {
      classifier: { time: [{ distribution: inHours(1 / 60) }], outcomes: [{ shares: { MACHINE: 0.3, PERSON: 0.7 } }] },
      tier1: {
        time: [
          { when: 'category == "A"', distribution: minutes(3) },
          { when: 'category == "B"', distribution: minutes(5) },
          { distribution: minutes(8) },
        ],
        outcomes: [{ shares: { AGAIN: 0.1, ESCALATE: 0.15, CHECK: 0.05, DECIDE: 0.7 } }],
      },
      tier2: { time: [{ distribution: inHours(0.2) }], outcomes: [{ shares: { BACK: 0.1, CHECK: 0.05, DECIDE: 0.85 } }] },
      quality: { time: [{ distribution: inHours(0.1) }], outcomes: [{ shares: { BACK: 0.1, AGREE: 0.9 } }] },
    },
    segments: [
      { title: 'A', when: 'category == "A"', target: 'PT8H' },
      { title: 'B', when: 'category == "B"', target: 'PT4H' },
      { title: 'C', when: 'category == "C"', target: 'PT1H' },
    ],
  })
  return { workflow, scenario }
}

/** States that nothing leads to, in groups of which each lies in the one before; the line itself is in the innermost. No level: all side by side. */
function amongUnused(states, more, levels) {
  if (levels === 0) return { initial: 'classifier', states: { ...states, ...unused(more, 'unused', 'tier1') } }
  const groups = Array.from({ length: levels }, (_, i) => `group${i + 1}`)
  const inside = `#moderation-line.${groups.join('.')}.`
  const { decided, ...inner } = states
  const moved = JSON.parse(JSON.stringify(inner), (key, value) =>
    key !== 'target' ? value : value === 'decided' ? '#moderation-line.decided' : inside + value,
  )
  const nested = groups.reduceRight(
    (within, group) => ({
      initial: group,
      states: {
        [group]: {
          initial: within.initial,
          meta: { uid: group, title: group },
          states: { ...within.states, ...unused(Math.floor(more / levels), `${group}-unused`, `${inside}tier1`) },
        },
      },
    }),
    { initial: 'classifier', states: moved },
  )
  return { initial: nested.initial, states: { ...nested.states, decided } }
}

function unused(count, name, target) {
  const uids = Array.from({ length: count }, (_, i) => `${name}-${i + 1}`)
  return Object.fromEntries(
    uids.map((uid) => [
      uid.replaceAll('-', '_'),
      { meta: { uid, title: uid }, on: { NEVER: [{ target, meta: { uid: `${uid}--never` } }] } },
    ]),
  )
}

const nodes = Array.from({ length: 20 }, (_, i) => i)
const serviceRates = [
  8.86642, 4.424011, 2.779437, 1.9475, 7.388422, 3.553471, 2.404907, 1.789023, 7.498615, 3.558255, 2.349743, 1.635607, 6.700107, 3.360249,
  2.297445, 1.7225, 6.757325, 3.187336, 1.999282, 1.578799,
]

/** B3: twenty queues in a Jackson network; utilisations from 0.5 to 0.88. */
export function jackson() {
  const name = (i) => `node${i % 20}`
  const nodeOf = (i) =>
    review(name(i), `Node ${i}`, [name(i)], {
      NEXT: ['To the next', name(i + 1)],
      FAR: ['Far', name(7 * i + 3)],
      FARTHER: ['Farther', name(11 * i + 5)],
      OUT: ['Out', 'gone'],
    })
  const workflow = workflowOf('jackson', 'Network of twenty queues', {
    description:
      'A Jackson network: a case enters at one of twenty nodes and goes on by chance. The exact answer is a product of M/M/c queues.',
    attributes: [{ name: 'entry', type: 'number', default: 0, title: 'Node of entry' }],
    pools: nodes.map((i) => ({ id: name(i), title: `Node ${i}` })),
    initial: 'entry',
    states: {
      entry: {
        meta: { uid: 'entry', title: 'Entry' },
        // The node with most arrivals is asked first.
        always: nodes.toReversed().map((i) => ({
          target: name(i),
          ...(i === 0 ? {} : { guard: { type: 'when', params: { expression: `entry == ${i}.0` } } }),
          meta: { uid: `entry--${name(i)}` },
        })),
      },
      ...Object.fromEntries(nodes.map((i) => [name(i), nodeOf(i)])),
      gone: final('gone', 'Gone'),
    },
  })
  const scenario = scenarioOf('jackson', 'Utilisation 0.5 to 0.88', {
    casesPerHour: 19.5,
    mix: nodes.map((i) => ({ weight: 50 + 5 * i, values: { entry: i } })),
    pools: Object.fromEntries(nodes.map((i) => [name(i), { shifts: [around('Always', 1 + (i % 4))], order: { kind: 'arrival' } }])),
    performance: Object.fromEntries(
      nodes.map((i) => [
        name(i),
        {
          time: [{ distribution: inHours(1 / serviceRates[i]) }],
          outcomes: [{ shares: { NEXT: 0.3, FAR: 0.3, FARTHER: 0.2, OUT: 0.2 } }],
        },
      ]),
    ),
  })
  return { workflow, scenario }
}

function workflowOf(id, title, { description, attributes = [], pools, initial, states }) {
  const context = Object.fromEntries(attributes.map(({ name, default: value }) => [name, value]))
  return {
    gemba: 'workflow',
    format: 1,
    id,
    title,
    description,
    version: null,
    attributes,
    pools,
    machine: { id, ...(attributes.length > 0 ? { context } : {}), initial, meta: { uid: 'root', title }, states },
  }
}

function scenarioOf(workflow, title, { casesPerHour, hourOfWeek = Array(168).fill(1), mix = [], pools, performance, segments = [] }) {
  return {
    gemba: 'scenario',
    format: 1,
    id: 'bench',
    title,
    workflow,
    timezone: 'UTC',
    start: '2025-01-06T00:00:00',
    demand: { kind: 'profile', casesPerHour, hourOfWeek, growthPerMonth: 0, noise: null, spikes: [] },
    mix,
    pools,
    performance,
    segments,
    run: { days: 28, warmup: 0, replications: 10, seed: 1 },
    origins: {},
  }
}

/** `ends`: event → title and target. */
function review(uid, title, pools, ends, waitLimit) {
  return {
    meta: { uid, title, step: { kind: 'review', pools, outcomes: outcomes(ends), ...(waitLimit ? { waitLimit } : {}) } },
    on: moves(uid, ends),
  }
}

function outcomes(ends) {
  return Object.entries(ends).map(([event, [title]]) => ({ event, title }))
}

function moves(uid, ends) {
  return Object.fromEntries(
    Object.entries(ends).map(([event, [, target]]) => [
      event,
      [{ target, ...(target === uid ? { reenter: true } : {}), meta: { uid: `${uid}--${event.toLowerCase()}` } }],
    ]),
  )
}

function final(uid, title) {
  return { type: 'final', meta: { uid, title } }
}

function around(title, people) {
  return { title, people, days: everyDay, from: '00:00', to: '24:00' }
}

/** The text of a document, as Gemba itself writes it. */
export function textOf(document) {
  return `${JSON.stringify(document, null, 2)}\n`
}

export const models = { mmc, line, jackson }

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../src/cli/bench', import.meta.url))
  for (const [name, make] of Object.entries(models))
    for (const [part, document] of Object.entries(make())) {
      const file = `${folder}/${name}/${part}.json`
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, textOf(document))
      console.error(file)
    }
}
