import type { State } from '../../src/workflow/state.ts'
import type { Transition } from '../../src/workflow/transition.ts'
import { subtreeOf } from '../../src/workflow/tree.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'

/** The smallest workflow that `differs` still finds a difference in: states, transitions, actions, guards and other parts go as long as it stays. */
export function shrink(workflow: Workflow, differs: (smaller: Workflow) => boolean): Workflow {
  let smallest = workflow
  for (let again = true; again;) {
    again = false
    for (const smaller of smallerOnes(smallest)) {
      const candidate = smaller(smallest)
      if (candidate === null || !differs(candidate)) continue
      smallest = candidate
      again = true
    }
  }
  return smallest
}

/** A way to make a workflow smaller; null where it no longer applies. */
type Step = (workflow: Workflow) => Workflow | null

function smallerOnes({ states, transitions }: Workflow): Step[] {
  const inner = Object.values(states).filter(({ parent }) => parent !== null)
  return [
    ...inner.map(
      ({ uid }) =>
        (workflow: Workflow) =>
          without(workflow, uid),
    ),
    ...Object.keys(transitions).map((uid) => (workflow: Workflow) => withoutTransition(workflow, uid)),
    ...inner.map(
      ({ uid }) =>
        (workflow: Workflow) =>
          flattened(workflow, uid),
    ),
    ...Object.values(transitions).flatMap(({ uid, actions, targets }) => [
      ...actions.map((_, i) => changeTransition(uid, (now) => ({ actions: now.actions.filter((_each, at) => at !== i) }))),
      ...targets.slice(1).map((_, i) => changeTransition(uid, (now) => ({ targets: now.targets.filter((_each, at) => at !== i) }))),
      changeTransition(uid, () => ({ guard: null })),
      changeTransition(uid, () => ({ reenter: false })),
      changeTransition(uid, () => ({ targets: [] })),
    ]),
    ...Object.values(states).flatMap(({ uid, entry, exit }) => [
      ...entry.map((_, i) => changeState(uid, (now) => ({ entry: now.entry.filter((_each, at) => at !== i) }))),
      ...exit.map((_, i) => changeState(uid, (now) => ({ exit: now.exit.filter((_each, at) => at !== i) }))),
      changeState(uid, () => ({ step: null })),
      changeState(uid, ({ step }) => ({ step: step && { kind: 'wait', outcomes: step.outcomes } })),
      changeState(uid, ({ step }) => ({ step: step && { ...step, outcomes: step.outcomes.slice(0, 1) } })),
    ]),
  ]
}

/** Without the state and all inside it, and without what leads from or to them. */
function without(workflow: Workflow, uid: string): Workflow | null {
  const state = workflow.states[uid]
  if (!state || workflow.states[state.parent!]?.initial === uid) return null
  const gone = new Set(subtreeOf(workflow, uid).map((inside) => inside.uid))
  return {
    ...workflow,
    states: kept(workflow.states, (each) => !gone.has(each.uid)),
    transitions: kept(workflow.transitions, ({ source, targets }) => !gone.has(source) && !targets.some((target) => gone.has(target))),
  }
}

/** The state as a plain one, without what is inside it. */
function flattened(workflow: Workflow, uid: string): Workflow | null {
  const state = workflow.states[uid]
  if (!state || (state.type !== 'compound' && state.type !== 'parallel')) return null
  const gone = new Set(subtreeOf(workflow, uid).map((inside) => inside.uid))
  gone.delete(uid)
  const states = kept(workflow.states, (each) => !gone.has(each.uid))
  return {
    ...workflow,
    states: { ...states, [uid]: { ...state, type: 'atomic', initial: null } },
    transitions: kept(workflow.transitions, ({ source, targets }) => !gone.has(source) && !targets.some((target) => gone.has(target))),
  }
}

function withoutTransition(workflow: Workflow, uid: string): Workflow | null {
  return workflow.transitions[uid] ? { ...workflow, transitions: kept(workflow.transitions, (each) => each.uid !== uid) } : null
}

function changeTransition(uid: string, change: (now: Transition) => Partial<Transition>): Step {
  return (workflow) => {
    const now = workflow.transitions[uid]
    if (!now) return null
    const next = { ...now, ...change(now) }
    return JSON.stringify(next) === JSON.stringify(now) ? null : { ...workflow, transitions: { ...workflow.transitions, [uid]: next } }
  }
}

function changeState(uid: string, change: (now: State) => Partial<State>): Step {
  return (workflow) => {
    const now = workflow.states[uid]
    if (!now) return null
    const next = { ...now, ...change(now) }
    return JSON.stringify(next) === JSON.stringify(now) ? null : { ...workflow, states: { ...workflow.states, [uid]: next } }
  }
}

function kept<T>(table: Readonly<Record<string, T>>, keep: (record: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(table).filter(([, record]) => keep(record)))
}
