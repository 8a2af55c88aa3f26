import { parseDuration } from '../../workflow/duration.ts'
import { titleOf } from '../../workflow/tree.ts'
import { sayRhythm } from '../bottlenecks.ts'
import { onlyRule, visitedSteps, type RemedyKind } from './remedy.ts'

const twoHours = 'PT2H'

/** A batch that moves on every two hours, or at once where it moves on about as often already. */
export const batching: RemedyKind = {
  place: 'state',
  cures: ['batching'],
  find: (asked) =>
    visitedSteps(asked)
      .filter(({ step }) => step?.kind === 'batch' && step.size !== 1)
      .map(({ uid }) => ({ id: uid })),
  apply: (uid, world) => {
    const state = world.workflow.states[uid]
    if (state?.step?.kind !== 'batch') return world
    const step = isFrequent(state.step) ? { ...state.step, size: 1 } : { ...state.step, age: twoHours }
    return { ...world, workflow: { ...world.workflow, states: { ...world.workflow.states, [uid]: { ...state, step } } } }
  },
  effort: () => onlyRule,
  say: (uid, { workflow }) => {
    const state = workflow.states[uid]
    if (state?.step?.kind !== 'batch') return null
    const change = isFrequent(state.step) ? 'at once' : 'every two hours'
    const where = titleOf(state)
    return { where, label: `Moving “${where}” on ${change} instead of ${sayRhythm(state.step)}`, change }
  },
}

function isFrequent(step: { readonly age?: string | undefined; readonly at?: readonly string[] | undefined }): boolean {
  return (step.age !== undefined && parseDuration(step.age) <= parseDuration(twoHours)) || new Set(step.at).size >= 84
}
