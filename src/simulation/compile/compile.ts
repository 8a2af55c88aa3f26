import * as actionKind from '../program/codes/action-kind.ts'
import type { Action } from '../../workflow/action.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { parseDuration } from '../../workflow/duration.ts'
import type { Problem } from '../../workflow/problem.ts'
import type { State } from '../../workflow/state.ts'
import { stepEvents } from '../../workflow/step-events.ts'
import type { Transition } from '../../workflow/transition.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { PastFile } from '../model/past.ts'
import type { Arrival } from '../model/arrival.ts'
import { chartTable } from './chart-table.ts'
import { backlogTable, sayBacklog } from './backlog-table.ts'
import { clockTable } from './clock-table.ts'
import { hoursLevel } from './demand-problems.ts'
import { keptShare, profileTable, replayTable } from './demand-table.ts'
import { failureTable } from './failure-table.ts'
import { FormulaTable } from './formula-table.ts'
import { leadInOf } from './lead-in.ts'
import { cumulative, flatten } from './lists.ts'
import { luckTable } from './luck-table.ts'
import { askedBuiltIns, builtInTable } from './built-in-table.ts'
import { groupsOf } from './crew-table.ts'
import { outsideTable, restShares } from './outside-table.ts'
import { poolTables } from './pool-table.ts'
import { casesPerDay, resampleTable } from './resample-table.ts'
import { qualityTable } from './quality-table.ts'
import { stepTable } from './step-table.ts'
import type { Profile } from '../model/demand.ts'
import { purposeOf } from '../engine/chance.ts'
import { sayParameter } from '../model/parameter-words.ts'
import { findScenarioProblems } from './problems.ts'
import { UserError } from '../../workflow/user-error.ts'
import { mostDays, tooLong } from './run-length.ts'
import type { ActionTable, Chart, Program } from '../program/program.ts'
import type { PoolScenario, Scenario } from '../model/scenario.ts'
import { localSeconds, wallClock } from '../model/wall-clock.ts'
import type { WallClock } from '../model/wall-clock.ts'
import { zoneOf } from '../model/zone.ts'

export type CompileInput = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  /** For a demand of kind `replay`: seconds since the scenario's start. */
  readonly arrivals?: readonly Arrival[]
  /** For a demand of kind `resample` and luck from history: the file that the scenario names; null: it is not there. */
  readonly past?: PastFile | null
  /**
   * Overrides of the scenario's run. `cases`: arrivals stop after so many and the run ends when all have left, at the latest 30 days and a
   * quarter later than the demand should need for them; then the whole run counts, unless a warm-up in days is given.
   */
  readonly run?: {
    readonly days?: number
    readonly cases?: number
    readonly warmup?: 'auto' | number
    readonly seed?: number
    readonly replications?: number
  }
  readonly hashes?: { readonly workflow?: string; readonly scenario?: string; readonly history?: string }
}

/**
 * Workflow and scenario as flat tables for the engine, or what stands in the way: every error of `findScenarioProblems`. The same input
 * gives the same program.
 */
export function compile(
  input: CompileInput,
): { readonly ok: true; readonly program: Program } | { readonly ok: false; readonly problems: readonly Problem[] } {
  const { workflow, scenario } = input
  const problems = findScenarioProblems(workflow, scenario, input.past ?? null).filter(({ severity }) => severity === 'error')
  const long = input.run?.days === undefined ? null : tooLong(input.run.days)
  if (long !== null) problems.push(long)
  if (scenario.demand.kind === 'replay' && (input.arrivals ?? []).length === 0) problems.push(noArrivals)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, program: programOf(input) }
}

const noArrivals: Problem = {
  rule: 'no-arrivals',
  severity: 'error',
  place: { kind: 'scenario', path: 'demand' },
  where: 'Demand',
  message: 'The scenario replays a history, but no history was given.',
  why: 'Without arrivals there is nothing to simulate.',
}

function programOf({ workflow, scenario, arrivals = [], past, run = {}, hashes = {} }: CompileInput): Program {
  const attributes = Object.values(workflow.attributes).sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1))
  const asked = askedBuiltIns(workflow, scenario, attributes)
  const formulas = new FormulaTable([...attributes, ...asked])
  const zone = zoneOf(scenario.timezone)
  const { backlog = [] } = scenario
  const cutsNothing = run.cases !== undefined || (backlog.length > 0 && scenario.run.warmup === 'auto')
  const warmupAsked = run.warmup ?? (cutsNothing ? 0 : scenario.run.warmup)
  const leadIn = warmupAsked === 'auto' && run.cases === undefined ? leadInOf(workflow, scenario) : null
  const start = zone.momentOf(localSeconds(scenario.start) - (leadIn?.days ?? 0) * 86400)
  const wall = wallClock(zone, start)
  const measuredFrom = leadIn === null ? 0 : wall.toSeconds(localSeconds(scenario.start))
  const kept = (profile: Profile) => keptShare(profile, scenario.mix, attributes, formulas)
  const horizon = horizonOf(scenario, run, { arrivals, past }, wall, kept)
  const clock = clockTable(zone, start, horizon)
  const outcomes = Object.values(workflow.states).flatMap(({ step }) => (step === null ? [] : stepEvents(step)))
  const { chart, states, transitions, events, names } = chartTable(workflow, formulas, [...new Set(outcomes)].sort())
  const pools = Object.values(workflow.pools).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  const poolIds = pools.map(({ id }) => id)
  const stepInput = { states, scenario, poolIds, events, formulas, clock: wall, horizon }
  const { steps, delaysAt, restsAt } = stepTable(stepInput)
  const { actions, at } = actionTable(states, transitions, attributes, formulas, steps.state.length)
  const { pools: poolRows, crews } = poolTables({ ids: poolIds, scenario, states, formulas, start, horizon })
  const stepStates = states.filter((state) => state.type === 'atomic' && state.step !== null)
  const outside = outsideTable({ scenario, steps: stepStates, delaysAt, restsAt, start, horizon })
  const luck =
    scenario.run.luck === 'history'
      ? luckTable({
          workflow,
          scenario,
          past: past!,
          attributes,
          formulas,
          events,
          steps: stepStates,
          table: steps,
          tableOf: (performance) => {
            const told = { ...scenario, performance }
            return { steps: stepTable({ ...stepInput, scenario: told }).steps, restShare: restShares(told, stepStates) }
          },
        })
      : null
  const failures = failureTable(stepStates, scenario, events, formulas)
  const quality = qualityTable({ quality: scenario.quality, states, steps: stepStates, events, poolIds, attributes, formulas })
  const segments = {
    when: Int32Array.from(scenario.segments, ({ when }) => formulas.add(when)),
    target: Float64Array.from(scenario.segments, ({ target }) => (target === undefined ? NaN : parseDuration(target))),
  }
  const demandInput = { attributes, formulas, wall, horizon, measuredFrom }
  const demand =
    scenario.demand.kind === 'replay'
      ? replayTable(scenario.demand, arrivals, demandInput)
      : scenario.demand.kind === 'resample'
        ? resampleTable(scenario.demand, scenario, past!, clock, demandInput)
        : profileTable(scenario.demand, scenario.mix, scenario.mixByWeek ?? [], clock, demandInput)
  const comeAndGo = crews.some((crew) => crew !== null && crew.changeTime.length > crew.group.length)
  const weekly = isWeekly(scenario) || poolRows.changeTime.length > poolIds.length || comeAndGo
  const warmup = leadIn !== null ? measuredFrom : warmupAsked === 'auto' ? 'auto' : warmupAsked * 86400
  const instant = (seconds: number) => new Date((start + seconds) * 1000).toISOString()
  return {
    seed: run.seed ?? scenario.run.seed,
    replications: run.replications ?? scenario.run.replications,
    horizon,
    warmup,
    measuredFrom,
    parts: partsOf(horizon, weekly, wall),
    maxCases: run.cases ?? Infinity,
    chart: { ...chart, ...at },
    actions,
    steps,
    pools: poolRows,
    crews,
    demand,
    backlog: backlogTable(backlog, states, demandInput),
    outside,
    luck: luck && luck.table,
    builtIns: builtInTable(asked, attributes.length, stepStates, formulas),
    segments,
    failures,
    quality,
    clock,
    formulas: formulas.formulas,
    names: {
      ...names,
      pools: pools.map(({ id, title }) => ({ id, title })),
      crews: crews.map((crew, i) => (crew === null ? [] : crewNames(scenario.pools[poolIds[i]!]!))),
      segments: scenario.segments.map(({ title }) => title),
      attributes: attributes.map(({ name, type }) => ({ name, type })),
      texts: formulas.texts,
      from: instant(measuredFrom),
      to: instant(horizon),
      zone: scenario.timezone,
      hashes: { workflow: hashes.workflow ?? '', scenario: hashes.scenario ?? '', history: hashes.history ?? null },
      warnings: [
        ...guesses(scenario, workflow),
        ...sayBacklog(backlog, warmup === 0),
        ...(leadIn?.warnings ?? []),
        ...demandNotes(scenario),
        ...(luck?.warnings ?? []),
        ...(luck !== null && backlog.length > 0
          ? ['Cases that are open at the start take no past luck: what befalls them is drawn from the tables.']
          : []),
      ],
    },
  }
}

/** What a run must say of its demand before anything else. */
function demandNotes({ demand }: Scenario): string[] {
  const level = demand.kind === 'profile' ? hoursLevel(demand) : null
  return level === null ? [] : [level]
}

function crewNames(pool: PoolScenario): Program['names']['crews'][number] {
  return groupsOf(pool).map(({ title, vendor = pool.vendor, site = pool.site }) => ({
    title,
    ...(vendor === undefined ? {} : { vendor }),
    ...(site === undefined ? {} : { site }),
  }))
}

/** End of the run in seconds. Days are days of the wall clock. */
function horizonOf(
  scenario: Scenario,
  run: NonNullable<CompileInput['run']>,
  { arrivals, past }: { readonly arrivals: readonly Arrival[]; readonly past: PastFile | null | undefined },
  wall: WallClock,
  kept: (demand: Profile) => number,
): number {
  const daysLater = (days: number) => wall.toSeconds(localSeconds(scenario.start) + days * 86400)
  if (run.cases === undefined || run.days !== undefined) return daysLater(run.days ?? scenario.run.days)
  const { demand } = scenario
  const expected =
    demand.kind === 'replay'
      ? (arrivals[Math.min(run.cases, arrivals.length) - 1]?.time ?? 0) / 86400
      : demand.kind === 'resample'
        ? run.cases / Math.max(1e-9, casesPerDay(demand, scenario, past!))
        : run.cases / Math.max(1e-9, demand.casesPerHour * (demand.scale ?? 1) * 24 * mean(demand.hourOfWeek) * kept(demand))
  const days = Math.ceil(expected * 1.25 + 30)
  if (days > mostDays)
    throw new UserError(`So few cases come that ${run.cases} of them take more than ${mostDays.toLocaleString('en')} days (a century).`)
  return daysLater(days)
}

/** Weekly demand is cut in whole weeks of the wall clock (several where there are more than 60), a steady one in fortieths of the run. */
function partsOf(horizon: number, weekly: boolean, wall: WallClock): Float64Array {
  if (!weekly) return Float64Array.from({ length: 40 }, (_, i) => (horizon * (i + 1)) / 40)
  const first = wall.toLocal(0)
  const weeks = Math.floor((wall.toLocal(horizon) - first) / (7 * 86400))
  const together = Math.max(1, Math.ceil(weeks / 60))
  return Float64Array.from({ length: Math.floor(weeks / together) }, (_, i) => wall.toSeconds(first + (i + 1) * together * 7 * 86400))
}

function isWeekly({ demand, mixByWeek = [] }: Scenario): boolean {
  return demand.kind !== 'profile' || !isLevel(demand.hourOfWeek) || mixByWeek.length > 0
}

function isLevel(profile: readonly number[]): boolean {
  return profile.every((factor) => Math.abs(factor - profile[0]!) < 1e-9)
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / Math.max(1, numbers.length)
}

/** Entry actions of all states, then exit actions, then those of transitions. */
function actionTable(
  states: readonly State[],
  transitions: readonly Transition[],
  attributes: readonly Attribute[],
  formulas: FormulaTable,
  steps: number,
): { actions: ActionTable; at: Pick<Chart, 'entryAt' | 'exitAt' | 'effectAt'> } {
  const lists = [
    ...states.map(({ uid, entry }) => understood(entry, `${uid} entry`)),
    ...states.map(({ uid, exit }) => understood(exit, `${uid} exit`)),
    ...transitions.map((transition) => understood(transition.actions, `${transition.uid} action`)),
  ]
  const { items, at } = flatten(lists)
  const draws = items.filter(({ action }) => action.type === 'draw').map(({ what }) => what)
  const values = flatten(items.map(({ action }) => (action.type === 'draw' ? drawsOf(action, attributes, formulas) : [])))
  const actions: ActionTable = {
    kind: Uint8Array.from(items, ({ action }) => actionKind[action.type]),
    attribute: Int32Array.from(items, ({ action }) => attributes.findIndex(({ name }) => name === action.attribute)),
    operand: Int32Array.from(items, ({ action, what }) =>
      action.type === 'set' ? formulas.add(action.to) : action.type === 'draw' ? steps + draws.indexOf(what) : -1,
    ),
    by: Float64Array.from(items, ({ action }) => (action.type === 'count' ? action.by : 0)),
    values: Float64Array.from(values.items, ([value]) => value),
    shares: Float64Array.from(values.items, ([, share]) => share),
    valuesAt: values.at,
    purpose: Int32Array.from(items, ({ what }) => purposeOf(what)),
    counters: steps + draws.length,
  }
  const n = states.length
  return { actions, at: { entryAt: at.slice(0, n + 1), exitAt: at.slice(n, 2 * n + 1), effectAt: at.slice(2 * n) } }
}

/** The actions that do something to a case, each with the name of its luck; one that has only a name does nothing here. */
function understood(list: readonly Action[], what: string): { action: Exclude<Action, { type: 'named' }>; what: string }[] {
  return list.flatMap((action, i) => (action.type === 'named' ? [] : [{ action, what: `${what} ${i}` }]))
}

function drawsOf(action: Extract<Action, { type: 'draw' }>, attributes: readonly Attribute[], formulas: FormulaTable): [number, number][] {
  const entries = Object.entries(action.shares)
  const shares = cumulative(entries.map(([, share]) => share))
  const type = attributes.find(({ name }) => name === action.attribute)?.type
  return entries.map(([text], i) => [
    type === 'number' ? Number(text) : type === 'boolean' ? Number(text === 'true') : formulas.number(text),
    shares[i]!,
  ])
}

/** Parameters that were guessed, said once. */
function guesses(scenario: Scenario, workflow: Workflow): string[] {
  const guessed = Object.entries(scenario.origins)
    .filter(([, { source }]) => source === 'guessed')
    .map(([path]) => path)
    .sort()
  const named =
    guessed
      .slice(0, 5)
      .map((path) => sayParameter(path, workflow))
      .join(', ') + (guessed.length > 5 ? ` and ${guessed.length - 5} more` : '')
  return guessed.length === 0 ? [] : [`Guessed, not measured: ${named}. Treat the result as a sketch until they are.`]
}
