import { parseDuration } from '../../workflow/duration.ts'
import { titleOf } from '../../workflow/tree.ts'
import type { Quality, ViewCurve } from '../model/quality.ts'
import { isCrew } from './crew-table.ts'
import { checkCaseCondition, checkCondition, scenarioPlace } from './found.ts'
import type { Context } from './found.ts'

const noEffect = 'It has no effect; perhaps the workflow was changed after the scenario was written.'

/** What is wrong with the scenario's failures of automatic steps, and with what it says of decisions and harm. */
export function checkQuality(context: Context): void {
  checkFailures(context)
  const { quality } = context.scenario
  if (quality === undefined) return
  quality.violating.forEach(({ when }, i) => checkCondition(context, when, scenarioPlace(`quality.violating.${i}.when`), 'Violating cases'))
  checkAttribute(context, quality)
  quality.decisions.forEach((decision, i) => checkDecision(context, decision, i, quality))
  checkErrors(context, quality)
  checkEnds(context, quality)
  if (quality.harm === undefined) return
  checkStops(context, quality.harm.until)
  quality.harm.curves.forEach((curve, i) => checkCurve(context, curve, i))
}

function checkFailures(context: Context): void {
  const { workflow, scenario, found } = context
  for (const state of Object.values(workflow.states))
    if (state.step?.kind === 'automatic' && state.step.failure && scenario.performance[state.uid]?.failures === undefined)
      found(
        'no-failure-share',
        scenarioPlace(`performance.${state.uid}.failures`),
        titleOf(state),
        'This step can fail, but the scenario does not say how often.',
        'In the run it never fails.',
        { severity: 'warning' },
      )
  for (const [uid, { failures }] of Object.entries(scenario.performance)) {
    const state = workflow.states[uid]
    if (failures === undefined || !state?.step) continue
    const path = `performance.${uid}.failures`
    failures.forEach(({ when }, i) => checkCaseCondition(context, when, scenarioPlace(`${path}.${i}.when`), titleOf(state)))
    if (state.step.kind !== 'automatic' || !state.step.failure)
      found(
        'failure-without-event',
        scenarioPlace(path),
        titleOf(state),
        'The scenario says how often this step fails, but the workflow has no event for its failure.',
        'The machine would not know where the case goes. Give the automatic step a failure, or take the share away.',
      )
  }
}

function checkAttribute({ attributes, found }: Context, { attribute }: Quality): void {
  const known = attributes.find(({ name }) => name === attribute)
  if (attribute === undefined || known?.type === 'boolean') return
  found(
    known ? 'bad-value' : 'unknown-attribute',
    scenarioPlace('quality.attribute'),
    'Quality',
    known ? `"${attribute}" is not a yes-or-no attribute.` : `"${attribute}" is not an attribute of the workflow.`,
    'The truth about a case has nowhere to go.',
  )
}

function checkDecision(context: Context, decision: Quality['decisions'][number], i: number, { decisions }: Quality): void {
  const { workflow, found } = context
  const place = scenarioPlace(`quality.decisions.${i}`)
  const state = workflow.states[decision.step]
  if (!state?.step) {
    found('unknown-step', place, decision.step, `"${decision.step}" decides, but is not a step of the workflow.`, noEffect, {
      severity: 'warning',
    })
    return
  }
  const where = titleOf(state)
  const wrong = (message: string, why: string) => found('bad-decision', place, where, message, why)
  const [one, other] = 'upheld' in decision ? [decision.upheld, decision.overturned] : [decision.harmless, decision.violating]
  const events = new Set(state.step.outcomes.map(({ event }) => event))
  for (const event of [...one, ...other])
    if (!events.has(event)) wrong(`"${event}" says a verdict but is not an outcome of this step.`, 'The verdict could not be told.')
  for (const event of one)
    if (other.includes(event)) wrong(`"${event}" says both verdicts.`, 'A decision with it would be neither right nor wrong.')
  if (decisions.findIndex(({ step }) => step === decision.step) < i) wrong('This step decides twice.', 'Only the first entry would count.')
}

function checkErrors(context: Context, { errors, decisions, factors }: Quality): void {
  const { workflow, scenario, found } = context
  errors.forEach(({ when, step, pool }, i) => {
    const place = scenarioPlace(`quality.errors.${i}`)
    checkCondition(context, when, scenarioPlace(`quality.errors.${i}.when`), 'Error rates')
    if (step !== undefined && !decisions.some((decision) => decision.step === step))
      found('unknown-step', place, 'Error rates', `"${step}" has an error rate but does not decide.`, noEffect, { severity: 'warning' })
    if (pool !== undefined && !Object.hasOwn(workflow.pools, pool))
      found('unknown-pool', place, 'Error rates', `"${pool}" has an error rate but is not a pool of the workflow.`, noEffect, {
        severity: 'warning',
      })
  })
  const lists = {
    tenure: (factors?.tenure ?? []).map(({ days }) => days),
    hoursAtWork: (factors?.hoursAtWork ?? []).map(({ hours }) => hours),
  }
  for (const [name, thresholds] of Object.entries(lists))
    if (!grows(thresholds))
      found(
        'not-in-order',
        scenarioPlace(`quality.factors.${name}`),
        'Error rates',
        'These thresholds do not grow from one to the next.',
        'The factor would not be the one that is meant.',
      )
  const pools = Object.entries(scenario.pools)
  const states = Object.values(workflow.states)
  const missing = {
    tenure: pools.every(([, { members }]) => (members ?? []).every(({ startedOn }) => startedOn === undefined)),
    hoursAtWork: !pools.some(([id, pool]) => isCrew(id, pool, states)),
  }
  for (const name of ['tenure', 'hoursAtWork'] as const)
    if (lists[name].length > 0 && missing[name])
      found(
        'factor-without-people',
        scenarioPlace(`quality.factors.${name}`),
        'Error rates',
        name === 'tenure'
          ? 'No pool says of its members when they started.'
          : 'No pool has its people one by one, so nobody’s hours are counted.',
        'The factors have no effect.',
        { severity: 'warning' },
      )
}

function checkEnds({ workflow, found }: Context, { removed, kept }: Quality): void {
  const root = workflow.header.workflow.root
  const check = (name: 'removed' | 'kept', uid: string, i: number) => {
    const state = workflow.states[uid]
    const place = scenarioPlace(`quality.${name}.${i}`)
    if (state?.type === 'final' && state.parent === root) return
    found(
      'bad-end',
      place,
      state ? titleOf(state) : uid,
      state ? 'A case does not end here: this is not a final state at the top.' : `"${uid}" is not a state of the workflow.`,
      'No case would count as ended so.',
    )
  }
  removed.forEach((uid, i) => check('removed', uid, i))
  kept.forEach((uid, i) => check('kept', uid, i))
  for (const uid of removed.filter((other) => kept.includes(other)))
    found(
      'bad-end',
      scenarioPlace('quality.kept'),
      workflow.states[uid] ? titleOf(workflow.states[uid]) : uid,
      'Content cannot be both removed and kept in the end.',
      'A decision could not be told right from wrong.',
    )
}

function checkStops({ workflow, found }: Context, until: readonly string[]): void {
  until.forEach((uid, i) => {
    if (Object.hasOwn(workflow.states, uid)) return
    found('unknown-state', scenarioPlace(`quality.harm.until.${i}`), uid, `"${uid}" is not a state of the workflow.`, noEffect, {
      severity: 'warning',
    })
  })
}

function checkCurve(context: Context, curve: ViewCurve, i: number): void {
  const path = `quality.harm.curves.${i}`
  const where = 'Views'
  checkCondition(context, curve.when, scenarioPlace(`${path}.when`), where)
  checkCondition(context, curve.age, scenarioPlace(`${path}.age`), where, 'number')
  if (typeof curve.viewsPerHour === 'string')
    checkCondition(context, curve.viewsPerHour, scenarioPlace(`${path}.viewsPerHour`), where, 'number')
  if ((curve.halfLife === undefined) === (curve.points === undefined))
    context.found(
      'bad-curve',
      scenarioPlace(path),
      where,
      curve.points ? 'This curve has both a half-life and points.' : 'This curve has neither a half-life nor points.',
      'It must be known how the views die away: give one of the two.',
    )
  if (curve.points && !grows(curve.points.map(({ hours }) => hours)))
    context.found(
      'not-in-order',
      scenarioPlace(`${path}.points`),
      where,
      'The hours of the points do not grow from one to the next.',
      'The curve would not be the one that is meant.',
    )
  if (curve.halfLife !== undefined && parseDuration(curve.halfLife) === 0)
    context.found('bad-curve', scenarioPlace(`${path}.halfLife`), where, 'The half-life is 0.', 'Nobody would ever look.')
}

function grows(numbers: readonly number[]): boolean {
  return numbers.every((x, i) => i === 0 || x > numbers[i - 1]!)
}
