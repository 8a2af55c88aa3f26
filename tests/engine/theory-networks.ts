import type { Scenario } from '../../src/simulation/model/scenario.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'
import { absorbed, hoursOfInfiniteServers, hoursOfServers, meanNumberFromEmpty, queueOfMMc, visitsFromFirst } from './theory-formulas.ts'
import { busyAt, hour, hours, minute, programOf, queueAt, station } from './theory-model.ts'
import type { Check, Model } from './theory-model.ts'

export function infinite(): Model {
  const free = workflow({
    states: {
      work: { step: { kind: 'automatic', outcomes: [{ event: 'DONE', title: 'Done' }] }, on: { DONE: 'end' } },
      end: { kind: 'final' },
    },
  })
  const [rate, mean] = [1 / minute, 600]
  const program = hours(free, {
    casesPerHour: rate * hour,
    warmup: 0,
    measured: 2,
    pools: { people: pool(1) },
    performance: { work: takes(exponential(mean)) },
  })
  return {
    title: 'M/M/∞ from empty',
    program,
    replications: 6,
    checks: [{ what: 'number in system', theory: meanNumberFromEmpty(rate, mean, 2 * hour), of: ({ wip }) => wip }],
  }
}

export function jackson(longer: number): Model {
  const network = workflow(
    {
      states: {
        a: { step: review(['TO_B', 'TO_C'], ['pa']), on: { TO_B: 'b', TO_C: 'c' } },
        b: { step: review(['BACK', 'OUT'], ['pb']), on: { BACK: 'a', OUT: 'end' } },
        c: { step: review(['TO_B', 'OUT'], ['pc']), on: { TO_B: 'b', OUT: 'end' } },
        end: { kind: 'final' },
      },
    },
    [],
    ['pa', 'pb', 'pc'],
  )
  const rate = 0.4 / minute
  const [toC, back, onward] = [0.4, 0.2, 0.3]
  const visits = visitsFromFirst([
    [0, 1 - toC, toC],
    [back, 0, 0],
    [0, onward, 0],
  ])
  const means = [minute, 3 * minute, 2 * minute]
  const people = [1, 2, 1]
  const program = hours(network, {
    casesPerHour: rate * hour,
    warmup: 3,
    measured: 9 * longer,
    pools: { pa: pool(1), pb: pool(2), pc: pool(1) },
    performance: {
      a: takes(exponential(means[0]!), { TO_B: 1 - toC, TO_C: toC }),
      b: takes(exponential(means[1]!), { BACK: back, OUT: 1 - back }),
      c: takes(exponential(means[2]!), { TO_B: onward, OUT: 1 - onward }),
    },
  })
  const loads = visits.map((v, i) => v * rate * means[i]!)
  const queues = loads.map((load, i) => queueOfMMc(people[i]!, load))
  return {
    title: 'Jackson network of three stations with feedback',
    program,
    replications: 6,
    checks: [
      { what: 'number in system', theory: [...loads, ...queues].reduce((a, b) => a + b, 0), of: ({ wip }) => wip },
      ...loads.map((load, i) => busyAt(i, load / people[i]!)),
      ...queues.map((queue, i) => queueAt(i, queue)),
    ],
  }
}

export function routing(): Model {
  const routes = [
    [0, 0.5, 0.3, 0, 0],
    [0.2, 0.1, 0, 0.4, 0],
    [0, 0.25, 0, 0.25, 0.2],
    [0.1, 0, 0.3, 0, 0.3],
    [0, 0, 0.4, 0.1, 0],
  ]
  const ends = [
    [0.2, 0],
    [0.1, 0.2],
    [0.3, 0],
    [0, 0.3],
    [0.25, 0.25],
  ]
  const names = ['s0', 's1', 's2', 's3', 's4']
  const all = [...names, 'kept', 'removed']
  const shares = (i: number) => Object.fromEntries([...routes[i]!, ...ends[i]!].map((share, to) => [`TO_${all[to]!.toUpperCase()}`, share]))
  const events = all.map((to) => ({ event: `TO_${to.toUpperCase()}`, title: to }))
  const chart = workflow({
    states: {
      ...Object.fromEntries(
        names.map((name) => [
          name,
          {
            step: { kind: 'automatic' as const, outcomes: events },
            // A way back to the same state begins it anew only where it says so.
            on: Object.fromEntries(all.map((to) => [`TO_${to.toUpperCase()}`, { to, reenter: true }])),
          },
        ]),
      ),
      kept: { kind: 'final' },
      removed: { kind: 'final' },
    },
  })
  const cases = 60
  const program = programOf({
    workflow: chart,
    scenario: scenario({
      casesPerHour: 3600,
      days: 1,
      performance: Object.fromEntries(names.map((name, i) => [name, takes(1, shares(i))])),
    }),
    run: { cases, days: 1 },
  })
  const visits = visitsFromFirst(routes)
  const finals = absorbed(routes, ends)
  const stateOf = (name: string) => program.names.states.findIndex(({ key }) => key === name)
  return {
    title: 'Routing: an absorbing Markov chain',
    program,
    replications: 6,
    checks: [
      ...visits.map((theory, step): Check => ({
        what: `visits to ${names[step]!}`,
        theory,
        of: ({ steps }) => steps[step]!.visits / cases,
      })),
      { what: 'share kept', theory: finals[0]!, of: ({ outcomes }) => outcomes[stateOf('kept')]! / cases },
    ],
  }
}

/** A day with a peak, the same every day of the week. */
const profile = Array.from({ length: 168 }, (_, at) => 1 + 0.8 * Math.sin((2 * Math.PI * (at - 3)) / 24))

function profiled(casesPerHour: number): Scenario['demand'] {
  return { kind: 'profile', casesPerHour, hourOfWeek: profile, growthPerMonth: 0, noise: null, spikes: [] }
}

export function changingInfinite(): Model {
  const attributes = [{ name: 'outside', order: 0, title: 'Outside', type: 'boolean' as const, default: false }]
  const split = workflow(
    {
      states: {
        sort: { always: [{ to: 'reply', guard: 'outside' }, 'work'] },
        work: { step: review(['DONE']), on: { DONE: 'end' } },
        reply: { step: { kind: 'wait', outcomes: [{ event: 'CAME', title: 'Came' }] }, on: { CAME: 'end' } },
        end: { kind: 'final' },
      },
    },
    attributes,
  )
  const mean = 1.5 * hour
  const program = hours(split, {
    casesPerHour: 0,
    demand: profiled(8),
    warmup: 0,
    measured: 22,
    mix: [
      { weight: 1, values: { outside: true } },
      { weight: 1, values: { outside: false } },
    ],
    pools: { people: pool(300) },
    performance: { work: takes(exponential(mean)), reply: takes(exponential(mean)) },
  })
  const theory = hoursOfInfiniteServers(
    profile.slice(0, 22).map((factor) => (factor * 4) / hour),
    mean,
  )
  return {
    title: 'M(t)/M/∞ from empty, by the hour',
    program,
    replications: 6,
    checks: [
      ...[6, 12, 20].map((at): Check => ({
        what: `people busy in hour ${at}`,
        theory: theory[at]!,
        of: ({ pools }) => pools[0]!.busyByHour[at]!,
      })),
      ...[6, 12, 20].map((at): Check => ({
        what: `waiting outside in hour ${at}`,
        theory: theory[at]!,
        of: ({ steps }) => steps[1]!.queueByHour[at]!,
      })),
    ],
  }
}

export function changing(): Model {
  const mean = 10 * minute
  const program = hours(station, {
    casesPerHour: 0,
    demand: profiled(10),
    warmup: 0,
    measured: 20,
    pools: { people: pool(2) },
    performance: { work: takes(exponential(mean)) },
  })
  const theory = hoursOfServers(
    profile.slice(0, 20).map((factor) => (factor * 10) / hour),
    mean,
    2,
    120,
  )
  return {
    title: 'M(t)/M/2 from empty, overloaded at its peak, by the hour',
    program,
    replications: 10,
    checks: [9, 12, 16].map((at) => ({ what: `queue in hour ${at}`, theory: theory[at]!, of: ({ pools }) => pools[0]!.queueByHour[at]! })),
  }
}
