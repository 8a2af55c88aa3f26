import { matchesEvent } from '../../../workflow/edit/connect.ts'
import { uidByPath } from '../../../machine/config-read.ts'
import { reachableStates } from '../../../workflow/reach.ts'
import type { State } from '../../../workflow/state.ts'
import type { Outcome, Step } from '../../../workflow/step.ts'
import type { Transition } from '../../../workflow/transition.ts'
import { ancestorsOf, documentOrder, isInside, stateOf, titleOf, transitionsFrom } from '../../../workflow/tree.ts'
import type { Workflow } from '../../../workflow/workflow.ts'
import { withRecords, wordsOf } from './offer.ts'
import type { Offer } from './offer.ts'

/** Words that say that a person decides. */
const judged = /review|approv|moderat|assess|investigat|triage|inspect|audit|verif|decid|escalat|adjudic/i
const team = 'team'

/**
 * A state that waits for events becomes a step that ends with one of them: review by a team where its name says that somebody judges, else
 * a wait for the outside world. What would leave the case where it is begins the wait anew, since work that is over sends nothing more.
 */
export const waitsBecomeSteps: Offer = {
  title: 'A state that waits for events becomes a step with these events as outcomes',
  apply: (workflow) => {
    const told: string[] = []
    let next = workflow
    for (const state of documentOrder(workflow)) {
      if (state.type !== 'atomic' || !reachableStates(workflow).has(state.uid)) continue
      if (state.step === null) {
        const outcomes = outcomesOf(next, state)
        if (outcomes.length === 0) continue
        const isReview = judged.test(`${state.key} ${state.title}`)
        const step: Step = isReview ? { kind: 'review', pools: [team], outcomes } : { kind: 'wait', outcomes }
        if (isReview) next = withTeam(next)
        next = withRecords(next, [{ ...state, step }])
        told.push(
          `${titleOf(state)} waits for ${outcomes.map(({ event }) => event).join(', ')}; drawn as ${isReview ? 'a review by the team' : 'a wait'} that ends with one of them (guessed).`,
        )
      }
      const again = beginsAnew(next, stateOf(next, state.uid) ?? state)
      next = withRecords(next, [], again.changed)
      told.push(...again.told)
    }
    return { workflow: next, told }
  },
}

function withTeam(workflow: Workflow): Workflow {
  if (Object.hasOwn(workflow.pools, team)) return workflow
  const pool = {
    id: team,
    title: 'Team',
    order: Object.keys(workflow.pools).length,
    description: 'Guessed: whoever judges in the imported machine.',
  }
  return { ...workflow, pools: { ...workflow.pools, [team]: { ...pool, skills: [] } } }
}

/** Ways that listen while a case is in the state: its own first. */
function listening(workflow: Workflow, state: State): Transition[] {
  return [state, ...ancestorsOf(workflow, state.uid)].flatMap((part) => transitionsFrom(workflow, part.uid))
}

/** Whether the transition takes the case out of the state, or begins it anew. */
function leaves(workflow: Workflow, state: State, { source, targets, reenter }: Transition): boolean {
  return targets.some((target) => {
    if (target === state.uid) return reenter || source !== state.uid
    // A way of a group that leads to the group itself, or past the state inside it, is taken from the state as well.
    return !isInside(workflow, target, state.uid)
  })
}

function outcomesOf(workflow: Workflow, state: State): Outcome[] {
  const found = new Map<string, Outcome>()
  for (const transition of listening(workflow, state)) {
    const { trigger, title } = transition
    if (trigger.kind !== 'event' || !leaves(workflow, state, transition)) continue
    const event = exampleOf(trigger.event)
    if (!found.has(event)) found.set(event, { event, title: title || wordsOf(event) })
  }
  return [...found.values()]
}

/** An event that a descriptor takes: itself, or any that begins so for `review.*`. */
function exampleOf(descriptor: string): string {
  return descriptor.replace(/\*$/, 'any')
}

/**
 * Outcomes after which a case could stand in a step that is over: a way that stays becomes a way back into the step, and where every way has
 * a condition the last resort is one too.
 */
function beginsAnew(workflow: Workflow, state: State): { changed: Transition[]; told: string[] } {
  const changed: Transition[] = []
  const told: string[] = []
  const own = transitionsFrom(workflow, state.uid)
  for (const { event, title } of state.step?.outcomes ?? []) {
    const chain = listening(workflow, state).filter(({ trigger }) => trigger.kind === 'event' && matchesEvent(event, trigger.event))
    const staying = chain.filter((transition) => transition.source === state.uid && !leaves(workflow, state, transition))
    for (const transition of staying) changed.push({ ...transition, targets: [state.uid], reenter: true })
    const open = chain.length > 0 && chain.every(({ guard }) => guard !== null)
    if (open)
      changed.push({
        uid: uidByPath(`again ${state.uid} ${event}`),
        source: state.uid,
        order: own.length + changed.length,
        trigger: { kind: 'event', event },
        targets: [state.uid],
        guard: null,
        actions: [],
        reenter: true,
        title: '',
        flow: 'normal',
      })
    if (staying.length > 0 || open) told.push(`After "${title}" ${titleOf(state)} begins anew where no other way is open (guessed).`)
  }
  return { changed, told }
}
