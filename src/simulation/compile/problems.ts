import { withBuiltIns } from '../../machine/built-ins.ts'
import { stepUids } from './built-in-table.ts'
import type { Problem } from '../../workflow/problem.ts'
import type { State } from '../../workflow/state.ts'
import { titleOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { checkChart } from './chart-problems.ts'
import { checkCombinations } from './combination-problems.ts'
import { checkBacklog, checkDemand } from './demand-problems.ts'
import { checkPast } from './past-problems.ts'
import { checkNumbers } from './number-problems.ts'
import { checkPools } from './pool-problems.ts'
import { checkQuality } from './quality-problems.ts'
import { checkOutside } from './outside-problems.ts'
import { tooLong } from './run-length.ts'
import { checkWaiting } from './waiting-problems.ts'
import { checkCaseCondition, checkCondition, round, scenarioPlace, sum } from './found.ts'
import type { Context } from './found.ts'
import type { PastFile } from '../model/past.ts'
import type { Scenario } from '../model/scenario.ts'

/**
 * What keeps this workflow from being run in this scenario (errors) or makes the result doubtful (warnings). What the engine cannot do yet is
 * refused here, never ignored. `past`: the file of past cases that the scenario names, null where it is not there; it is not looked at where it is not given.
 */
export function findScenarioProblems(workflow: Workflow, scenario: Scenario, past?: PastFile | null): Problem[] {
  const problems: Problem[] = []
  const attributes = Object.values(workflow.attributes).sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1))
  const context: Context = {
    workflow,
    scenario,
    attributes,
    withBuiltIns: withBuiltIns(attributes, stepUids(workflow)),
    found: (rule, place, where, message, why, more) =>
      problems.push({
        rule,
        severity: more?.severity ?? 'error',
        place,
        where,
        message,
        why,
        ...(more?.range ? { range: more.range } : {}),
      }),
  }
  checkChart(context)
  checkCombinations(context)
  checkSteps(context)
  checkPools(context)
  checkDemand(context)
  checkPast(context, past)
  checkBacklog(context)
  checkNumbers(context)
  checkReferences(context)
  checkQuality(context)
  const long = tooLong(scenario.run.days)
  if (long !== null) problems.push(long)
  scenario.segments.forEach(({ title, when }, i) => checkCondition(context, when, scenarioPlace(`segments.${i}.when`), `Segment ${title}`))
  return problems
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
      found(
        'missing-handle-time',
        scenarioPlace(`${path}.time`),
        where,
        `The scenario has no ${what} for this step.`,
        'The engine must know how long it takes.',
      )
    }
    performance?.time.forEach(({ when }, i) => checkCaseCondition(context, when, scenarioPlace(`${path}.time.${i}.when`), where))
    checkLast(context, performance?.time ?? [], `${path}.time`, where)
    checkLast(context, performance?.patience ?? [], `${path}.patience`, where)
    checkShares(context, state)
    checkWaiting(context, state)
    checkOutside(context, state)
    checkLast(context, performance?.delay ?? [], `${path}.delay`, where)
    if (step.outcomes.length === 0)
      found('no-outcome', place, where, 'This step has no outcome.', 'A case could never leave it by the end of the work.')
    if (step.kind === 'review' && step.pools.length === 0)
      found('missing-pool', place, where, 'This review step names no pool.', 'Nobody would ever work on it.')
    if (step.kind === 'batch' && step.size === undefined && step.age === undefined && (step.at ?? []).length === 0) {
      found('endless-batch', place, where, 'This batch has neither a size nor an age nor a time of the week.', 'It would never move on.')
    }
  }
}

function checkLast({ found }: Context, entries: readonly { readonly when?: string | undefined }[], path: string, where: string): void {
  const first = entries.findIndex(({ when }) => when === undefined)
  if (first >= 0 && first < entries.length - 1)
    found(
      'idle-entry',
      scenarioPlace(`${path}.${first + 1}`),
      where,
      'An entry before this one has no condition, so it holds for all cases.',
      'The first entry that holds counts: this one never does. Put the one without a condition last.',
      { severity: 'warning' },
    )
  if (entries.length > 0 && entries.at(-1)!.when !== undefined) {
    found(
      'no-default',
      scenarioPlace(path),
      where,
      'The last entry has a condition, so some kind of case may have none.',
      'The run stops at the first such case.',
      { severity: 'warning' },
    )
  }
}

function checkShares(context: Context, state: State): void {
  const { scenario, found } = context
  const [step, where] = [state.step!, titleOf(state)]
  const path = `performance.${state.uid}.outcomes`
  const outcomes = scenario.performance[state.uid]?.outcomes ?? []
  if (outcomes.length === 0 && step.outcomes.length > 1)
    found(
      'outcome-shares',
      scenarioPlace(path),
      where,
      'The scenario has no outcome shares for this step.',
      'The engine must know how often each outcome comes.',
    )
  const events = new Set(step.outcomes.map(({ event }) => event))
  outcomes.forEach(({ when, shares }, i) => {
    checkCaseCondition(context, when, scenarioPlace(`${path}.${i}.when`), where)
    for (const event of Object.keys(shares))
      if (!events.has(event))
        found(
          'outcome-shares',
          scenarioPlace(`${path}.${i}`),
          where,
          `"${event}" has a share but is not an outcome of this step.`,
          'Nothing would take it.',
        )
    if (Math.abs(sum(shares) - 1) > 1e-6)
      found(
        'outcome-shares',
        scenarioPlace(`${path}.${i}`),
        where,
        `The outcome shares add up to ${round(sum(shares))}, not 1.`,
        'Some cases would have no outcome.',
      )
  })
  checkLast(context, outcomes, path, where)
}

/** What the scenario knows and the workflow does not. */
function checkReferences({ workflow, scenario, found }: Context): void {
  const gone = 'It has no effect; perhaps the workflow was changed after the scenario was written.'
  for (const uid of Object.keys(scenario.performance)) {
    if (!workflow.states[uid]?.step)
      found(
        'unknown-step',
        scenarioPlace(`performance.${uid}`),
        uid,
        `The scenario describes the step "${uid}", which is not in the workflow.`,
        gone,
        { severity: 'warning' },
      )
  }
  for (const id of Object.keys(scenario.pools)) {
    if (!Object.hasOwn(workflow.pools, id))
      found(
        'unknown-pool',
        scenarioPlace(`pools.${id}`),
        id,
        `The scenario describes the pool "${id}", which is not in the workflow.`,
        gone,
        { severity: 'warning' },
      )
  }
}
