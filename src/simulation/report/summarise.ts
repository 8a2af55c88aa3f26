import { edgeOf, sketchCells, sketchError } from '../engine/sketch.ts'
import { estimateSample } from './estimate-sample.ts'
import { estimate } from './estimate.ts'
import { peopleReport } from './people-report.ts'
import type { Observations, Sample } from '../program/observations.ts'
import type { Program } from '../program/program.ts'
import { overloaded } from './overload.ts'
import { qualityReport } from './quality-report.ts'
import type { Num, Report, WaitBy } from './report.ts'
import { tallyOf, type Tally } from './tally.ts'
import { warningsOf } from './warnings.ts'

/** Version of the engine: a change of results changes it. */
const engineVersion = '0.1.0'

type Many = readonly Observations[]

/**
 * Replications, in their order, as one report. Wall time, workers and memory are the caller's to fill in. With a `tally`, `many` is what it left of them.
 */
export function summarise(program: Program, many: Many, seed: number, tally: Tally = tallyOf(program, many)): Report {
  const mean = (of: (one: Observations) => number) => average(many.map(of))
  const num = (of: (one: Observations) => number): Num => estimate(many.map(of))
  const est = (of: (one: Observations) => Sample) => estimateSample(many.map(of))
  const { names } = program
  const worst = Math.max(0, ...many.map(({ checks }) => checks.littlesLaw))
  const lost = many.reduce((sum, { checks }) => sum + Math.abs(checks.conservation), 0)
  const segments = names.segments.map(
    (title, i) =>
      [
        title,
        {
          cases: total(many, (one) => one.segments[i]!.cases),
          leadTime: est((one) => one.segments[i]!.leadTime),
          sla: {
            target: nullable(program.segments.target[i]!),
            met: Number.isNaN(program.segments.target[i]!) ? null : num((one) => one.segments[i]!.met),
          },
        },
      ] as const,
  )
  const overloads = overloaded(program, many, tally)
  const full = new Set(overloads.flatMap(({ pools }) => pools))
  return {
    gemba: engineVersion,
    seed,
    replications: many.length,
    hashes: names.hashes,
    period: {
      from: names.from,
      to: names.to,
      warmupSeconds: mean(({ warmup }) => warmup),
      warmups: many.map(({ warmup }) => warmup),
      warmupWithinPeriod: program.measuredFrom === 0,
      warmupsFound: program.warmup === 'auto' ? many.filter(({ warmupFound }) => warmupFound).length : null,
    },
    cases: {
      arrived: total(many, ({ arrived }) => arrived),
      completed: total(many, ({ completed }) => completed),
      openBefore: total(many, ({ openBefore }) => openBefore),
      open: total(many, ({ open }) => open),
    },
    events: total(many, ({ events }) => events),
    wallSeconds: 0,
    workers: 0,
    peakMemoryBytes: null,
    leadTime: est(({ leadTime }) => leadTime),
    quantileError: sketchError,
    leadTimeHistogram: histogramOf(tally),
    leadTimeBy: leadTimeBy(many),
    segments: Object.fromEntries(segments),
    ...outcomesOf(program, many),
    steps: Object.fromEntries(
      Array.from(program.steps.state, (state, step) => [names.states[state]!.path, stepReport(program, many, step, tally)]),
    ),
    pools: Object.fromEntries(
      names.pools.map(({ id }, pool) => [id, { ...poolReport(program, many, pool, tally), overloaded: full.has(pool) }]),
    ),
    ...(program.quality ? { quality: qualityReport(program, many) } : {}),
    transitions: Object.fromEntries(names.transitions.map((uid, i) => [uid, { perCase: mean(({ transitions }) => transitions[i]!) }])),
    flow: {
      throughputPerDay: num(({ throughputPerDay }) => throughputPerDay),
      wip: num(({ wip }) => wip),
      processCycleEfficiency: num(({ processCycleEfficiency }) => processCycleEfficiency),
      firstPassYield: num(({ firstPassYield }) => firstPassYield),
    },
    bottlenecks: [],
    checks: { littlesLaw: { ok: worst < 1e-6, worst }, conservation: { ok: lost === 0, difference: lost } },
    digest: many.map(({ digest }) => digest).reduce(foldDigest, '0000000000000000'),
    warnings: warningsOf(program, many, overloads),
  }
}

function stepReport(program: Program, many: Many, step: number, tally: Tally): Report['steps'][string] {
  const state = program.names.states[program.steps.state[step]!]!
  const of = many.map(({ steps }) => steps[step]!)
  const visits = of.reduce((sum, one) => sum + one.visits, 0)
  const perVisit = (pick: (one: Observations['steps'][number]) => number, count: (one: Observations['steps'][number]) => number) => {
    const n = of.reduce((sum, one) => sum + count(one), 0)
    return n === 0 ? 0 : of.reduce((sum, one) => sum + pick(one), 0) / n
  }
  // As the mean wait is: by replication first, so that the causes sum to it.
  const waited = of.filter(({ wait }) => wait.n > 0)
  const perWait = (cause: keyof WaitBy) => (waited.length === 0 ? 0 : average(waited.map((one) => one[cause] / one.wait.n)))
  return {
    uid: state.uid,
    title: state.title,
    visits,
    wait: estimateSample(of.map(({ wait }) => wait)),
    waitOfDone: estimateSample(of.map(({ doneWait }) => doneWait)),
    waits: estimate(of.map(({ waited: n, wait }) => n / wait.n)),
    inTime: estimate(of.map(({ over, inTime }) => (Number.isNaN(program.steps.target[step]!) ? NaN : inTime / over))),
    handle: estimateSample(of.map(({ handle }) => handle)),
    queueLength: estimate(of.map(({ queueLength }) => queueLength)),
    waitBy: {
      contention: perWait('contention'),
      unavailability: perWait('unavailability'),
      priority: perWait('priority'),
      batching: perWait('batching'),
      external: perWait('external'),
    },
    rework: perVisit(
      ({ rework }) => rework,
      (one) => one.visits,
    ),
    reworkShare: estimate(of.map(({ rework, visits: n }) => rework / n)),
    interrupted: perVisit(
      ({ interrupted }) => interrupted,
      (one) => one.visits,
    ),
    ...(program.failures && program.failures.event[step]! >= 0
      ? { failed: visits === 0 ? 0 : total(many, ({ failures }) => failures?.[step] ?? 0) / visits }
      : {}),
    queueByHour: tally.stepQueueByHour(step),
  }
}

function poolReport(program: Program, many: Many, pool: number, tally: Tally): Report['pools'][string] {
  const of = many.map(({ pools }) => pools[pool]!)
  const mean = (pick: (one: Observations['pools'][number]) => number) => average(of.map(pick))
  return {
    title: program.names.pools[pool]!.title,
    utilization: estimate(of.map(({ utilization }) => utilization)),
    people: mean(({ people }) => people),
    peak: Math.max(0, ...of.map(({ peak }) => peak)),
    cost: nullable(mean(({ cost }) => cost)),
    exposureMinutes: mean(({ exposureMinutes }) => exposureMinutes),
    wait: estimate(of.map(({ wait }) => wait)),
    queueLength: estimate(of.map(({ queueLength }) => queueLength)),
    ...tally.poolByHour(pool),
    ...peopleReport(program, many, pool),
  }
}

/** Shares of the completed cases by the path of the final state: of all together, and by replication with their intervals. */
function outcomesOf(program: Program, many: Many): Pick<Report, 'outcomes' | 'outcomeShares'> {
  const completed = many.map(({ outcomes }) => outcomes.reduce((sum, n) => sum + n, 0))
  const all = completed.reduce((sum, n) => sum + n, 0)
  const isEnd = (state: number) => program.chart.kind[state] === 3 && program.chart.parent[state] === 0
  const ends = program.names.states.flatMap(({ path }, state) => {
    const n = total(many, ({ outcomes }) => outcomes[state]!)
    return n > 0 || isEnd(state) ? [{ path, state, share: all === 0 ? 0 : n / all }] : []
  })
  return {
    outcomes: Object.fromEntries(ends.map(({ path, share }) => [path, share])),
    outcomeShares: Object.fromEntries(
      ends.map(({ path, state }) => [path, estimate(many.map(({ outcomes }, i) => outcomes[state]! / completed[i]!))]),
    ),
  }
}

function leadTimeBy(many: Many): Report['leadTimeBy'] {
  const mean = (cause: keyof Report['leadTimeBy']) => average(many.map(({ leadTimeBy }) => leadTimeBy[cause]))
  return {
    contention: mean('contention'),
    unavailability: mean('unavailability'),
    priority: mean('priority'),
    batching: mean('batching'),
    external: mean('external'),
    handling: mean('handling'),
    interrupted: mean('interrupted'),
    rest: mean('rest'),
  }
}

/** All lead times in quarter powers of two, from the first to the last that occurred. */
function histogramOf({ leadTimeSketch: cells }: Tally): Report['leadTimeHistogram'] {
  const sum = cells.reduce((a, b) => a + b, 0)
  const bins: [edge: number, share: number][] = [[0, cells[0]!]]
  for (let cell = 1; cell < sketchCells; cell += 16) bins.push([edgeOf(cell), cells.slice(cell, cell + 16).reduce((a, b) => a + b, 0)])
  const used = bins.flatMap(([, n], i) => (n > 0 ? [i] : []))
  const shown = used.length === 0 ? [] : bins.slice(used[0]!, used.at(-1)! + 1)
  return { edges: shown.map(([edge]) => edge), shares: shown.map(([, n]) => n / sum) }
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, x) => sum + x, 0) / values.length
}

function total(many: Many, of: (one: Observations) => number): number {
  return many.reduce((sum, one) => sum + of(one), 0)
}

function nullable(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

/** One digest for several, in order: each word mixed into the last. */
function foldDigest(folded: string, digest: string): string {
  const words = [0, 8].map((at) => {
    const [a, b] = [parseInt(folded.slice(at, at + 8), 16), parseInt(digest.slice(at, at + 8), 16)]
    const mixed = Math.imul(Math.imul(a ^ (a >>> 15), 0x85ebca6b) ^ b, 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 13)) >>> 0).toString(16).padStart(8, '0')
  })
  return words.join('')
}
