import type { Draft } from '../draft.ts'
import { clauseOf } from '../handbook/clause-name.ts'
import { type Notice, noticeDuties } from '../handbook/notice.ts'
import type { Problem } from '../problem.ts'
import type { State } from '../state.ts'
import { documentOrder, titleOf } from '../tree.ts'
import { transitionsInOrder } from '../where.ts'
import { atState, atTransition, atWorkflow } from './rule.ts'
import type { Rule } from './rule.ts'

/** What a handbook leaves out where the workflow needs it. A workflow without one is a drawing and not yet held to it. */
export const findHandbookGaps: Rule = (draft) => {
  const { handbook } = draft.header.workflow
  if (handbook === undefined) return []
  return [
    ...noticeGaps(draft, handbook.notices ?? []),
    ...escalationGaps(draft),
    ...definitionGaps(draft),
    ...wellbeingGaps(draft),
    ...troubleGaps(draft),
  ]
}

function isRestrictive({ disposition }: State): boolean {
  return disposition?.restrictive === true
}

/** Restrictive ends whose notice nobody wrote, or whose notice leaves out what Article 17 asks for. */
function noticeGaps(draft: Draft, notices: readonly Notice[]): Problem[] {
  return documentOrder(draft)
    .filter(isRestrictive)
    .flatMap((state) => {
      const name = state.disposition?.notice
      if (name === undefined) return []
      const notice = notices.find((one) => one.name === name)
      if (notice === undefined)
        return [
          atState(draft, state, {
            rule: 'notice-not-written',
            severity: 'warning',
            message: `"${titleOf(state)}" sends the notice "${name}", which the handbook does not have.`,
            why: 'Nobody who works by the document knows what the person concerned is told.',
          }),
        ]
      const missing = Object.entries(noticeDuties).flatMap(([field, words]) => (notice[field as keyof Notice] === undefined ? [words] : []))
      if (missing.length === 0) return []
      return [
        atState(draft, state, {
          rule: 'notice-incomplete',
          severity: 'warning',
          message: `The notice "${name}" of "${titleOf(state)}" does not say ${missing.join(', ')}.`,
          why: 'A statement of reasons must hold it (Digital Services Act, Article 17).',
        }),
      ]
    })
}

/** Escalations with which nobody is called. */
function escalationGaps(draft: Draft): Problem[] {
  return transitionsInOrder(draft)
    .filter(({ flow, contact }) => flow === 'escalation' && contact === undefined)
    .map((transition) =>
      atTransition(draft, transition, {
        rule: 'escalation-without-contact',
        severity: 'warning',
        message: 'This escalation does not say whom to call.',
        why: 'Who works at three in the morning has to look for somebody who answers.',
      }),
    )
}

/** Definitions that examples do not bound, and such as explain a clause that is not there. */
function definitionGaps(draft: Draft): Problem[] {
  return (draft.header.workflow.handbook?.definitions ?? []).flatMap(({ term, clause, yes = [], no = [] }) => [
    ...(yes.length >= 2 && no.length >= 2
      ? []
      : [
          atWorkflow(draft, {
            rule: 'definition-without-examples',
            severity: 'warning',
            message: `The definition of "${term}" has ${yes.length} of two examples that are it and ${no.length} of two that are not.`,
            why: 'Where a word ends is learned from cases on both sides of its edge.',
          }),
        ]),
    ...(clause === undefined || clauseOf(draft, clause) !== null
      ? []
      : [
          atWorkflow(draft, {
            rule: 'unknown-clause',
            severity: 'warning',
            message: `The definition of "${term}" explains the clause "${clause}", which no policy of the handbook has.`,
            why: 'Readers are sent to a rule that they cannot find.',
          }),
        ]),
  ])
}

/** Steps with disturbing material, where nothing says what protects the people who see it. */
function wellbeingGaps(draft: Draft): Problem[] {
  if (draft.header.workflow.handbook?.wellbeing !== undefined) return []
  const exposed = documentOrder(draft).filter(({ step }) => (step?.kind === 'review' && step.sensitive) || step?.guide?.exposure === 'high')
  return exposed.slice(0, 1).map((state) =>
    atState(draft, state, {
      rule: 'exposure-without-wellbeing',
      severity: 'warning',
      message: `At "${titleOf(state)}"${exposed.length === 1 ? '' : ` and ${exposed.length - 1} more`} people see disturbing material, and the handbook does not say what protects them.`,
      why: 'Display, breaks, rotation and support have to be known before the first case.',
    }),
  )
}

/** What may go wrong, without a word on what to do then: work by the system that fails, and an enforcement that was wrong. */
function troubleGaps(draft: Draft): Problem[] {
  const { outage, rollback } = draft.header.workflow.handbook ?? {}
  const states = documentOrder(draft)
  const [automatic, restrictive] = [states.find(({ step }) => step?.kind === 'automatic'), states.find(isRestrictive)]
  return [
    ...(automatic === undefined || outage !== undefined
      ? []
      : [
          atState(draft, automatic, {
            rule: 'system-without-outage',
            severity: 'warning',
            message: `The system does "${titleOf(automatic)}", and the handbook does not say what is done while it is out.`,
            why: 'An outage is the worst moment to think about it.',
          }),
        ]),
    ...(restrictive === undefined || rollback !== undefined
      ? []
      : [
          atState(draft, restrictive, {
            rule: 'restriction-without-rollback',
            severity: 'warning',
            message: `"${titleOf(restrictive)}" restricts somebody, and the handbook does not say how a wrong enforcement is taken back.`,
            why: 'Whoever was restricted by mistake waits until somebody has found out.',
          }),
        ]),
  ]
}
