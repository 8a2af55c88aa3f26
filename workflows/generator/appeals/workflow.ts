import type { Outcome } from '../../../src/workflow/step.ts'
import type { Workflow } from '../../../src/workflow/workflow.ts'
import { day } from '../clock.ts'
import { openDocument } from '../document.ts'
import type { Edition } from '../edition.ts'
import { withRecords } from '../handbook.ts'
import { appealsRecords } from './handbook.ts'
import * as truth from './truth.ts'

type Document = ReturnType<typeof openDocument>

const overturn: Outcome = {
  event: 'OVERTURN',
  title: 'Overturn',
  criteria: 'The rule did not apply, the context was missed, or the measure was harder than the rule says.',
}
const uphold: Outcome = {
  event: 'UPHOLD',
  title: 'Uphold',
  criteria: 'The decision and the measure are right; the reason is now written so that the user can follow it.',
}

/** The appeals workflow, as it was at each edition. */
export function appealsWorkflow(edition: Edition): Workflow {
  const doc = openDocument(
    {
      id: 'appeals',
      title: 'Appeals',
      description:
        'A user or a reporter disagrees: an independent second review, a panel for the hard ones, reinstatement where we were wrong.',
      owner: 'Safety operations, appeals',
      version: edition.version,
    },
    'eligibility',
  )
  declare(doc)
  opening(doc, edition)
  deciding(doc, edition)
  restoring(doc, edition)
  ending(doc)
  return withRecords(doc.workflow(), appealsRecords(edition))
}

function declare(doc: Document): void {
  doc.choice('category', 'Policy', Object.keys(truth.categories), 'abuse', 'The policy that the decision was made under.')
  doc.choice('measure', 'Measure', Object.keys(truth.measures), 'removal', 'What is appealed; “no-action” is a reporter’s appeal.')
  doc.choice('language', 'Language', truth.languageNames, 'en')
  doc.choice('result', 'Result', ['open', 'overturned', 'upheld', 'late', 'decided-before'], 'open')
  doc.pool('appeal-reviewers', 'Appeal reviewers', {
    vendor: 'In house, Dublin',
    skills: ['Not the first reviewer’s team', 'All policies'],
  })
  doc.pool('panel', 'Panel', {
    vendor: 'In house',
    description: 'Three people who decide together, counted as one.',
    skills: ['Policy', 'Legal', 'Operations'],
  })
  doc.pool('restoration', 'Restoration support', { vendor: 'Platform engineering', skills: ['Content store', 'Account service'] })
}

function opening(doc: Document, edition: Edition): void {
  doc.state('eligibility', {
    title: 'Eligibility check',
    step: {
      kind: 'automatic',
      target: 'PT1M',
      policy: ['DSA Article 20', 'Appeals 1'],
      instructions: 'Checks that the decision exists, is not older than six months, and has not been appealed before.',
      outcomes: [
        { event: 'ELIGIBLE', title: 'Eligible' },
        { event: 'TOO_LATE', title: 'Too late', criteria: 'More than six months after the notice.' },
        { event: 'ALREADY_DECIDED', title: 'Already decided', criteria: 'The same decision was appealed before.' },
      ],
    },
  })
  doc.state('statement', {
    title: 'Statement window',
    description: 'The user may say in their own words why the decision is wrong.',
    step: {
      kind: 'wait',
      target: edition.name === '1.0.0' ? 'P5D' : 'P3D',
      policy: ['Appeals 2.1'],
      instructions: 'The form is open in the language of the account. An answer, or “nothing to add”, closes it early.',
      outcomes: [
        { event: 'STATEMENT', title: 'Statement received' },
        { event: 'NOTHING_TO_ADD', title: 'Nothing to add' },
      ],
    },
  })
  doc.go('eligibility', 'ELIGIBLE', 'statement')
  doc.go('eligibility', 'TOO_LATE', 'notice', { set: { result: 'late' } })
  doc.go('eligibility', 'ALREADY_DECIDED', 'notice', { set: { result: 'decided-before' } })
  doc.go('statement', 'STATEMENT', 'deciding')
  doc.go('statement', 'NOTHING_TO_ADD', 'deciding')
  doc.go('statement', edition.name === '1.0.0' ? 5 * day : truth.statementWindow, 'deciding', { title: 'Window closes' })
}

function deciding(doc: Document, edition: Edition): void {
  const first = edition.name === '1.0.0'
  doc.state('deciding', {
    type: 'compound',
    initial: 'independentReview',
    title: 'Deciding',
    description: 'Nobody decides who took part in the first decision.',
  })
  doc.state('independentReview', {
    in: 'deciding',
    title: 'Independent review',
    step: {
      kind: 'review',
      pools: ['appeal-reviewers'],
      target: 'PT72H',
      sensitive: true,
      policy: [first ? 'Appeals 3' : 'Appeals 3.2', 'DSA Article 20 (6)'],
      instructions: [
        'Decide afresh: read the content, its context and the statement *before* the first decision and its reason.',
        'Write the result for the user: what you looked at, which rule, why. Two or three sentences.',
        ...(edition.name === 'draft' ? ['If you overturn, tick what went wrong the first time; the list goes to quality every week.'] : []),
      ].join('\n\n'),
      outcomes: [
        overturn,
        uphold,
        { event: 'UNSURE', title: 'Unsure', criteria: 'Two readings of the rule are possible, or the case would set a precedent.' },
        { event: 'WITHDRAWN', title: 'Withdrawn', criteria: 'The user has withdrawn the appeal or deleted the content.' },
      ],
    },
  })
  if (!first)
    doc.state('agenda', {
      in: 'deciding',
      title: 'Panel agenda',
      step: {
        kind: 'batch',
        at: truth.panelTimes,
        target: 'P4D',
        policy: ['Appeals 4.1'],
        instructions: 'Cases for the panel are called together on Tuesdays and Thursdays.',
        outcomes: [{ event: 'CALLED', title: 'Called' }],
      },
    })
  doc.state('panel', {
    in: 'deciding',
    title: 'Panel',
    step: {
      kind: 'review',
      pools: ['panel'],
      target: 'P1D',
      policy: ['Appeals 4'],
      instructions: 'Decide by majority. Note the reading of the rule that was chosen; policy publishes it.',
      outcomes: [overturn, uphold],
    },
  })
  doc.go('independentReview', 'UNSURE', first ? 'panel' : 'agenda', { flow: 'escalation' })
  if (!first) doc.go('agenda', 'CALLED', 'panel')
  doc.go('deciding', 'OVERTURN', 'reinstatement', { set: { result: 'overturned' } })
  doc.go('deciding', 'UPHOLD', 'notice', { set: { result: 'upheld' } })
  doc.go('deciding', 'WITHDRAWN', 'withdrawn')
  doc.go('deciding', first ? 21 * day : truth.deadline, 'chair', { title: 'Deadline', flow: 'escalation' })
  doc.state('chair', {
    title: 'Chair decides',
    step: {
      kind: 'review',
      pools: ['panel'],
      target: 'P3D',
      policy: ['Appeals 5'],
      instructions: 'The deadline has passed. The chair decides alone, at the next panel day at the latest, and says sorry for the delay.',
      outcomes: [overturn, uphold],
    },
  })
  doc.go('chair', 'OVERTURN', 'reinstatement', { set: { result: 'overturned' } })
  doc.go('chair', 'UPHOLD', 'notice', { set: { result: 'upheld' } })
}

function restoring(doc: Document, edition: Edition): void {
  doc.state('reinstatement', {
    title: 'Reinstatement',
    step: {
      kind: 'automatic',
      target: 'PT10M',
      policy: ['Appeals 6'],
      instructions: `Restores content, reach or account, and takes the strike back${edition.name === 'draft' ? ', with its effect on later measures' : ''}.`,
      outcomes: [
        { event: 'RESTORED', title: 'Restored' },
        { event: 'FAILED', title: 'Failed', criteria: 'Something could not be restored by machine.' },
      ],
    },
  })
  doc.state('restoreByHand', {
    title: 'Restore by hand',
    step: {
      kind: 'review',
      pools: ['restoration'],
      target: 'P1D',
      policy: ['Appeals 6.2'],
      instructions: 'Find what the machine could not restore, restore it, check that the user can see it.',
      outcomes: [{ event: 'RESTORED', title: 'Restored' }],
    },
  })
  doc.go('reinstatement', 'RESTORED', 'notice')
  doc.go('reinstatement', 'FAILED', 'restoreByHand', { flow: 'failure' })
  doc.go('restoreByHand', 'RESTORED', 'notice')
}

function ending(doc: Document): void {
  doc.state('notice', {
    title: 'Send decision',
    step: {
      kind: 'automatic',
      target: 'PT5M',
      policy: ['DSA Article 20 (5)'],
      instructions: 'Tells the user the result with its reasons, and names the out-of-court bodies.',
      outcomes: [{ event: 'SENT', title: 'Sent' }],
    },
  })
  doc.go('notice', 'SENT', 'reinstated', { when: 'result == "overturned"' })
  doc.go('notice', 'SENT', 'upheld', { when: 'result == "upheld"' })
  doc.go('notice', 'SENT', 'inadmissible')
  doc.state('reinstated', {
    type: 'final',
    title: 'Reinstated',
    disposition: { restrictive: false, notice: 'Decision overturned, with an apology' },
  })
  doc.state('upheld', {
    type: 'final',
    title: 'Upheld',
    disposition: { restrictive: true, notice: 'Decision upheld, with reasons', appeal: 'Out-of-court dispute settlement, DSA Article 21' },
  })
  doc.state('inadmissible', {
    type: 'final',
    title: 'Not admissible',
    disposition: { restrictive: false, notice: 'Appeal not admissible, with the reason' },
  })
  doc.state('withdrawn', { type: 'final', title: 'Withdrawn', disposition: { restrictive: false } })
}
