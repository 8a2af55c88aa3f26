import type { PoolScenario, Scenario } from '../../src/simulation/model/scenario.ts'
import type { Step } from '../../src/workflow/step.ts'
import { exponential, pool, review, takes, workflow } from './build.ts'
import { birthDeath, erlangB, meanOver, queueOfMG1, queueOfMMc, waitsWithPriority } from './theory-formulas.ts'
import { busyAt, hour, hours, minute, queueAt, station } from './theory-model.ts'
import type { Check, Model } from './theory-model.ts'

function oneStation(
  title: string,
  people: number,
  rate: number,
  time: Scenario['performance'][string],
  queue: number,
  measured: number,
): Model {
  const program = hours(station, {
    casesPerHour: rate * hour,
    warmup: 2,
    measured,
    pools: { people: pool(people) },
    performance: { work: time },
  })
  return {
    title,
    program,
    replications: 6,
    checks: [
      { what: 'number in system', theory: queue + rate * minute, of: ({ wip }) => wip },
      queueAt(0, queue),
      busyAt(0, (rate * minute) / people),
    ],
  }
}

export function mm1(longer: number): Model {
  const rate = 0.4 / minute
  return oneStation('M/M/1', 1, rate, takes(exponential(minute)), queueOfMMc(1, 0.4), 12 * longer)
}

export function mmc(longer: number): Model {
  return oneStation('M/M/3', 3, 1.8 / minute, takes(exponential(minute)), queueOfMMc(3, 1.8), 4 * longer)
}

export function mg1(longer: number): Model {
  const [rate, sigma] = [0.4 / minute, 0.6]
  const median = minute / Math.exp((sigma * sigma) / 2)
  const queue = queueOfMG1(rate, minute, minute * minute * Math.exp(sigma * sigma))
  return oneStation('M/G/1, log-normal', 1, rate, takes({ kind: 'lognormal', median, sigma }), queue, 10 * longer)
}

export function md1(longer: number): Model {
  const rate = 0.5 / minute
  return oneStation('M/D/1', 1, rate, takes(minute), queueOfMG1(rate, minute, minute * minute), 8 * longer)
}

/** Two people; whoever finds them busy goes to a second pool where somebody is always free: what is left with the two is M/M/2/2. */
export function loss(longer: number): Model {
  const load = 1.5
  const both = workflow(
    { states: { work: { step: review(['DONE'], ['few', 'many']), on: { DONE: 'end' } }, end: { kind: 'final' } } },
    [],
    ['few', 'many'],
  )
  const program = hours(both, {
    casesPerHour: (load / minute) * hour,
    warmup: 0.25,
    measured: 3 * longer,
    pools: { few: pool(2), many: pool(500) },
    performance: { work: takes(exponential(minute)) },
  })
  const blocked = erlangB(2, load)
  return {
    title: 'M/M/2/2, Erlang B, with its overflow',
    program,
    replications: 6,
    checks: [
      busyAt(0, (load * (1 - blocked)) / 2),
      { what: 'busy with the overflow', theory: load * blocked, of: ({ pools }) => pools[1]!.utilization * 500 },
    ],
  }
}

/** Two people and at most three who wait; whoever finds three waiting goes to a second pool: what is left is M/M/2/5. */
export function bounded(longer: number): Model {
  const load = 2.2
  const step = review(['DONE'], ['few', 'many'])
  const line = workflow(
    { states: { work: { step: { ...step, overflow: { queue: 3 } } as Step, on: { DONE: 'end' } }, end: { kind: 'final' } } },
    [],
    ['few', 'many'],
  )
  const program = hours(line, {
    casesPerHour: (load / minute) * hour,
    warmup: 0.5,
    measured: 2 * longer,
    pools: { few: pool(2), many: pool(500) },
    performance: { work: takes(exponential(minute)) },
  })
  const inSystem = birthDeath(
    5,
    () => load,
    (n) => Math.min(n, 2),
  )
  return {
    title: 'M/M/2/5, those who find it full overflow',
    program,
    replications: 6,
    checks: [
      busyAt(0, meanOver(inSystem, (n) => Math.min(n, 2)) / 2),
      queueAt(
        0,
        meanOver(inSystem, (n) => Math.max(0, n - 2)),
      ),
      { what: 'busy with the overflow', theory: load * inSystem[5]!, of: ({ pools }) => pools[1]!.utilization * 500 },
    ],
  }
}

/** M/M/3+M, overloaded: a case that waits gives up after an exponential patience of two mean times. */
export function abandonment(longer: number): Model {
  const [people, load, patience] = [3, 3.6, 2]
  const step = { ...review(['DONE']), waitLimit: { event: 'GAVE_UP' } } as Step
  const line = workflow({
    states: { work: { step, on: { DONE: 'done', GAVE_UP: 'gone' } }, done: { kind: 'final' }, gone: { kind: 'final' } },
  })
  const program = hours(line, {
    casesPerHour: (load / minute) * hour,
    warmup: 0.5,
    measured: 2 * longer,
    pools: { people: pool(people) },
    performance: { work: { ...takes(exponential(minute)), patience: [{ distribution: exponential(patience * minute) }] } },
  })
  const inSystem = birthDeath(
    200,
    () => load,
    (n) => Math.min(n, people) + Math.max(0, n - people) / patience,
  )
  const waiting = meanOver(inSystem, (n) => Math.max(0, n - people))
  const gone = program.names.states.findIndex(({ key }) => key === 'gone')
  return {
    title: 'M/M/3+M, Erlang A, offered 1.2 times what people can do',
    program,
    replications: 6,
    checks: [
      queueAt(0, waiting),
      busyAt(0, meanOver(inSystem, (n) => Math.min(n, people)) / people),
      { what: 'given up per hour', theory: (waiting / patience) * 60, of: ({ outcomes, measured }) => outcomes[gone]! / (measured / hour) },
    ],
  }
}

export function priority(longer: number): Model {
  const attributes = [{ name: 'urgent', order: 0, title: 'Urgent', type: 'boolean' as const, default: false }]
  const twoKinds = workflow(
    {
      states: {
        sort: { always: [{ to: 'high', guard: 'urgent' }, 'low'] },
        high: { step: review(['DONE']), on: { DONE: 'end' } },
        low: { step: review(['DONE']), on: { DONE: 'end' } },
        end: { kind: 'final' },
      },
    },
    attributes,
  )
  const rates = [1 / 6 / minute, 1 / 3 / minute]
  const order: PoolScenario['order'] = { kind: 'priority', expression: 'urgent ? 1 : 0' }
  const program = hours(twoKinds, {
    casesPerHour: 0.5 * 60,
    warmup: 2.5,
    measured: 11 * longer,
    mix: [
      { weight: 1, values: { urgent: true } },
      { weight: 2, values: { urgent: false } },
    ],
    pools: { people: pool(1, order) },
    performance: { high: takes(exponential(minute)), low: takes(exponential(minute)) },
  })
  const queues = waitsWithPriority(rates, minute).map((wait, i) => wait * rates[i]!)
  return {
    title: 'M/M/1 with two priorities, Cobham',
    program,
    replications: 6,
    checks: [
      { what: 'number in system', theory: 0.5 + queues[0]! + queues[1]!, of: ({ wip }) => wip },
      ...queues.map((theory, step): Check => ({ what: `queue of class ${step + 1}`, theory, of: ({ steps }) => steps[step]!.queueLength })),
    ],
  }
}
