import { getInitialSnapshot, getNextSnapshot } from 'xstate'
import type { AnyMachineSnapshot } from 'xstate'
import { createCaseMachine } from '../../src/machine/implementations.ts'
import { titleOf } from '../../src/workflow/tree.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'

/**
 * Whether the real XState machine can do these activities in this order, from its start to its end: some outcome of each activity's own state, with
 * outcomes of states that are no activity wherever they are needed. Knows nothing of how the workflow was made.
 */
export function canDo(workflow: Workflow, activities: ReadonlySet<string>): (steps: readonly string[]) => boolean {
  const machine = createCaseMachine(workflow)
  const states = Object.values(workflow.states).filter(({ step }) => step !== null)
  const byId = new Map(states.map((state) => [state.uid, state]))
  const first = getInitialSnapshot(machine)
  const moves = new Map<string, AnyMachineSnapshot>()
  const send = (snapshot: AnyMachineSnapshot, event: string): AnyMachineSnapshot => {
    const key = `${JSON.stringify(snapshot.value)} ${event}`
    const known = moves.get(key) ?? getNextSnapshot(machine, snapshot, { type: event })
    moves.set(key, known)
    return known
  }
  const activeSteps = (snapshot: AnyMachineSnapshot) =>
    (snapshot._nodes as { meta?: { gemba?: { uid?: string } }; key: string; path: string[] }[]).flatMap((node) => {
      const state = states.find((one) => pathOf(workflow, one.uid) === node.path.join('.'))
      return state ? [byId.get(state.uid)!] : []
    })
  return (steps) => {
    const dead = new Set<string>()
    const go = (snapshot: AnyMachineSnapshot, at: number): boolean => {
      if (snapshot.status === 'done') return at === steps.length
      const key = `${at} ${JSON.stringify(snapshot.value)}`
      if (dead.has(key)) return false
      dead.add(key)
      return activeSteps(snapshot).some((state) => {
        const isActivity = activities.has(titleOf(state))
        // Who gives up waiting leaves no row of what was waited for.
        const limit = state.step!.kind === 'review' ? state.step!.waitLimit : undefined
        if (limit && go(send(snapshot, limit.event), at)) return true
        if (isActivity && titleOf(state) !== steps[at]) return false
        return state.step!.outcomes.some(({ event }) => go(send(snapshot, event), isActivity ? at + 1 : at))
      })
    }
    return go(first, 0)
  }
}

function pathOf(workflow: Workflow, uid: string): string {
  const state = workflow.states[uid]!
  const parent = state.parent === null ? null : workflow.states[state.parent]!
  return parent === null || parent.parent === null ? state.key : `${pathOf(workflow, parent.uid)}.${state.key}`
}
