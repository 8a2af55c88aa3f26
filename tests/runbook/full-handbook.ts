import type { Handbook } from '../../src/workflow/handbook/handbook.ts'
import type { StepGuide } from '../../src/workflow/handbook/step-guide.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'

/** Every field of every record, so that one without a value here does not compile. */
type Full<T> = T extends readonly (infer Item)[]
  ? Full<Item>[]
  : T extends object
    ? { [field in keyof T]-?: Full<NonNullable<T[field]>> }
    : T

/** A handbook in which every field is filled, each text with a word of its own: `mark-notice-facts`. */
export const fullHandbook: Full<Handbook> = {
  control: {
    effective: '2031-01-02',
    review: '2032-03-04',
    approver: 'mark-control-approver',
    classification: 'mark-control-classification',
  },
  scope: { languages: ['mark-scope-languages'], markets: ['mark-scope-markets'], out: ['mark-scope-out'] },
  wellbeing: {
    display: 'mark-wellbeing-display',
    breaks: 'mark-wellbeing-breaks',
    rotation: 'mark-wellbeing-rotation',
    support: 'mark-wellbeing-support',
    text: 'mark-wellbeing-text',
  },
  definitions: [
    {
      term: 'mark-definition-term',
      meaning: 'mark-definition-meaning',
      clause: 'mark-clause-id',
      yes: [{ reference: 'mark-yes-reference', why: 'mark-yes-why' }],
      no: [{ reference: 'mark-no-reference', why: 'mark-no-why' }],
    },
  ],
  policies: [
    {
      name: 'mark-policy-name',
      version: 'mark-policy-version',
      inForce: '2033-05-06',
      where: 'mark-policy-where',
      clauses: [{ id: 'mark-clause-id', number: 'mark-clause-number', title: 'mark-clause-title', text: 'mark-clause-text' }],
    },
  ],
  personalData: 'mark-personal-data',
  measures: [
    {
      severity: 'mark-measure-severity',
      history: 'mark-measure-history',
      action: 'mark-measure-action',
      duration: 'mark-measure-duration',
      reversible: true,
    },
  ],
  notices: [
    {
      name: 'mark-notice-name',
      measure: 'mark-notice-measure',
      facts: 'mark-notice-facts',
      automated: 'mark-notice-automated',
      ground: 'mark-notice-ground',
      redress: 'mark-notice-redress',
      languages: ['mark-notice-languages'],
      text: 'mark-notice-text',
    },
  ],
  outage: { signs: 'mark-outage-signs', manual: 'mark-outage-manual', back: 'mark-outage-back' },
  rollback: { who: 'mark-rollback-who', within: 'mark-rollback-within', steps: 'mark-rollback-steps', notice: 'mark-rollback-notice' },
  independence: 'mark-independence',
  quality: {
    errors: [{ name: 'mark-error-name', meaning: 'mark-error-meaning', weight: 7.75 }],
    sample: 'mark-quality-sample',
    pass: 0.925,
    agreement: 0.615,
    calibration: 'mark-quality-calibration',
  },
  retention: [{ what: 'mark-retention-what', keep: 'mark-retention-keep', basis: 'mark-retention-basis', where: 'mark-retention-where' }],
  references: [{ title: 'mark-reference-title', where: 'mark-reference-where' }],
}

/** A guide in which every field is filled. */
export const fullGuide: Full<StepGuide> = {
  alone: ['mark-guide-alone'],
  ask: ['mark-guide-ask'],
  fourEyes: 'mark-guide-four-eyes',
  accountable: 'mark-guide-accountable',
  consulted: ['mark-guide-consulted'],
  informed: ['mark-guide-informed'],
  clock: { starts: 'mark-clock-starts', pauses: ['mark-clock-pauses'], stops: 'mark-clock-stops' },
  evidence: ['mark-guide-evidence'],
  records: ['mark-guide-records'],
  mistakes: ['mark-guide-mistakes'],
  exposure: 'high',
  fallback: 'mark-guide-fallback',
}

/** The workflow with the handbook, and the guide at the step. */
export function withRecords<T extends Workflow>(
  workflow: T,
  step: string,
  handbook: Handbook = fullHandbook,
  guide: StepGuide = fullGuide,
): T {
  const state = workflow.states[step]
  if (!state?.step) throw new Error(`${step} is no step.`)
  return {
    ...workflow,
    header: { workflow: { ...workflow.header.workflow, handbook } },
    states: { ...workflow.states, [step]: { ...state, step: { ...state.step, guide } } },
  }
}
