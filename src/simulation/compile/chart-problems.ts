import { checkExpression } from '../../machine/expression.ts'
import type { Action } from '../../workflow/action.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { isDuration } from '../../workflow/duration.ts'
import type { Place } from '../../workflow/problem.ts'
import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { isInside, titleOf, transitionsFrom } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { round, sum } from './found.ts'
import type { Context, Found } from './found.ts'

/** The statechart itself must be whole, and hold nothing that the engine has no meaning for. */
export function checkChart(context: Context): void {
  checkStates(context)
  checkTransitions(context)
}

function checkStates({ workflow, attributes, found }: Context): void {
  for (const state of Object.values(workflow.states)) {
    const [place, where] = [{ kind: 'state', id: state.uid } as const, titleOf(state)]
    const initial = state.initial === null ? undefined : workflow.states[state.initial]
    if (state.type === 'compound' && (!initial || initial.parent !== state.uid))
      found('no-initial', place, where, 'This state has no initial state inside it.', 'A case that enters it would not know where to go.')
    if (initial?.type === 'history')
      found('cannot-simulate', place, where, 'A history state cannot be the initial state.', 'Nothing can be remembered the first time.')
    if (hasUndrawnAnswers(state))
      found(
        'cannot-simulate',
        place,
        where,
        'This state invokes an actor, which the engine does not run.',
        'The simulated case would miss what the actor does.',
      )
    if (hasInitialActions(state))
      found(
        'cannot-simulate',
        place,
        where,
        'Actions on the initial transition are not simulated; put them on the entry of the state.',
        'The simulated case would miss them.',
      )
    for (const action of [...state.entry, ...state.exit]) checkAction(action, attributes, place, where, found)
  }
}

/** Whether the state invokes an actor whose answers lead on and are kept as they were written, not drawn as ways that a step takes. */
function hasUndrawnAnswers(state: State): boolean {
  const written = state.extra?.['invoke']
  const invokes = Array.isArray(written) ? written : [written]
  return invokes.some((invoke) => typeof invoke === 'object' && invoke !== null && ('onDone' in invoke || 'onError' in invoke))
}

function hasInitialActions(state: State): boolean {
  const initial = state.extra?.['initial']
  return typeof initial === 'object' && initial !== null && 'actions' in initial
}

function checkAction(action: Action, attributes: readonly Attribute[], place: Place, where: string, found: Found): void {
  if (action.type === 'named') {
    found(
      'opaque-action',
      place,
      where,
      `The action "${action.name}" has only a name; it does nothing to the case. If it matters, give it as set, count or draw.`,
      'The engine cannot know what it does to the case.',
      { severity: 'warning' },
    )
    return
  }
  const attribute = attributes.find(({ name }) => name === action.attribute)
  if (!attribute)
    found(
      'unknown-attribute',
      place,
      where,
      `The action changes "${action.attribute}", which is not a case attribute.`,
      'There is nothing to change.',
    )
  if (action.type === 'set') {
    const checked = checkExpression(action.to, attributes)
    if (!checked.ok) found('bad-expression', place, where, checked.message, 'The action cannot be carried out.', { range: checked.range })
  }
  if (action.type === 'draw' && Math.abs(sum(action.shares) - 1) > 1e-6)
    found('shares', place, where, `The shares of the draw add up to ${round(sum(action.shares))}, not 1.`, 'Some cases would get no value.')
}

function checkTransitions({ workflow, attributes, found }: Context): void {
  for (const transition of Object.values(workflow.transitions)) {
    const source = workflow.states[transition.source]
    const [place, where] = [{ kind: 'transition', id: transition.uid } as const, source ? titleOf(source) : transition.source]
    if (transition.targets.some((target) => !Object.hasOwn(workflow.states, target)))
      found('missing-target', place, where, 'A transition leads to a state that is not there.', 'The case could not go on.')
    if (source?.type === 'history' && transition.targets.length > 1)
      found('cannot-simulate', place, where, 'A history state with several defaults is not simulated.', 'Only one default is understood.')
    if (source?.type !== 'history' && transition.targets.some((target) => isBareHistoryAround(workflow, transition.source, target)))
      found(
        'cannot-simulate',
        place,
        where,
        'A transition inside a parallel state leads to its history, which has no default.',
        'The first time, XState leaves the parallel state for it and does not enter it again. Give the history a default.',
      )
    const { guard, trigger } = transition
    if (guard !== null && !('expression' in guard))
      found(
        'cannot-simulate',
        place,
        where,
        `The guard "${guard.name}" has only a name; give it as an expression.`,
        'The engine cannot know when it holds.',
      )
    else if (guard !== null) checkGuard(guard.expression, attributes, transition, where, found)
    if (trigger.kind === 'after' && typeof trigger.delay === 'string' && !isDuration(trigger.delay))
      found(
        'cannot-simulate',
        place,
        where,
        `The delay "${trigger.delay}" has only a name; give it in milliseconds.`,
        'The engine cannot know how long it is.',
      )
    for (const action of transition.actions) checkAction(action, attributes, place, where, found)
  }
}

/** Whether `uid` is a history state without a default, of a parallel state that `source` lies inside. */
function isBareHistoryAround(workflow: Workflow, source: string, uid: string): boolean {
  const history = workflow.states[uid]
  if (history?.type !== 'history' || history.parent === null || workflow.states[history.parent]?.type !== 'parallel') return false
  const hasDefault = transitionsFrom(workflow, uid).some(({ trigger, targets }) => trigger.kind === 'always' && targets.length > 0)
  return !hasDefault && isInside(workflow, source, history.parent)
}

function checkGuard(expression: string, attributes: readonly Attribute[], transition: Transition, where: string, found: Found): void {
  const checked = checkExpression(expression, attributes)
  const place = { kind: 'transition', id: transition.uid } as const
  if (!checked.ok) found('bad-expression', place, where, checked.message, 'The guard cannot be evaluated.', { range: checked.range })
  else if (checked.type !== 'bool') found('bad-expression', place, where, 'The guard is not a condition.', 'A guard must be true or false.')
}
