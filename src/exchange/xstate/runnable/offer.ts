import type { State } from '../../../workflow/state.ts'
import type { Transition } from '../../../workflow/transition.ts'
import type { Workflow } from '../../../workflow/workflow.ts'

/**
 * One way in which a foreign machine is made to run: what it does to the workflow, and a sentence for each place. It adds nothing that is
 * not told.
 */
export type Offer = {
  /** What the user switches on or off: "Invoked actors become steps". */
  readonly title: string
  readonly apply: (workflow: Workflow) => { readonly workflow: Workflow; readonly told: readonly string[] }
}

/** The workflow with these records instead of, or beside, its own. */
export function withRecords(workflow: Workflow, states: readonly State[], transitions: readonly Transition[] = []): Workflow {
  return {
    ...workflow,
    states: { ...workflow.states, ...Object.fromEntries(states.map((state) => [state.uid, state])) },
    transitions: { ...workflow.transitions, ...Object.fromEntries(transitions.map((transition) => [transition.uid, transition])) },
  }
}

/** Words for a name of code: `isSpamReport` is "Is spam report", `submit.form` "Submit form". */
export function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_.\-:/]+/g, ' ')
    .trim()
    .toLowerCase()
  return words === '' ? name : words.slice(0, 1).toUpperCase() + words.slice(1)
}
