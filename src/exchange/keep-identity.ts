import { alignWorkflow } from '../revisions/identity.ts'
import { matchesEvent } from '../workflow/edit/connect.ts'
import type { State } from '../workflow/state.ts'
import type { Step } from '../workflow/step.ts'
import type { Transition } from '../workflow/transition.ts'
import { transitionsFrom } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'

/**
 * A machine that is brought again, told in the records of the workflow that was made of it before: what is still there keeps its uid (so that
 * layout, history and scenario go on fitting), the words that people gave it, its work and its pools. How cases move is the machine's.
 */
export function keepIdentity(before: Workflow, imported: Workflow): Workflow {
  const { base: aligned } = alignWorkflow(imported, before)
  const states = Object.values(aligned.states).map((state) => keepState(before, aligned, state))
  const transitions = Object.values(aligned.transitions).map((transition) => keepTransition(before, transition))
  const { id, title, description, owner, version, rulesOff, handbook } = before.header.workflow
  return {
    ...aligned,
    header: {
      workflow: {
        ...aligned.header.workflow,
        id,
        title,
        version,
        ...(description === undefined ? {} : { description }),
        ...(owner === undefined ? {} : { owner }),
        ...(rulesOff === undefined ? {} : { rulesOff }),
        ...(handbook === undefined ? {} : { handbook }),
      },
    },
    attributes: { ...aligned.attributes, ...before.attributes },
    pools: { ...aligned.pools, ...before.pools },
    states: Object.fromEntries(states.map((state) => [state.uid, state])),
    transitions: Object.fromEntries(transitions.map((transition) => [transition.uid, transition])),
  }
}

/** Whether any state of the one, besides the whole, is in the other: else they are two machines and not two states of one. */
export function hasSameStates(before: Workflow, after: Workflow): boolean {
  return Object.values(before.states).some(({ uid, parent }) => parent !== null && Object.hasOwn(after.states, uid))
}

function keepState(before: Workflow, aligned: Workflow, state: State): State {
  const known = Object.hasOwn(before.states, state.uid) ? before.states[state.uid] : undefined
  if (!known) return state
  const { description = state.description, disposition, title } = known
  return {
    ...state,
    // The whole is called as its workflow is.
    key: state.parent === null ? known.key : state.key,
    title: title || state.title,
    ...(description === undefined ? {} : { description }),
    disposition: disposition ?? state.disposition,
    step: state.type === 'atomic' ? keepStep(aligned, state, known.step) : null,
    // What somebody drew here besides the machine's own actions stays.
    entry: [...state.entry, ...known.entry.filter((action) => action.type !== 'named' && !state.entry.some((one) => same(one, action)))],
  }
}

/** The step as people described it, with the outcomes that the machine has now. */
function keepStep(aligned: Workflow, state: State, known: Step | null): Step | null {
  if (known === null) return state.step
  const taken = (event: string) =>
    transitionsFrom(aligned, state.uid).some(({ trigger }) => trigger.kind === 'event' && matchesEvent(event, trigger.event))
  const listed = new Set(known.outcomes.map(({ event }) => event))
  const added = (state.step?.outcomes ?? []).filter(({ event }) => !listed.has(event))
  const stepOutcomes = new Set((state.step?.outcomes ?? []).map(({ event }) => event))
  return { ...known, outcomes: [...known.outcomes.filter(({ event }) => stepOutcomes.has(event) || taken(event)), ...added] }
}

function keepTransition(before: Workflow, transition: Transition): Transition {
  const known = Object.hasOwn(before.transitions, transition.uid) ? before.transitions[transition.uid] : undefined
  if (!known) return transition
  const { description = transition.description, title, flow, contact } = known
  return {
    ...transition,
    title: title || transition.title,
    flow,
    ...(contact === undefined ? {} : { contact }),
    ...(description === undefined ? {} : { description }),
  }
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
