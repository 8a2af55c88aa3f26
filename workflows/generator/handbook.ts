import type { Contact } from '../../src/runbook/contacts.ts'
import type { Reader } from '../../src/runbook/readers.ts'
import type { Handbook } from '../../src/workflow/handbook/handbook.ts'
import type { StepGuide } from '../../src/workflow/handbook/step-guide.ts'
import type { State } from '../../src/workflow/state.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'

/** The records of a sample's documents, as they were at one edition. */
export type SampleRecords = {
  readonly handbook: Handbook
  /** By uid of the step. */
  readonly guides: Readonly<Record<string, StepGuide>>
  /** Whom to call with an escalation, by the uid of its transition. */
  readonly callWith: Readonly<Record<string, string>>
}

/** Who stands beside a sample's workflow: whom to call, and who reads the runbook. */
export type SamplePeople = { readonly contacts: readonly Contact[]; readonly readers: readonly Reader[] }

/** The workflow with its records. A policy reference that the library has is named by the id of its clause. */
export function withRecords(workflow: Workflow, { handbook, guides, callWith }: SampleRecords): Workflow {
  const clauses = new Map<string, string>(
    (handbook.policies ?? []).flatMap(({ name, clauses: own }) => own.map(({ id, number }) => [`${name} ${number}`, id] as const)),
  )
  const states = Object.entries(workflow.states).map(([uid, state]): [string, State] => {
    if (!state.step) return [uid, state]
    const guide = guides[uid]
    const policy = state.step.policy?.map((reference) => clauses.get(reference) ?? reference)
    return [uid, { ...state, step: { ...state.step, ...(policy ? { policy } : {}), ...(guide ? { guide } : {}) } }]
  })
  const transitions = Object.entries(workflow.transitions).map(([uid, way]) => {
    const contact = callWith[uid]
    return [uid, contact === undefined ? way : { ...way, contact }] as const
  })
  return {
    ...workflow,
    header: { workflow: { ...workflow.header.workflow, handbook } },
    states: Object.fromEntries(states),
    transitions: Object.fromEntries(transitions),
  }
}

/** The parts of a notice that are told the same way in all of one workflow. */
export const statement = {
  automated: 'Says whether a model or a hash match found the item, and whether a person decided.',
  redress: 'Appeal in the app within six months, out-of-court settlement, court; with the links.',
}
