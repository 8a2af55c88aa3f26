/** An edition: the runbook for one kind of reader. */
export const editionIds = ['whole', 'reviewer', 'lead', 'auditor', 'quick', 'vendor', 'training', 'status'] as const
export type EditionId = (typeof editionIds)[number]

export type AudienceId = 'reviewer' | 'lead' | 'auditor'

/** Whether an edition is one for an audience: the sections that it works by. */
export function isAudience(id: string): id is AudienceId {
  return id === 'reviewer' || id === 'lead' || id === 'auditor'
}

/** A form in which a document is written. */
export type DocumentForm = 'html' | 'md' | 'docx'

type Edition = {
  readonly title: string
  /** Whom it is for, one sentence. */
  readonly purpose: string
  /** What it leaves out, one sentence. */
  readonly leavesOut: string
  readonly forms: readonly DocumentForm[]
}

const everyForm: readonly DocumentForm[] = ['html', 'md', 'docx']

/** The editions, the whole runbook first. */
export const editions: Readonly<Record<EditionId, Edition>> = {
  whole: { title: 'Whole runbook', purpose: 'For those who keep it.', leavesOut: 'Leaves out nothing.', forms: everyForm },
  reviewer: {
    title: 'Reviewer',
    purpose: 'For the people who decide cases.',
    leavesOut: 'Leaves out who answers for what, quality, records of the whole, figures, and the history of versions.',
    forms: everyForm,
  },
  lead: {
    title: 'Team lead',
    purpose: 'For who leads a shift: people, targets, escalation, outage, quality.',
    leavesOut: 'Leaves out decision tables, notices, case attributes, definitions and references.',
    forms: everyForm,
  },
  auditor: {
    title: 'Auditor',
    purpose: 'For who asks whether the work is done as written: rules, notices, records, approvals, what is missing.',
    leavesOut: 'Leaves out how to reach people and the section on wellbeing.',
    forms: everyForm,
  },
  quick: {
    title: 'Quick card',
    purpose: 'One page of A5 to pin up: whom to call first, at most seven questions.',
    leavesOut: 'Leaves out instructions, policy, timers, notices and history.',
    forms: everyForm,
  },
  vendor: {
    title: 'Vendor',
    purpose: 'For one vendor: the steps of its own people.',
    leavesOut:
      'Leaves out conditions, thresholds, attributes, timers, the steps and pools of others, the map, messages, history and figures.',
    forms: everyForm,
  },
  training: {
    title: 'Training check',
    purpose: 'Up to twenty questions, the changed first; the saved page counts the answers and gives a result file.',
    leavesOut: 'Leaves out all but the ways that a case can take.',
    forms: ['html'],
  },
  status: {
    title: 'Status sheet',
    purpose: 'Beside the frozen document: what is in force today, who approved and confirmed it, which version governed when.',
    leavesOut: 'Leaves out what the runbook says.',
    forms: everyForm,
  },
}
