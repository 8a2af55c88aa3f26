/** An edition: the runbook for one kind of reader. */
export type EditionId = 'whole' | 'vendor' | 'quick' | 'training'

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
  whole: { title: 'Whole runbook', purpose: 'For reviewers and those who lead them.', leavesOut: 'Leaves out nothing.', forms: everyForm },
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
}
