import type { Definition } from '../../../src/workflow/handbook/definition.ts'
import type { Handbook } from '../../../src/workflow/handbook/handbook.ts'
import type { Policy } from '../../../src/workflow/handbook/policy.ts'
import type { Edition } from '../edition.ts'
import { type SampleRecords, statement } from '../handbook.ts'
import { abuseGuides } from './guides.ts'

/** The records of the runbook of user reports. Examples are named by their number in the example library, never shown. */
export function abuseRecords(edition: Edition): SampleRecords {
  return {
    handbook: handbookOf(edition),
    guides: abuseGuides,
    callWith: {
      'triage--person': 'Specialist lead',
      'first-review--escalate': 'Duty lead',
      'first-review--after': 'Duty lead',
      'escalation--looked-at': 'Specialist lead',
    },
  }
}

const days = {
  '1.0.0': { effective: '2025-06-09', review: '2025-12-01' },
  '1.1.0': { effective: '2025-09-29', review: '2026-03-30' },
  draft: { effective: '2026-12-01', review: '2027-06-01' },
}

function handbookOf(edition: Edition): Handbook {
  return {
    control: { ...days[edition.name], approver: 'Head of user reports, with policy and legal', classification: 'Internal' },
    scope: {
      languages: ['English', 'Spanish', 'Portuguese', 'Japanese', 'Arabic', 'others with machine translation'],
      markets: ['all'],
      out: [
        'Danger to life: the workflow “Urgent harm”, at once.',
        'Appeals against a decision: the workflow “Appeals”.',
        'Copyright, trade marks and orders of courts: the legal desk.',
      ],
    },
    wellbeing: {
      display: 'Blurred, grey and without sound; each is lifted by hand, item by item.',
      breaks: 'Ten minutes after each fifty, and whenever you need one; a break is never counted against you.',
      rotation: 'At most four hours a day with specialist material, then another queue or other work.',
      support: 'The counsellor of your site, by the wellbeing card; she tells nobody.',
    },
    definitions,
    policies: policiesOf(edition),
    personalData:
      'Open only what the decision needs. Names, addresses and private messages stay in the case system: not in chat, in mail or in the reason. Reporters are never named to the account holder.',
    measures: [
      { severity: 'Standard', history: 'No strike within 90 days', action: 'Remove', duration: 'For good', reversible: true },
      {
        severity: 'Standard',
        history: 'Two strikes within 90 days',
        action: 'Suspend',
        duration: 'Until an appeal is won',
        reversible: true,
      },
      { severity: 'Borderline', history: 'Any', action: 'Limit or label', duration: '30 days', reversible: true },
      { severity: 'High', history: 'Any', action: 'Remove and suspend', duration: 'Until an appeal is won', reversible: true },
      { severity: 'Child safety', history: 'Any', action: 'Remove, suspend and refer', duration: 'For good', reversible: false },
    ],
    notices,
    outage: {
      signs:
        'The triage board shows no decision for ten minutes, or the case system does not open. The duty lead says that it is an outage.',
      manual:
        'Nothing is decided automatically. Child safety and self-harm go by telephone to the specialists; for all else:\n\n1. Take the next case of your language from the export list of the hour.\n2. Write case number, outcome and reason into the outage sheet.\n3. Remove only what cannot wait; leave suspensions until the system is back.',
      back: 'One person per language types the sheet in, oldest first; a second one compares. Clocks run from the time on the sheet.',
    },
    rollback: {
      who: 'A senior reviewer; the duty lead for more than ten accounts.',
      within: 'Four hours from when it is known',
      steps:
        '1. Restore the item, the reach and the account, and take the strike back.\n2. Look for the same mistake in the last seven days, of the same rule and the same person or model.\n3. Note the cause: rule, reading, tool or slip.',
      notice: 'A notice that says what was wrong and that it leaves no trace on the account.',
    },
    independence: 'Nobody decides an appeal who took part in the decision, nor somebody who reports to them.',
    quality: {
      errors: [
        { name: 'Over-enforcement', weight: 10, meaning: 'Something lawful and allowed was removed, limited or suspended.' },
        { name: 'Under-enforcement', weight: 10, meaning: 'Something that breaks a rule was left.' },
        { name: 'Wrong rule', weight: 3, meaning: 'The outcome is right, the clause is not.' },
        { name: 'Reason or notice', weight: 1, meaning: 'The reason cannot be followed by the account holder.' },
      ],
      sample: 'Cases drawn at random before the notice; every reviewer at least ten a week.',
      pass: 0.95,
      agreement: 0.7,
      calibration: 'Forty cases in the first week of each month, all languages; what is read in two ways goes to policy.',
    },
    retention: [
      { what: 'Removed content', keep: 'Six months after the notice', basis: 'Time to appeal (DSA Article 20)', where: 'Evidence store' },
      { what: 'Decision with its reason', keep: 'Three years', basis: 'Audit; transparency reports', where: 'Case system' },
      {
        what: 'Child safety material',
        keep: 'As the law of the place says',
        basis: 'Duty to preserve and to report',
        where: 'Sealed store',
      },
    ],
    references: [
      { title: 'Appeals (runbook)', where: 'Workflow “Appeals”' },
      { title: 'Urgent harm (runbook)', where: 'Workflow “Urgent harm”' },
      { title: 'Referral card of legal duties by country', where: 'Legal desk' },
      { title: 'Example library', where: 'Policy desk, by number' },
    ],
  }
}

const definitions: Definition[] = [
  {
    term: 'Targeted abuse',
    meaning:
      'Words or pictures aimed at one person who can be told, to demean or frighten. One item can be enough; many mild ones together can be as well.',
    clause: 'abuse-of-a-person',
    yes: [
      { reference: 'EX-0412', why: 'Sent to one person again and again after they asked for it to stop.' },
      { reference: 'EX-0437', why: 'Calls on others to write to the person as well.' },
    ],
    no: [
      { reference: 'EX-0419', why: 'Harsh, but about what an official did in office.' },
      { reference: 'EX-0440', why: 'The person quotes what was sent to them.' },
    ],
  },
  {
    term: 'Protected group',
    meaning: 'People taken together for what they are: origin, religion, sex, orientation, disability, serious illness.',
    clause: 'hateful-conduct',
    yes: [
      { reference: 'EX-0518', why: 'Denies all members of a religion their place in the country.' },
      { reference: 'EX-0526', why: 'A coded word that stands for a group in the language of the case.' },
    ],
    no: [
      { reference: 'EX-0521', why: 'About a party and what it decides.' },
      { reference: 'EX-0530', why: 'A word that the group uses of itself.' },
    ],
  },
]

function policiesOf({ name }: Edition): Policy[] {
  const first = name === '1.0.0'
  const pick = (before: string, now: string) => (first ? before : now)
  return [
    {
      name: 'Abuse policy',
      version: pick('2', '3'),
      inForce: pick('2024-11-04', '2025-09-29'),
      where: 'Policy desk',
      clauses: [
        {
          id: 'abuse-of-a-person',
          number: pick('2.4', '3.1'),
          title: 'No abuse aimed at a person',
          text: 'Judged by what a person in their place would feel, in the context of the conversation.',
        },
      ],
    },
    {
      name: 'Hateful conduct',
      version: '5',
      where: 'Policy desk',
      clauses: [{ id: 'hateful-conduct', number: pick('5', '5.2'), title: 'No attack on people for what they are' }],
    },
    {
      name: 'Enforcement guide',
      version: '2',
      clauses: [
        {
          id: 'second-person',
          number: pick('2.1', '2.2'),
          title: pick('Suspensions take two people', 'Removals and suspensions take two people'),
        },
      ],
    },
    {
      name: 'Platform manipulation',
      version: '1',
      clauses: [{ id: 'bulk-deception', number: '1.4', title: 'No deception in bulk or by machine' }],
    },
    {
      name: 'Child safety',
      version: '1',
      clauses: [{ id: 'child-safety', number: '1', title: 'No exploitation; preserve, remove, report' }],
    },
    { name: 'Self-harm', version: '2', clauses: [{ id: 'self-harm', number: '2.3', title: 'Help first; remove what instructs' }] },
    {
      name: 'Violent entities',
      version: '3',
      clauses: [{ id: 'violent-entities', number: pick('3', '3.4'), title: 'No support for designated entities' }],
    },
    {
      name: 'Automation standard',
      version: '4',
      clauses: [{ id: 'released-for-automation', number: '4', title: 'A model decides only what policy has released for it' }],
    },
  ]
}

const notices: Handbook['notices'] = [
  {
    name: 'Content removed, with statement of reasons',
    measure: 'The item is removed everywhere, for good.',
    facts: 'The item by its link and date, and what in it broke the rule; how it came to us: report, model or hash list.',
    ground: 'The clause of our terms with its words, and why it applies; the law, where the item is illegal.',
    ...statement,
    languages: ['English', 'Spanish', 'Portuguese', 'Japanese', 'Arabic', 'French', 'German'],
    text: 'We have removed *item* of *day*. It breaks *clause*: *reason*. *How it was found, who decided.* You can appeal until *day*: *link*.',
  },
  {
    name: 'Reach limited, with statement of reasons',
    measure: 'The item is shown behind a label and not recommended, for 30 days.',
    facts: 'The item by its link and date, and what makes it borderline.',
    ground: 'The clause of our terms with its words; that the item stays lawful.',
    ...statement,
    languages: ['English', 'Spanish', 'Portuguese', 'Japanese', 'Arabic', 'French', 'German'],
  },
  {
    name: 'Account suspended, with statement of reasons',
    measure: 'The whole account, until an appeal is won.',
    facts: 'The items that led to it with their dates, and the earlier strikes.',
    ground: 'The clause of our terms with its words, and the rule of three strikes where it counted.',
    ...statement,
    languages: ['English', 'Spanish', 'Portuguese', 'Japanese', 'Arabic', 'French', 'German'],
  },
  {
    name: 'Content removed, after release by the legal team',
    measure: 'The item is removed and the account suspended.',
    facts: 'As far as the authority allows it; else only that a rule was broken.',
    ground: 'The clause of our terms, and the law.',
    ...statement,
    languages: ['English', 'Spanish', 'Portuguese', 'Japanese', 'Arabic'],
  },
  {
    name: 'Account limited until the challenge is passed',
    measure: 'Posting and messages of the account, until its owner passes the challenge.',
    facts: 'What looked automated, and when.',
    ground: 'Platform manipulation 1.4, with its words.',
    automated: 'Found and decided by a model; a person looks at it on appeal.',
    redress: 'The challenge, at once; appeal in the app within six months.',
    languages: ['English', 'Spanish', 'Portuguese', 'Japanese', 'Arabic', 'French', 'German'],
  },
  {
    name: 'No violation found, to the reporters',
    facts: 'What was looked at, and that it stays.',
    languages: ['English', 'Spanish', 'Portuguese', 'Japanese', 'Arabic'],
  },
]
