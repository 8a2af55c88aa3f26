import type { Outcome } from '../../../src/workflow/step.ts'
import type { Workflow } from '../../../src/workflow/workflow.ts'
import { openDocument } from '../document.ts'
import type { Edition } from '../edition.ts'
import { withRecords } from '../handbook.ts'
import { abuseRecords } from './handbook.ts'
import * as text from './texts.ts'
import { categories, escalationTimes, languageNames, overdueAfter, sampleShare, specialistCategories } from './truth.ts'

const noViolation: Outcome = {
  event: 'NO_VIOLATION',
  title: 'No violation',
  criteria: 'No reported item breaks a rule when read in context.',
}
const remove: Outcome = { event: 'REMOVE', title: 'Remove', criteria: 'At least one item breaks a rule, and removing it ends the harm.' }
const suspend: Outcome = {
  event: 'SUSPEND',
  title: 'Suspend',
  criteria: 'The account exists to break the rules, or it is the third strike within 90 days.',
}
const limit: Outcome = {
  event: 'LIMIT',
  title: 'Limit or label',
  criteria: 'Borderline or sensitive, lawful, and of public interest or newsworthy.',
}

/** The workflow of user reports of abuse, as it was at each edition. */
export function abuseWorkflow(edition: Edition): Workflow {
  const doc = openDocument(
    {
      id: 'abuse-reports',
      title: 'User reports of abuse',
      description:
        'From a user’s report to a decision with its notice: automatic triage, first review by language, specialists, quality check.',
      owner: 'Safety operations, user reports',
      version: edition.version,
    },
    'triage',
  )
  declare(doc)
  triage(doc, edition)
  firstReview(doc, edition)
  secondLine(doc, edition)
  ending(doc, edition)
  return withRecords(doc.workflow(), abuseRecords(edition))
}

type Document = ReturnType<typeof openDocument>

function declare(doc: Document): void {
  doc.choice('category', 'Category', Object.keys(categories), 'abuse', 'What the first report says; triage may correct it.')
  doc.choice('language', 'Language', languageNames, 'en', 'Of the reported items, as detected.')
  doc.choice('severity', 'Severity', ['standard', 'high'], 'standard', 'High: somebody may come to harm if the case waits.')
  doc.choice('decision', 'Decision', ['none', 'limit', 'remove', 'suspend', 'refer'], 'none', 'What has been decided so far.')
  doc.choice('sampled', 'Drawn for the quality check', ['no', 'yes'], 'no')
  doc.pool('english', 'English reviewers', { vendor: 'Harbour BPO, Dublin', skills: ['English', 'Abuse and hateful conduct'] })
  doc.pool('iberian', 'Spanish and Portuguese reviewers', { vendor: 'Andes Support, Bogotá', skills: ['Spanish', 'Portuguese'] })
  doc.pool('japanese', 'Japanese reviewers', { vendor: 'In house, Tokyo', skills: ['Japanese'] })
  doc.pool('arabic', 'Arabic reviewers', { vendor: 'Qalam Services, Amman', skills: ['Arabic, Levantine', 'Arabic, Gulf'] })
  doc.pool('european', 'European and other reviewers', {
    vendor: 'Harbour BPO, Lisbon',
    skills: ['French', 'German', 'Italian', 'Turkish', 'machine translation for the rest'],
  })
  doc.pool('specialist', 'Specialists', {
    vendor: 'In house, Dublin',
    skills: ['Child safety certificate', 'Designated entities', 'Self-harm first response'],
  })
  doc.pool('senior', 'Senior reviewers', { vendor: 'In house, Dublin', skills: ['Two years in first review', 'Quality card'] })
}

function triage(doc: Document, edition: Edition): void {
  doc.state('triage', {
    title: 'Automatic triage',
    step: {
      kind: 'automatic',
      instructions: text.intakeText,
      policy: ['Automation standard 4', edition.name === '1.0.0' ? 'Abuse policy 2.4' : 'Abuse policy 3.1'],
      target: 'PT1M',
      outcomes: [
        { event: 'DUPLICATE', title: 'Duplicate', criteria: 'An open case for the same account and category exists.' },
        { event: 'SPAM', title: 'Spam', criteria: 'Spam model at 0.97 or above, no protected category.' },
        { event: 'AUTO_ACTION', title: 'Removed automatically', criteria: 'Exact hash match, or a score released for automatic action.' },
        {
          event: 'AUTO_CLEAR',
          title: 'Cleared automatically',
          criteria: 'Reported content is gone, or a score released for automatic closing.',
        },
        { event: 'PERSON', title: 'Needs a person', criteria: 'Everything else.' },
      ],
    },
  })
  doc.state('spamLane', {
    title: 'Spam lane',
    step: {
      kind: 'automatic',
      instructions: text.spamText,
      policy: ['Platform manipulation 1.4'],
      target: 'PT1H',
      outcomes: [{ event: 'CLEARED', title: 'Closed in bulk' }],
    },
  })
  doc.go('triage', 'DUPLICATE', 'duplicate')
  doc.go('triage', 'SPAM', 'spamLane')
  doc.go('triage', 'AUTO_ACTION', 'notice', { set: { decision: 'remove' } })
  doc.go('triage', 'AUTO_CLEAR', 'notice')
  doc.go('triage', 'PERSON', 'specialist', {
    when: specialistCategories.map((name) => `category == "${name}"`).join(' || '),
    title: 'Specialist category',
    flow: 'escalation',
  })
  doc.go('triage', 'PERSON', 'firstReview', { title: 'Any other category' })
  doc.go('spamLane', 'CLEARED', 'spamClosed')
}

const queues: [key: string, title: string, pool: string, language: string, when: string | null][] = [
  ['english', 'English review', 'english', 'English', 'language == "en"'],
  ['iberian', 'Spanish and Portuguese review', 'iberian', 'Spanish or Portuguese', 'language == "es" || language == "pt"'],
  ['japanese', 'Japanese review', 'japanese', 'Japanese', 'language == "ja"'],
  ['arabic', 'Arabic review', 'arabic', 'Arabic', 'language == "ar"'],
  ['european', 'European and other review', 'european', 'the language of the case, or with machine translation', null],
]

function firstReview(doc: Document, edition: Edition): void {
  const outcomes: Outcome[] = [
    noViolation,
    limit,
    remove,
    suspend,
    {
      event: 'ESCALATE',
      title: 'Escalate',
      criteria:
        edition.name === 'draft'
          ? 'A specialist category is suspected, or the policy does not answer after ten minutes of reading.'
          : 'A specialist category is suspected, or the policy does not answer.',
    },
    { event: 'SEND_BACK', title: 'Send back', criteria: 'Wrong language, or something is missing that you can name.' },
  ]
  doc.state('firstReview', {
    type: 'compound',
    initial: 'chooseQueue',
    title: 'First review',
    description: 'One person decides the whole case, in its language.',
  })
  doc.state('chooseQueue', { in: 'firstReview', title: 'Which language?' })
  for (const [key, title, pool, language, when] of queues) {
    doc.state(key, {
      in: 'firstReview',
      title,
      step: {
        kind: 'review',
        pools: [pool],
        outcomes,
        target: edition.name === 'draft' && key === 'english' ? 'PT20H' : 'PT24H',
        sensitive: true,
        instructions: text.reviewText(language, key === 'arabic' ? text.arabicNote : ''),
        policy: edition.name === '1.0.0' ? ['Abuse policy 2.4', 'Hateful conduct 5'] : ['Abuse policy 3.1', 'Hateful conduct 5.2'],
      },
    })
    doc.go('chooseQueue', 'always', key, when === null ? {} : { when })
  }
  doc.go('firstReview', 'NO_VIOLATION', 'decided', { set: { decision: 'none' } })
  doc.go('firstReview', 'LIMIT', 'decided', { set: { decision: 'limit' } })
  doc.go('firstReview', 'REMOVE', edition.name === '1.0.0' ? 'decided' : 'secondReview', { set: { decision: 'remove' } })
  doc.go('firstReview', 'SUSPEND', 'secondReview', { set: { decision: 'suspend' } })
  doc.go('firstReview', 'ESCALATE', 'escalation', { flow: 'escalation' })
  doc.go('firstReview', 'SEND_BACK', 'firstReview', { reenter: true, flow: 'failure' })
  doc.go('firstReview', edition.name === '1.0.0' ? overdueAfter + 86_400 : overdueAfter, 'overdue', {
    title: 'Too long in first review',
    flow: 'escalation',
  })
}

function secondLine(doc: Document, edition: Edition): void {
  const first = edition.name === '1.0.0'
  doc.state('secondReview', {
    title: 'Second review',
    step: {
      kind: 'review',
      pools: ['senior'],
      instructions: text.secondText,
      policy: [first ? 'Enforcement guide 2.1' : 'Enforcement guide 2.2'],
      target: 'PT12H',
      sensitive: true,
      outcomes: [
        { event: 'AGREE', title: 'Agree', criteria: 'You would have decided the same.' },
        { event: 'CHANGE', title: 'Change', criteria: 'A milder decision is enough; write which rule says so.' },
      ],
    },
  })
  doc.state('escalation', {
    title: 'Escalation round',
    step: {
      kind: 'batch',
      at: first ? escalationTimes.filter((time) => time.endsWith('10:00')) : escalationTimes,
      instructions: text.escalationText,
      target: 'PT8H',
      outcomes: [{ event: 'LOOKED_AT', title: 'Looked at' }],
    },
  })
  doc.state('specialist', {
    title: 'Specialist review',
    step: {
      kind: 'review',
      pools: ['specialist'],
      instructions: text.specialistText,
      target: first ? 'PT8H' : 'PT4H',
      sensitive: true,
      policy: ['Child safety 1', 'Self-harm 2.3', first ? 'Violent entities 3' : 'Violent entities 3.4'],
      outcomes: [
        noViolation,
        remove,
        suspend,
        {
          event: 'REFER',
          title: 'Refer to authorities',
          criteria: 'A hotline or the police must know. The legal duty is on the referral card.',
        },
      ],
    },
  })
  doc.state('overdue', {
    title: 'Overdue desk',
    step: {
      kind: 'review',
      pools: ['senior'],
      instructions: text.overdueText,
      policy: ['Service levels 1.2'],
      target: 'PT24H',
      sensitive: true,
      outcomes: [noViolation, limit, remove, suspend],
    },
  })
  doc.go('secondReview', 'AGREE', 'decided')
  doc.go('secondReview', 'CHANGE', 'decided', { set: { decision: 'limit' } })
  doc.go('escalation', 'LOOKED_AT', 'specialist', { flow: 'escalation' })
  for (const [event, decision] of [
    ['NO_VIOLATION', 'none'],
    ['REMOVE', 'remove'],
    ['SUSPEND', 'suspend'],
    ['REFER', 'refer'],
  ] as const)
    doc.go('specialist', event, 'decided', { set: { decision } })
  for (const [event, decision] of [
    ['NO_VIOLATION', 'none'],
    ['LIMIT', 'limit'],
    ['REMOVE', 'remove'],
    ['SUSPEND', 'suspend'],
  ] as const)
    doc.go('overdue', event, 'decided', { set: { decision } })
}

function ending(doc: Document, edition: Edition): void {
  const share = { '1.0.0': 0.02, '1.1.0': sampleShare, draft: 0.04 }[edition.name]
  doc.state('decided', {
    title: 'Drawn for a check?',
    entry: [{ type: 'draw', attribute: 'sampled', shares: { no: 1 - share, yes: share } }],
  })
  doc.state('quality', {
    title: 'Quality check',
    step: {
      kind: 'review',
      pools: ['senior'],
      instructions: text.qualityText,
      policy: ['Quality card 6'],
      target: 'PT24H',
      valueAdding: false,
      outcomes: [
        { event: 'CONFIRM', title: 'Confirm', criteria: 'The decision is right.' },
        { event: 'CORRECT', title: 'Correct', criteria: 'The decision would have been another one.' },
      ],
    },
  })
  doc.state('notice', {
    title: 'Send notice',
    step: {
      kind: 'automatic',
      instructions: text.noticeText,
      policy: ['Notices 2', 'DSA Article 17'],
      target: 'PT5M',
      outcomes: [{ event: 'SENT', title: 'Sent' }],
    },
  })
  doc.go('decided', 'always', 'quality', { when: 'sampled == "yes"' })
  doc.go('decided', 'always', 'notice')
  doc.go('quality', 'CONFIRM', 'notice')
  doc.go('quality', 'CORRECT', 'overdue', { flow: 'failure', title: 'Decide again' })
  doc.go('notice', 'SENT', 'removed', { when: 'decision == "remove"' })
  doc.go('notice', 'SENT', 'limited', { when: 'decision == "limit"' })
  doc.go('notice', 'SENT', 'suspended', { when: 'decision == "suspend"' })
  doc.go('notice', 'SENT', 'referred', { when: 'decision == "refer"' })
  doc.go('notice', 'SENT', 'noViolation')

  const restrictive = (notice: string) => ({ restrictive: true, notice, appeal: 'Workflow “Appeals”, within six months' })
  doc.state('removed', { type: 'final', title: 'Removed', disposition: restrictive('Content removed, with statement of reasons') })
  doc.state('limited', {
    type: 'final',
    title: 'Limited or labelled',
    disposition: restrictive('Reach limited, with statement of reasons'),
  })
  doc.state('suspended', {
    type: 'final',
    title: 'Account suspended',
    disposition: restrictive('Account suspended, with statement of reasons'),
  })
  doc.state('referred', {
    type: 'final',
    title: 'Removed and referred',
    disposition: restrictive('Content removed, after release by the legal team'),
  })
  doc.state('noViolation', {
    type: 'final',
    title: 'No violation',
    disposition: { restrictive: false, notice: 'No violation found, to the reporters', appeal: 'Workflow “Appeals”, by the reporter' },
  })
  doc.state('duplicate', {
    type: 'final',
    title: 'Duplicate',
    disposition: { restrictive: false, notice: 'Your report was added to an open case' },
  })
  doc.state('spamClosed', {
    type: 'final',
    title: 'Spam closed',
    disposition: restrictive('Account limited until the challenge is passed'),
  })
}
