import { checkExpression } from '../machine/expression.ts'
import type { Action } from '../workflow/action.ts'
import type { Attribute, AttributeValue } from '../workflow/attribute.ts'
import { isDuration } from '../workflow/duration.ts'
import type { Place, Problem } from '../workflow/problem.ts'
import type { State } from '../workflow/state.ts'
import type { Transition } from '../workflow/transition.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Scenario } from './scenario.ts'
import { isZone } from './wall-clock.ts'

/** Collects what the rules find. */
type Found = (rule: string, place: Place, where: string, message: string, why: string, more?: { severity?: Problem['severity']; range?: readonly [number, number] }) => void
type Context = { readonly workflow: Workflow; readonly scenario: Scenario; readonly attributes: readonly Attribute[]; readonly found: Found }

/**
 * What keeps this workflow from being run in this scenario (errors) or makes the result doubtful (warnings). What the engine cannot do yet is
 * refused here, never ignored.
 */
export function findScenarioProblems(workflow: Workflow, scenario: Scenario): Problem[] {
  const problems: Problem[] = []
  const attributes = Object.values(workflow.attributes).sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1))
  const context: Context = {
    workflow, scenario, attributes,
    found: (rule, place, where, message, why, more) =>
      problems.push({ rule, severity: more?.severity ?? 'error', place, where, message, why, ...(more?.range ? { range: more.range } : {}) }),
  }
  checkStates(context)
  checkTransitions(context)
  checkSteps(context)
  checkPools(context)
  checkDemand(context)
  checkReferences(context)
  scenario.segments.forEach(({ title, when }, i) => checkCondition(context, when, scenarioPlace(`segments.${i}.when`), `Segment ${title}`))
  return problems
}

function scenarioPlace(path: string): Place {
  return { kind: 'scenario', path }
}

/** The statechart itself must be whole, and hold nothing that the engine has no meaning for. */
function checkStates({ workflow, attributes, found }: Context): void {
  for (const state of Object.values(workflow.states)) {
    const [place, where] = [{ kind: 'state', id: state.uid } as const, titleOf(state)]
    const initial = state.initial === null ? undefined : workflow.states[state.initial]
    if (state.type === 'compound' && (!initial || initial.parent !== state.uid)) found('no-initial', place, where, 'This state has no initial state inside it.', 'A case that enters it would not know where to go.')
    if (initial?.type === 'history') found('cannot-simulate', place, where, 'A history state cannot be the initial state.', 'Nothing can be remembered the first time.')
    if (state.extra && Object.hasOwn(state.extra, 'invoke')) found('cannot-simulate', place, where, 'This state invokes an actor, which the engine does not run.', 'The simulated case would miss what the actor does.')
    if (hasInitialActions(state)) found('cannot-simulate', place, where, 'Actions on the initial transition are not simulated; put them on the entry of the state.', 'The simulated case would miss them.')
    for (const action of [...state.entry, ...state.exit]) checkAction(action, attributes, place, where, found)
  }
}

function hasInitialActions(state: State): boolean {
  const initial = state.extra?.['initial']
  return typeof initial === 'object' && initial !== null && 'actions' in initial
}

function checkAction(action: Action, attributes: readonly Attribute[], place: Place, where: string, found: Found): void {
  if (action.type === 'named') {
    found('cannot-simulate', place, where, `The action "${action.name}" has only a name; give it as set, count or draw.`, 'The engine cannot know what it does to the case.')
    return
  }
  const attribute = attributes.find(({ name }) => name === action.attribute)
  if (!attribute) found('unknown-attribute', place, where, `The action changes "${action.attribute}", which is not a case attribute.`, 'There is nothing to change.')
  if (action.type === 'set') {
    const checked = checkExpression(action.to, attributes)
    if (!checked.ok) found('bad-expression', place, where, checked.message, 'The action cannot be carried out.', { range: checked.range })
  }
  if (action.type === 'draw' && Math.abs(sum(action.shares) - 1) > 1e-6) found('shares', place, where, `The shares of the draw add up to ${round(sum(action.shares))}, not 1.`, 'Some cases would get no value.')
}

function checkTransitions({ workflow, attributes, found }: Context): void {
  for (const transition of Object.values(workflow.transitions)) {
    const source = workflow.states[transition.source]
    const [place, where] = [{ kind: 'transition', id: transition.uid } as const, source ? titleOf(source) : transition.source]
    if (transition.targets.some((target) => !Object.hasOwn(workflow.states, target))) found('missing-target', place, where, 'A transition leads to a state that is not there.', 'The case could not go on.')
    if (source?.type === 'history' && transition.targets.length > 1) found('cannot-simulate', place, where, 'A history state with several defaults is not simulated.', 'Only one default is understood.')
    const { guard, trigger } = transition
    if (guard !== null && !('expression' in guard)) found('cannot-simulate', place, where, `The guard "${guard.name}" has only a name; give it as an expression.`, 'The engine cannot know when it holds.')
    else if (guard !== null) checkGuard(guard.expression, attributes, transition, where, found)
    if (trigger.kind === 'after' && typeof trigger.delay === 'string' && !isDuration(trigger.delay)) found('cannot-simulate', place, where, `The delay "${trigger.delay}" has only a name; give it in milliseconds.`, 'The engine cannot know how long it is.')
    for (const action of transition.actions) checkAction(action, attributes, place, where, found)
  }
}

function checkGuard(expression: string, attributes: readonly Attribute[], transition: Transition, where: string, found: Found): void {
  const checked = checkExpression(expression, attributes)
  const place = { kind: 'transition', id: transition.uid } as const
  if (!checked.ok) found('bad-expression', place, where, checked.message, 'The guard cannot be evaluated.', { range: checked.range })
  else if (checked.type !== 'bool') found('bad-expression', place, where, 'The guard is not a condition.', 'A guard must be true or false.')
}

function checkCondition({ attributes, found }: Context, expression: string | undefined, place: Place, where: string, wanted: 'bool' | 'number' = 'bool'): boolean {
  if (expression === undefined) return true
  const checked = checkExpression(expression, attributes)
  if (checked.ok && (checked.type === wanted || (wanted === 'number' && checked.type === 'bool'))) return true
  const message = checked.ok ? `This must be ${wanted === 'bool' ? 'a condition' : 'a number'}, but it is not.` : checked.message
  found('bad-expression', place, where, message, 'It cannot be evaluated for a case.', checked.ok ? {} : { range: checked.range })
  return false
}

/** Every step must say how long it takes and how it ends. */
function checkSteps(context: Context): void {
  const { workflow, scenario, found } = context
  for (const state of Object.values(workflow.states)) {
    const { step } = state
    if (step === null || state.type !== 'atomic') continue
    const [place, where] = [{ kind: 'state', id: state.uid } as const, titleOf(state)]
    const performance = scenario.performance[state.uid]
    const path = `performance.${state.uid}`
    if (step.kind !== 'batch' && (performance?.time ?? []).length === 0) {
      const what = step.kind === 'review' ? 'handle time' : step.kind === 'wait' ? 'delay' : 'latency'
      found('missing-handle-time', scenarioPlace(`${path}.time`), where, `The scenario has no ${what} for this step.`, 'The engine must know how long it takes.')
    }
    performance?.time.forEach(({ when }, i) => checkCondition(context, when, scenarioPlace(`${path}.time.${i}.when`), where))
    checkLast(context, performance?.time ?? [], `${path}.time`, where)
    checkShares(context, state)
    if (step.outcomes.length === 0) found('no-outcome', place, where, 'This step has no outcome.', 'A case could never leave it by the end of the work.')
    if (step.kind === 'review' && step.pools.length === 0) found('missing-pool', place, where, 'This review step names no pool.', 'Nobody would ever work on it.')
    if (step.kind === 'review' && step.endOfShift !== undefined && step.endOfShift !== 'finish') {
      found('cannot-simulate', place, where, `"${step.endOfShift}" at the end of a shift is not simulated yet; only "finish" is.`, 'The result would pretend that people stay on.')
    }
    if (step.kind === 'batch' && step.size === undefined && step.age === undefined && (step.at ?? []).length === 0) {
      found('endless-batch', place, where, 'This batch has neither a size nor an age nor a time of the week.', 'It would never move on.')
    }
  }
}

function checkLast({ found }: Context, entries: readonly { readonly when?: string | undefined }[], path: string, where: string): void {
  if (entries.length > 0 && entries.at(-1)!.when !== undefined) {
    found('no-default', scenarioPlace(path), where, 'The last entry has a condition, so some kind of case may have none.', 'The run stops at the first such case.', { severity: 'warning' })
  }
}

function checkShares(context: Context, state: State): void {
  const { scenario, found } = context
  const [step, where] = [state.step!, titleOf(state)]
  const path = `performance.${state.uid}.outcomes`
  const outcomes = scenario.performance[state.uid]?.outcomes ?? []
  if (outcomes.length === 0 && step.outcomes.length > 1) found('outcome-shares', scenarioPlace(path), where, 'The scenario has no outcome shares for this step.', 'The engine must know how often each outcome comes.')
  const events = new Set(step.outcomes.map(({ event }) => event))
  outcomes.forEach(({ when, shares }, i) => {
    checkCondition(context, when, scenarioPlace(`${path}.${i}.when`), where)
    for (const event of Object.keys(shares)) if (!events.has(event)) found('outcome-shares', scenarioPlace(`${path}.${i}`), where, `"${event}" has a share but is not an outcome of this step.`, 'Nothing would take it.')
    if (Math.abs(sum(shares) - 1) > 1e-6) found('outcome-shares', scenarioPlace(`${path}.${i}`), where, `The outcome shares add up to ${round(sum(shares))}, not 1.`, 'Some cases would have no outcome.')
  })
  checkLast(context, outcomes, path, where)
}

function checkPools(context: Context): void {
  const { workflow, scenario, found } = context
  const used = new Map<string, State>()
  for (const state of Object.values(workflow.states)) if (state.step?.kind === 'review') for (const pool of state.step.pools) if (!used.has(pool)) used.set(pool, state)
  for (const [id, state] of used) {
    const where = titleOf(state)
    if (!Object.hasOwn(workflow.pools, id)) found('unknown-pool', { kind: 'state', id: state.uid }, where, `The step names the pool "${id}", which is not there.`, 'Nobody would ever work on it.')
    else if (!Object.hasOwn(scenario.pools, id)) found('missing-pool', scenarioPlace(`pools.${id}`), workflow.pools[id]!.title, 'The scenario says nothing about this pool.', 'The engine must know who is on shift when.')
    else if (!scenario.pools[id]!.shifts.some(({ people, days }) => people > 0 && days.length > 0)) found('unstaffed-pool', scenarioPlace(`pools.${id}.shifts`), workflow.pools[id]!.title, 'Nobody is ever on shift in this pool.', 'Cases that need it would wait for ever.')
  }
  for (const [id, pool] of Object.entries(scenario.pools)) {
    const where = workflow.pools[id]?.title ?? id
    if (pool.timezone !== undefined && !isZone(pool.timezone)) found('bad-zone', scenarioPlace(`pools.${id}.timezone`), where, `"${pool.timezone}" is not a time zone; write one like Europe/Dublin.`, 'Shifts are wall-clock times.')
    if (pool.order.kind === 'priority') checkCondition(context, pool.order.expression, scenarioPlace(`pools.${id}.order`), where, 'number')
  }
}

function checkDemand(context: Context): void {
  const { scenario, attributes, found } = context
  if (!isZone(scenario.timezone)) found('bad-zone', scenarioPlace('timezone'), 'Scenario', `"${scenario.timezone}" is not a time zone; write one like Europe/Dublin.`, 'All wall-clock times depend on it.')
  if (Number.isNaN(Date.parse(`${scenario.start}Z`))) found('bad-date', scenarioPlace('start'), 'Scenario', `"${scenario.start}" is not a date that exists.`, 'The run must start somewhere.')
  scenario.mix.forEach(({ values }, i) => {
    for (const [name, value] of Object.entries(values)) checkValue(attributes, name, value, `mix.${i}`, found)
  })
  if (scenario.demand.kind !== 'profile') return
  scenario.demand.spikes.forEach((spike, i) => {
    checkCondition(context, spike.when, scenarioPlace(`demand.spikes.${i}.when`), spike.title)
    if (spike.to === undefined && spike.halfLife === undefined) found('endless-spike', scenarioPlace(`demand.spikes.${i}`), spike.title, 'This spike has neither an end nor a half-life.', 'It would last to the end of the run.', { severity: 'warning' })
  })
  if (scenario.demand.growthPerMonth <= -1) found('bad-growth', scenarioPlace('demand.growthPerMonth'), 'Demand', 'A growth of -100 % a month or less leaves nothing.', 'Demand cannot become negative.')
}

function checkValue(attributes: readonly Attribute[], name: string, value: AttributeValue, path: string, found: Found): void {
  const attribute = attributes.find((known) => known.name === name)
  const fits = attribute !== undefined && (attribute.type === 'enum' ? attribute.values.includes(String(value)) : typeof value === attribute.type)
  if (!attribute) found('unknown-attribute', scenarioPlace(path), 'Mix', `"${name}" is not an attribute of the workflow.`, 'No guard could ask for it.')
  else if (!fits) found('bad-value', scenarioPlace(path), 'Mix', `"${name}" cannot be ${JSON.stringify(value)}.`, 'Guards would compare it with values it never has.')
}

/** What the scenario knows and the workflow does not. */
function checkReferences({ workflow, scenario, found }: Context): void {
  const gone = 'It has no effect; perhaps the workflow was changed after the scenario was written.'
  for (const uid of Object.keys(scenario.performance)) {
    if (!workflow.states[uid]?.step) found('unknown-step', scenarioPlace(`performance.${uid}`), uid, `The scenario describes the step "${uid}", which is not in the workflow.`, gone, { severity: 'warning' })
  }
  for (const id of Object.keys(scenario.pools)) {
    if (!Object.hasOwn(workflow.pools, id)) found('unknown-pool', scenarioPlace(`pools.${id}`), id, `The scenario describes the pool "${id}", which is not in the workflow.`, gone, { severity: 'warning' })
  }
}

function sum(shares: Readonly<Record<string, number>>): number {
  return Object.values(shares).reduce((total, share) => total + share, 0)
}

function round(x: number): string {
  return x.toFixed(4).replace(/\.?0+$/, '')
}
