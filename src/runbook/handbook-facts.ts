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
    kept: together(
      steps.flatMap(({ uid, step: { guide: { evidence = [], records = [] } = {} } }) =>
        evidence.length + records.length === 0 ? [] : [{ steps: [referTo(workflow, uid)], evidence, records }],
      ),
    ),
    raci: raciOf(workflow, steps),
    clocks: together(
      steps.flatMap(({ uid, step: { target, guide } }) =>
        target === undefined || guide?.clock === undefined
          ? []
          : [{ steps: [referTo(workflow, uid)], target: formatDuration(parseDuration(target)), rule: guide.clock }],
      ),
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

function raciOf(workflow: Workflow, steps: readonly StepState[]): Runbook['raci'] {
  const rows = steps.flatMap(({ uid, step }) => {
    const { accountable = '', consulted = [], informed = [], fourEyes = '' } = step.guide ?? {}
    const isSaid = accountable !== '' || consulted.length + informed.length > 0 || fourEyes !== ''
    return isSaid ? [{ steps: [referTo(workflow, uid)], accountable, consulted, informed, fourEyes }] : []
  })
  const doing = (anchor: string | null) => steps.find(({ uid }) => anchor === `step-${uid}`)?.step
  return together(rows).map((row) => ({
    ...row,
    responsible: [...new Set(row.steps.flatMap(({ anchor }) => doersOf(workflow, doing(anchor))))],
  }))
}

function doersOf(workflow: Workflow, step: Step | undefined): string[] {
  return step?.kind === 'review' ? step.pools.map((id) => poolName(workflow, id)) : ['The system']
}

/** Rows that say the same as one, with the steps of all, where the first stood. */
function together<Row extends { readonly steps: readonly Reference[] }>(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row>()
  for (const row of rows) {
    const key = JSON.stringify({ ...row, steps: null })
    const known = groups.get(key)
    groups.set(key, known ? { ...known, steps: [...known.steps, ...row.steps] } : row)
  }
  return [...groups.values()]
}
