import type { OpenCase } from '../history/open-cases.ts'
import { checkExpression, evaluateExpression } from '../machine/expression.ts'
import { compile } from '../simulation/compile/compile.ts'
import { startingAt } from '../simulation/compile/starting-at.ts'
import { Replication } from '../simulation/experiment/replicate.ts'
import type { PastFile } from '../simulation/model/past.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Program } from '../simulation/program/program.ts'
import { parseDuration } from '../workflow/duration.ts'
import type { Problem } from '../workflow/problem.ts'
import { documentOrder, titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { Whereabouts } from './whereabouts.ts'
import type { Onward } from './whereabouts.ts'

export type ForecastInput = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  readonly past?: PastFile | null
  readonly open: readonly OpenCase[]
  /** Seconds since 1970, a whole second. */
  readonly from: number
  readonly hours: number
  readonly replications: number
  readonly seed: number
  /** Awaited again and again; throws to end all. */
  readonly breathe: () => Promise<void>
  readonly onProgress?: (done: number, planned: number) => void
}

/** Of so many futures: the 10th percentile, the median and the 90th. Four of five futures lie between the outer two. */
export type Band = { readonly low: number; readonly middle: number; readonly high: number }

/** How many cases are there, waiting or in work, at every full hour from 0 on. */
export type Fan = { readonly id: string; readonly title: string; readonly byHour: readonly Band[] }

export type PlaceForecast = Fan & {
  /** Hours until the last of the cases that are there now has left; Infinity: not within the forecast. Null where none is there. */
  readonly clears: Band | null
}

export type CaseForecast = {
  readonly open: OpenCase
  readonly state: string
  /** The nearest promise to this case, and the share of futures in which it is broken; `breach` null: it falls due after the forecast. */
  readonly due: { readonly what: string; readonly at: number; readonly breach: number | null } | null
  /** Hours until it is done; Infinity: not within the forecast. */
  readonly done: Band
}

export type Forecast = {
  readonly from: number
  readonly hours: number
  readonly replications: number
  readonly all: Fan
  /** Atomic states in which somebody is at some hour of some future, in document order. */
  readonly places: readonly PlaceForecast[]
  /** By pool: the cases at its steps. A step of several pools counts for each. */
  readonly pools: readonly Fan[]
  readonly cases: readonly CaseForecast[]
}

/**
 * The next hours, from the cases that are open now: many futures, each with arrivals, people and times of its own luck, all of them beginning with these cases
 * in their states. Work in hand begins anew, and of a parallel state only the named region is known (simulation.md, section 2).
 */
export async function forecast(
  input: ForecastInput,
): Promise<{ ok: true; forecast: Forecast } | { ok: false; problems: readonly Problem[] }> {
  const { workflow, scenario, open, from, hours, replications, seed, breathe, onProgress = () => {} } = input
  const compiled = compile({
    workflow,
    scenario: { ...startingAt(scenario, from), backlog: backlogOf(open, from) },
    ...(input.past === undefined ? {} : { past: input.past }),
    run: { days: hours / 24, warmup: 0, seed, replications: 1 },
  })
  if (!compiled.ok) return compiled
  const { program } = compiled
  const futures: Whereabouts[] = []
  for (let number = 0; number < replications; number++) {
    const future = new Whereabouts(program, hours)
    const replication = new Replication(program, number, future.hooks)
    while (!replication.advance(eventsPerBreath)) await breathe()
    future.finish()
    futures.push(future)
    onProgress(number + 1, replications)
    await breathe()
  }
  return { ok: true, forecast: { from, hours, replications, ...summed(input, program, futures) } }
}

const eventsPerBreath = 20_000
const hour = 3600

/** One entry for each case, since each has an age of its own. A case that arrives or moves on later than `from` counts as just come. */
function backlogOf(open: readonly OpenCase[], from: number): NonNullable<Scenario['backlog']> {
  const ago = (instant: number) => ({ kind: 'constant' as const, value: Math.max(0, from - instant) })
  return open.map(({ id, state, arrived, since, values }) => ({
    title: id,
    state,
    cases: 1,
    age: ago(arrived),
    inState: ago(since),
    values: { ...values },
  }))
}

function summed(
  { workflow, scenario, open, from, hours }: ForecastInput,
  program: Program,
  futures: readonly Whereabouts[],
): Pick<Forecast, 'all' | 'places' | 'pools' | 'cases'> {
  const { states } = program.names
  const fan = (id: string, title: string, among: readonly number[]): Fan => ({
    id,
    title,
    byHour: Array.from({ length: hours + 1 }, (_, at) =>
      bandOf(futures.map(({ counts }) => sum(among.map((state) => counts[state]![at]!)))),
    ),
  })
  const used = states.flatMap((_, state) => (futures.some(({ counts }) => counts[state]!.some((count) => count > 0)) ? [state] : []))
  const entries = new Map<string, number[]>()
  for (const [entry, { state }] of open.entries()) entries.set(state, [...(entries.get(state) ?? []), entry])
  const clears = (uid: string): Band | null => {
    const here = entries.get(uid)
    if (!here) return null
    return bandOf(futures.map(({ opened }) => here.reduce((last, entry) => Math.max(last, opened[entry]!.left), 0) / hour))
  }
  const poolSteps = (pool: number) =>
    Array.from(program.steps.state).filter((_, step) => {
      const { pools, poolsAt } = program.steps
      return pools.subarray(poolsAt[step], poolsAt[step + 1]).includes(pool)
    })
  const titles = new Map(documentOrder(workflow).map((state) => [state.uid, titleOf(state)]))
  return {
    all: fan('', 'All open cases', used),
    places: used.map((state) => {
      const { uid } = states[state]!
      return { ...fan(uid, titles.get(uid)!, [state]), clears: clears(uid) }
    }),
    pools: program.names.pools.map(({ id, title }, pool) => fan(id, title, poolSteps(pool))),
    cases: open.map((one, entry) => {
      const onward = futures.map(({ opened }) => opened[entry]!)
      return {
        open: one,
        state: titles.get(one.state)!,
        due: dueOf(one, onward, { workflow, scenario, from, hours }),
        done: bandOf(onward.map(({ done }) => done / hour)),
      }
    }),
  }
}

/** The promise that falls due first: the case's own (the shortest of its segments) or that of the step it is at. */
function dueOf(
  open: OpenCase,
  onward: readonly Onward[],
  { workflow, scenario, from, hours }: Pick<ForecastInput, 'workflow' | 'scenario' | 'from' | 'hours'>,
): CaseForecast['due'] {
  const attributes = Object.values(workflow.attributes)
  const context = { ...Object.fromEntries(attributes.map(({ name, default: value }) => [name, value])), ...open.values }
  // A segment that asks for what only a run knows (visits, age) says nothing of one case now.
  const holds = (when: string) => checkExpression(when, attributes).ok && evaluateExpression(when, attributes, context) === true
  const promises = scenario.segments.flatMap(({ title, when, target }) =>
    target !== undefined && (when === undefined || holds(when))
      ? [{ what: title, at: open.arrived + parseDuration(target), of: ({ done }: Onward) => done }]
      : [],
  )
  const target = workflow.states[open.state]?.step?.target
  if (target !== undefined)
    promises.push({ what: titleOf(workflow.states[open.state]!), at: open.since + parseDuration(target), of: ({ left }) => left })
  const next = promises.sort((one, other) => one.at - other.at)[0]
  if (!next) return null
  const limit = next.at - from
  const breach = limit > hours * hour ? null : onward.filter((one) => next.of(one) > limit).length / onward.length
  return { what: next.what, at: next.at, breach }
}

/** Order statistics, so that a count stays a count: of 200 the 20th, the 100th and the 181st. */
function bandOf(values: readonly number[]): Band {
  const sorted = [...values].sort((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!
  return { low: at(0.1), middle: at(0.5), high: sorted[sorted.length - Math.ceil(0.1 * sorted.length)]! }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
