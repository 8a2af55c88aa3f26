import { formatDuration } from '../words/duration.ts'
import { parseDuration } from '../workflow/duration.ts'
import { clauseName } from '../workflow/handbook/clause-name.ts'
import type { StepGuide } from '../workflow/handbook/step-guide.ts'
import { poolName } from '../revisions/names.ts'
import type { State } from '../workflow/state.ts'
import type { Step } from '../workflow/step.ts'
import { documentOrder } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Reference, Runbook } from './runbook.ts'
import { referTo } from './ways.ts'

type StepState = State & { readonly step: Step }

/** What the handbook and the guides of the steps say, put beside what it is about. */
export function handbookFacts(
  workflow: Workflow,
): Pick<Runbook, 'handbook' | 'exposed' | 'policies' | 'definitions' | 'notices' | 'kept' | 'raci' | 'clocks'> {
  const handbook = workflow.header.workflow.handbook ?? {}
  const steps = documentOrder(workflow).filter((state): state is StepState => state.step !== null)
  const ends = documentOrder(workflow).filter(({ disposition }) => disposition !== null)
  const refer = (states: readonly State[]): Reference[] => states.map(({ uid }) => referTo(workflow, uid))
  return {
    handbook,
    exposed: exposedAt(steps, refer),
    policies: (handbook.policies ?? []).map((policy) => ({
      policy,
      clauses: policy.clauses.map((clause) => ({ clause, steps: refer(steps.filter(({ step }) => step.policy?.includes(clause.id))) })),
    })),
    definitions: (handbook.definitions ?? []).map((definition) => ({
      definition,
      clause: definition.clause === undefined ? '' : clauseName(workflow, definition.clause),
    })),
    notices: (handbook.notices ?? []).map((notice) => {
      const senders = ends.filter(({ disposition }) => disposition?.notice === notice.name)
      return { notice, sentAt: refer(senders), restricts: senders.some(({ disposition }) => disposition?.restrictive) }
    }),
    kept: steps.flatMap(({ uid, step: { guide: { evidence = [], records = [] } = {} } }) =>
      evidence.length + records.length === 0 ? [] : [{ step: referTo(workflow, uid), evidence, records }],
    ),
    raci: steps.flatMap(({ uid, step }) => raciOf(workflow, uid, step)),
    clocks: steps.flatMap(({ uid, step: { target, guide } }) =>
      target === undefined
        ? []
        : [{ step: referTo(workflow, uid), target: formatDuration(parseDuration(target)), rule: guide?.clock ?? null }],
    ),
  }
}

/** Steps with disturbing material, the worst first. */
export function exposedAt(steps: readonly StepState[], refer: (states: readonly State[]) => Reference[]): Runbook['exposed'] {
  const levels: readonly (readonly [StepGuide['exposure'], string])[] = [
    ['high', 'Much'],
    ['medium', 'Some'],
    ['low', 'Little'],
    [undefined, 'Possible'],
  ]
  return levels.flatMap(([exposure, level]) => {
    const found = steps.filter(
      ({ step }) => step.guide?.exposure === exposure && (exposure !== undefined || (step.kind === 'review' && step.sensitive === true)),
    )
    return found.length === 0 ? [] : [{ level, steps: refer(found) }]
  })
}

function raciOf(workflow: Workflow, uid: string, step: Step): Runbook['raci'] {
  const { accountable = '', consulted = [], informed = [], fourEyes = '' } = step.guide ?? {}
  if (accountable === '' && consulted.length + informed.length === 0 && fourEyes === '') return []
  const responsible = step.kind === 'review' ? step.pools.map((id) => poolName(workflow, id)) : ['The system']
  return [{ step: referTo(workflow, uid), responsible, accountable, consulted, informed, fourEyes }]
}
