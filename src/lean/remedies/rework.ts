import type { Performance } from '../../simulation/model/scenario.ts'
import { titleOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { findSentBack } from '../sent-back.ts'
import { withPerformance } from './performance.ts'
import { takesOnce, type RemedyKind } from './remedy.ts'

/** A way back that fewer cases than this take is not worth an experiment. */
const leastFlow = 0.002

/** Half as many cases sent back from a step; the rest goes its other ways in proportion. */
export const rework: RemedyKind = {
  place: 'state',
  cures: ['rework'],
  find: ({ workflow, scenario, report }) => {
    const flow = (uids: readonly string[]) => uids.reduce((total, uid) => total + (report?.transitions[uid]?.perCase ?? 0), 0)
    const back = findSentBack(workflow).filter(({ transitions }) => report === null || flow(transitions) >= leastFlow)
    return [...new Set(back.map(({ step }) => step))].flatMap((id) => {
      const performance = scenario.performance[id]
      return performance !== undefined && lessSentBack(workflow, id, performance) !== performance ? [{ id }] : []
    })
  },
  apply: (uid, world) => withPerformance(world, uid, (performance) => lessSentBack(world.workflow, uid, performance)),
  effort: takesOnce('examples and feedback for those whose work comes back'),
  say: (uid, { workflow }) => {
    const state = workflow.states[uid]
    return state ? { where: titleOf(state), label: `Half as many cases sent back from ${titleOf(state)}`, change: 'half sent back' } : null
  },
}

/** Outcome shares with the ways back halved, the rest in proportion among the others. The same object where nothing can be moved. */
function lessSentBack(workflow: Workflow, uid: string, performance: Performance): Performance {
  const back = new Set(
    findSentBack(workflow)
      .filter(({ step }) => step === uid)
      .map(({ event }) => event),
  )
  const outcomes = performance.outcomes.map((entry) => ({ ...entry, shares: halved(entry.shares, back) }))
  return outcomes.every((entry, index) => entry.shares === performance.outcomes[index]?.shares) ? performance : { ...performance, outcomes }
}

function halved(shares: Record<string, number>, back: ReadonlySet<string>): Record<string, number> {
  const total = (keep: boolean) => Object.entries(shares).reduce((sum, [event, share]) => sum + (back.has(event) === keep ? share : 0), 0)
  const [sentBack, others] = [total(true), total(false)]
  if (sentBack === 0 || others === 0) return shares
  return Object.fromEntries(
    Object.entries(shares).map(([event, share]) => [event, back.has(event) ? share / 2 : share * (1 + sentBack / 2 / others)]),
  )
}
