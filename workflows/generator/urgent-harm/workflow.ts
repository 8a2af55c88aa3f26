import type { Outcome } from '../../../src/workflow/step.ts'
import type { Workflow } from '../../../src/workflow/workflow.ts'
import { hour, minute } from '../clock.ts'
import { openDocument } from '../document.ts'
import type { Edition } from '../edition.ts'
import { withRecords } from '../handbook.ts'
import { urgentRecords } from './handbook.ts'
import * as truth from './truth.ts'

type Document = ReturnType<typeof openDocument>

/** The urgent-harm line, as it was at each edition. */
export function urgentWorkflow(edition: Edition): Workflow {
  const doc = openDocument(
    {
      id: 'urgent-harm',
      title: 'Urgent harm',
      description: 'Somebody may be in danger now: assessed within minutes, then legal referral and safety work side by side.',
      owner: 'Safety operations, urgent harm',
      version: edition.version,
    },
    'screening',
  )
  declare(doc)
  assessment(doc, edition)
  doc.state('response', { type: 'parallel', title: 'Response', description: 'Both sides start at once. Neither waits for the other.' })
  doc.go('response', 'done', 'record')
  doc.go('response', edition.name === '1.0.0' ? 4 * hour : truth.responseWithin, 'manager', {
    title: 'Response takes too long',
    flow: 'escalation',
  })
  legalSide(doc, edition)
  safetySide(doc, edition)
  ending(doc)
  return withRecords(doc.workflow(), urgentRecords(edition))
}

function declare(doc: Document): void {
  doc.choice('category', 'Kind of harm', Object.keys(truth.harms), 'self-harm')
  doc.choice('region', 'Region', truth.regionNames, 'eu', 'Where the person at risk probably is; decides which authority is told.')
  doc.choice('contained', 'Content', ['unknown', 'removed', 'kept'], 'unknown', 'What was done with the content.')
  doc.pool('on-call', 'On-call analyst', { vendor: 'In house', skills: ['Imminent-harm assessment', 'Child safety certificate'] })
  doc.pool('backup', 'Backup analyst', { vendor: 'In house', skills: ['Imminent-harm assessment'] })
  doc.pool('legal-duty', 'Legal duty desk', { vendor: 'In house', skills: ['Emergency disclosure', 'DSA Article 18'] })
  doc.pool('welfare', 'Welfare desk', { vendor: 'Lantern Helplines', skills: ['Crisis support', 'Local helplines'] })
  doc.pool('duty-manager', 'Duty manager', { vendor: 'In house' })
}

const verdicts: Outcome[] = [
  { event: 'CREDIBLE', title: 'Credible', criteria: 'A person, a means and a time can be named, or two of the three with a history.' },
  { event: 'NOT_CREDIBLE', title: 'Not credible', criteria: 'Fiction, quotation, past events, or nobody at risk.' },
]

function assessment(doc: Document, edition: Edition): void {
  doc.state('screening', {
    title: 'Screening',
    step: {
      kind: 'automatic',
      target: 'PT1M',
      policy: ['Urgent harm 1.1'],
      instructions: 'Scores every alarm from reports, the classifier and partner hotlines. In doubt it is urgent.',
      outcomes: [
        { event: 'URGENT', title: 'Urgent', criteria: 'Score of 0.3 or above, or any alarm of a partner hotline.' },
        { event: 'NOT_URGENT', title: 'Not urgent', criteria: 'Everything else; it goes to user reports.' },
      ],
    },
  })
  doc.state('assess', {
    title: 'Assess',
    step: {
      kind: 'review',
      pools: ['on-call'],
      target: edition.name === '1.0.0' ? 'PT15M' : 'PT10M',
      sensitive: true,
      policy: ['Urgent harm 2'],
      outcomes: verdicts,
      instructions:
        'Is somebody in danger *now*? Read the last ten posts, the profile and earlier alarms. Five minutes are usually enough.\n\nIf you cannot tell, call it credible. Nobody has ever been blamed for that here.',
    },
  })
  doc.state('paging', {
    title: 'Page the backup',
    step: {
      kind: 'automatic',
      target: 'PT2M',
      policy: ['On-call rules 3'],
      instructions: 'Phones the backup analyst, then the next on the list, until one answers.',
      outcomes: [
        { event: 'ANSWERED', title: 'Answered' },
        { event: 'UNANSWERED', title: 'Not answered', criteria: 'No answer within a minute.' },
      ],
    },
  })
  doc.state('backupAssess', {
    title: 'Backup assessment',
    step: {
      kind: 'review',
      pools: ['backup'],
      target: 'PT15M',
      sensitive: true,
      policy: ['Urgent harm 2'],
      outcomes: verdicts,
      instructions: 'As “Assess”. Tell the on-call analyst in the channel that you have it.',
    },
  })
  doc.go('screening', 'URGENT', 'assess')
  doc.go('screening', 'NOT_URGENT', 'handedOver')
  doc.go('assess', 'CREDIBLE', 'response', { flow: 'escalation' })
  doc.go('assess', 'NOT_CREDIBLE', 'handedOver')
  doc.go('assess', edition.name === '1.0.0' ? 15 * minute : truth.assessWithin, 'paging', {
    title: 'Not assessed in time',
    flow: 'escalation',
  })
  doc.go('paging', 'ANSWERED', 'backupAssess')
  doc.go('paging', 'UNANSWERED', 'paging', { reenter: true, flow: 'failure', title: 'Next on the list' })
  doc.go('backupAssess', 'CREDIBLE', 'response', { flow: 'escalation' })
  doc.go('backupAssess', 'NOT_CREDIBLE', 'handedOver')
}

function legalSide(doc: Document, edition: Edition): void {
  doc.state('legal', { in: 'response', type: 'compound', initial: 'legalAssess', title: 'Legal referral' })
  doc.state('legalAssess', {
    in: 'legal',
    title: 'Legal assessment',
    step: {
      kind: 'review',
      pools: ['legal-duty'],
      target: 'PT30M',
      policy: ['DSA Article 18', 'Emergency disclosure 4'],
      instructions: 'Is there a duty, or a right, to tell an authority? Which one? Disclose the least that helps.',
      outcomes: [
        { event: 'REFER', title: 'Refer', criteria: 'Threat to the life or safety of a person, and an authority that can act.' },
        { event: 'NO_DUTY', title: 'No referral', criteria: 'No such threat, or local law forbids disclosure.' },
      ],
    },
  })
  doc.state('referral', {
    in: 'legal',
    title: 'Transmit referral',
    step: {
      kind: 'automatic',
      target: 'PT1M',
      policy: ['Emergency disclosure 5'],
      instructions: 'Sends the referral over the authority’s secure channel and logs the receipt.',
      outcomes: [{ event: 'SENT', title: 'Sent' }],
    },
  })
  doc.state('acknowledgement', {
    in: 'legal',
    title: 'Acknowledgement',
    step: {
      kind: 'wait',
      target: 'PT30M',
      instructions: 'The authority confirms that it has taken over.',
      outcomes: [{ event: 'ACKNOWLEDGED', title: 'Acknowledged' }],
    },
  })
  doc.state('callBack', {
    in: 'legal',
    title: 'Call the authority',
    step: {
      kind: 'review',
      pools: ['legal-duty'],
      target: 'PT15M',
      policy: ['Emergency disclosure 5.2'],
      outcomes: [{ event: 'CONFIRMED', title: 'Confirmed by phone' }],
      instructions: `Phone the authority’s duty line and note name, time and reference.${edition.name === 'draft' ? ' If nobody answers, try the national contact point.' : ''}`,
    },
  })
  doc.state('legalDone', { in: 'legal', type: 'final', title: 'Legal work done' })
  doc.go('legalAssess', 'REFER', 'referral')
  doc.go('legalAssess', 'NO_DUTY', 'legalDone')
  doc.go('referral', 'SENT', 'acknowledgement')
  doc.go('acknowledgement', 'ACKNOWLEDGED', 'legalDone')
  doc.go('acknowledgement', truth.acknowledgeWithin, 'callBack', { title: 'No acknowledgement', flow: 'escalation' })
  doc.go('callBack', 'CONFIRMED', 'legalDone')
}

function safetySide(doc: Document, edition: Edition): void {
  doc.state('safety', { in: 'response', type: 'compound', initial: 'contain', title: 'Safety work' })
  doc.state('contain', {
    in: 'safety',
    title: 'Contain',
    step: {
      kind: 'review',
      pools: ['on-call'],
      target: 'PT20M',
      sensitive: true,
      policy: ['Urgent harm 3'],
      instructions:
        'Stop the spread, keep the evidence. A cry for help usually stays up, so that friends can answer; instructions or threats do not.',
      outcomes: [
        { event: 'REMOVED', title: 'Content removed', criteria: 'It instructs, threatens, or shows a victim.' },
        { event: 'KEPT', title: 'Content kept', criteria: 'It asks for help, and others can help.' },
      ],
    },
  })
  doc.state('outreach', {
    in: 'safety',
    title: 'Outreach',
    step: {
      kind: 'review',
      pools: ['welfare'],
      target: 'PT1H',
      policy: ['Welfare guide 2'],
      instructions:
        'Contact the person with the local helpline at hand, in their language. Never promise secrecy. For a threat, contact the person threatened.',
      outcomes: [
        { event: 'REACHED', title: 'Reached', criteria: 'The person, or somebody with them, has answered.' },
        { event: 'NOT_REACHED', title: 'Not reached yet', criteria: 'No answer, but a channel is left.' },
        { event: 'GIVEN_UP', title: 'No channel left', criteria: 'Every channel has been tried.' },
      ],
    },
  })
  doc.state('safetyDone', { in: 'safety', type: 'final', title: 'Safety work done' })
  doc.go('contain', 'REMOVED', 'outreach', { set: { contained: 'removed' } })
  doc.go('contain', 'KEPT', 'outreach', { set: { contained: 'kept' } })
  doc.go('outreach', 'REACHED', 'safetyDone')
  doc.go('outreach', 'GIVEN_UP', 'safetyDone')
  if (edition.name === '1.0.0') {
    doc.go('outreach', 'NOT_REACHED', 'safetyDone')
    return
  }
  doc.state('pause', { in: 'safety', title: 'Try again later' })
  doc.go('outreach', 'NOT_REACHED', 'pause', { flow: 'failure' })
  doc.go('pause', truth.tryAgainAfter, 'outreach', { title: 'Another channel' })
}

function ending(doc: Document): void {
  doc.state('manager', {
    title: 'Duty manager takes over',
    step: {
      kind: 'review',
      pools: ['duty-manager'],
      target: 'PT1H',
      policy: ['On-call rules 5'],
      outcomes: [{ event: 'CLOSED', title: 'Closed', criteria: 'Every open item has an owner and a time.' }],
      instructions:
        'Find out what is still open on both sides, finish it or give it to a named person, and write down why it took so long.',
    },
  })
  doc.state('record', {
    title: 'Record and close',
    step: {
      kind: 'automatic',
      target: 'PT5M',
      policy: ['Records 7'],
      instructions: 'Closes the record, sends the notices that are due, and offers the team a debriefing.',
      outcomes: [{ event: 'RECORDED', title: 'Recorded' }],
    },
  })
  doc.go('manager', 'CLOSED', 'record')
  doc.go('record', 'RECORDED', 'contentRemoved', { when: 'contained == "removed"' })
  doc.go('record', 'RECORDED', 'helpOffered')
  doc.state('contentRemoved', {
    type: 'final',
    title: 'Help offered, content removed',
    disposition: {
      restrictive: true,
      notice: 'Content removed, with helplines and statement of reasons',
      appeal: 'Workflow “Appeals”, within six months',
    },
  })
  doc.state('helpOffered', {
    type: 'final',
    title: 'Help offered',
    disposition: { restrictive: false, notice: 'Helplines in the person’s language' },
  })
  doc.state('handedOver', { type: 'final', title: 'Handed to user reports', disposition: { restrictive: false } })
}
