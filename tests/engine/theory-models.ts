import { compile } from '../../src/simulation/compile.ts'
import type { CompileInput } from '../../src/simulation/compile.ts'
import type { Observations } from '../../src/simulation/observations.ts'
import type { Program } from '../../src/simulation/program.ts'
import type { PoolScenario, Scenario } from '../../src/simulation/scenario.ts'
import type { Step } from '../../src/workflow/step.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { exponential, pool, review, scenario, takes, workflow } from './build.ts'
import {
  absorbed,
  birthDeath,
  erlangB,
  hoursOfInfiniteServers,
  hoursOfServers,
  meanNumberFromEmpty,
  meanOver,
  queueOfMG1,
  queueOfMMc,
  visitsFromFirst,
  waitsWithPriority,
} from './theory-formulas.ts'

/** One figure of a model: what theory says it is, and how one replication measured it. */
export type Check = { readonly what: string; readonly theory: number; readonly of: (one: Observations) => number }
/** A model that theory knows. `replications` make one interval. */
export type Model = {
  readonly title: string
  readonly program: Program
  readonly replications: number
  readonly checks: readonly Check[]
}

/*
 * Every figure below is unbiased over the time it is measured, so that intervals can be held to their promise.
 * - Models that begin empty and whose theory begins empty (∞ servers, rates that change) need no warm-up.
 * - Routing follows a fixed number of cases until all have left: visits per case are exact.
 * - The others are measured as areas over a fixed time (queue length, people busy), whose mean is the stationary mean whatever the length; a mean over the
 *   cases of a short run is a ratio and slightly off. What the empty start leaves at the end of the warm-up is e^(-W / r) of it, r the relaxation time:
 *   1 / (√(cμ) - √λ)² for M/M/c (Morse 1955; an upper bound for c > 1). Warm-ups are 10 r and more; for M/G/1 the r of an M/M/1 with the same load and
 *   (1 + cv²) / 2 times the time. With abandonment r is below that of the same servers without arrivals, 1 / min(μ, θ).
 */

const minute = 60
const hour = 3600

function programOf(input: CompileInput): Program {
  const compiled = compile(input)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.program
}

const station = workflow({ states: { work: { step: review(['DONE']), on: { DONE: 'end' } }, end: { kind: 'final' } } })

type Parts = Partial<Scenario> & { readonly casesPerHour: number; readonly warmup: number; readonly measured: number }

/** A program of so many hours of warm-up and of measuring. */
function hours(of: Workflow, { warmup, measured, ...parts }: Parts): Program {
  return programOf({ workflow: of, scenario: scenario({ ...parts, days: (warmup + measured) / 24, warmup: warmup / 24 }) })
}

/** Mean number waiting at a pool, and the share of its people's time that is work. */
const queueAt = (at: number, theory: number): Check => ({ what: 'queue', theory, of: ({ pools }) => pools[at]!.queueLength })
const busyAt = (at: number, theory: number): Check => ({ what: 'busy', theory, of: ({ pools }) => pools[at]!.utilization })

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

function mm1(): Model {
  const rate = 0.5 / minute
  return oneStation('M/M/1', 1, rate, takes(exponential(minute)), 0.5, 14)
}

function mmc(): Model {
  return oneStation('M/M/3', 3, 2.1 / minute, takes(exponential(minute)), queueOfMMc(3, 2.1), 7)
}

function mg1(): Model {
  const [rate, sigma] = [0.5 / minute, 0.6]
  const median = minute / Math.exp((sigma * sigma) / 2)
  const queue = queueOfMG1(rate, minute, minute * minute * Math.exp(sigma * sigma))
  return oneStation('M/G/1, log-normal', 1, rate, takes({ kind: 'lognormal', median, sigma }), queue, 12)
}

function md1(): Model {
  const rate = 0.6 / minute
  return oneStation('M/D/1', 1, rate, takes(minute), queueOfMG1(rate, minute, minute * minute), 8)
}

/** Two people; whoever finds them busy goes to a second pool where somebody is always free: what is left with the two is M/M/2/2. */
function loss(): Model {
  const load = 1.5
  const both = workflow(
    { states: { work: { step: review(['DONE'], ['few', 'many']), on: { DONE: 'end' } }, end: { kind: 'final' } } },
    [],
    ['few', 'many'],
  )
  const program = hours(both, {
    casesPerHour: (load / minute) * hour,
    warmup: 0.25,
    measured: 3,
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
function bounded(): Model {
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
    measured: 2,
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
function abandonment(): Model {
  const [people, load, patience] = [3, 3.6, 2]
  const step = { ...review(['DONE']), waitLimit: { event: 'GAVE_UP' } } as Step
  const line = workflow({
    states: { work: { step, on: { DONE: 'done', GAVE_UP: 'gone' } }, done: { kind: 'final' }, gone: { kind: 'final' } },
  })
  const program = hours(line, {
    casesPerHour: (load / minute) * hour,
    warmup: 0.5,
    measured: 2,
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

function priority(): Model {
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
  const rates = [0.2 / minute, 0.4 / minute]
  const order: PoolScenario['order'] = { kind: 'priority', expression: 'urgent ? 1 : 0' }
  const program = hours(twoKinds, {
    casesPerHour: 0.6 * 60,
    warmup: 3.5,
    measured: 9,
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
    checks: queues.map((theory, step) => ({ what: `queue of class ${step + 1}`, theory, of: ({ steps }) => steps[step]!.queueLength })),
  }
}

function infinite(): Model {
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

function jackson(): Model {
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
    measured: 9,
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
      ...loads.map((load, i) => busyAt(i, load / people[i]!)),
      ...queues.map((queue, i) => queueAt(i, queue)),
      { what: 'number in system', theory: [...loads, ...queues].reduce((a, b) => a + b, 0), of: ({ wip }) => wip },
    ],
  }
}

function routing(): Model {
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

function changingInfinite(): Model {
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

function changing(): Model {
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

/** All of them, smallest figures first to be read. */
export function theoryModels(): readonly Model[] {
  return [
    mm1(),
    mmc(),
    mg1(),
    md1(),
    loss(),
    bounded(),
    abandonment(),
    priority(),
    infinite(),
    jackson(),
    routing(),
    changingInfinite(),
    changing(),
  ]
}
