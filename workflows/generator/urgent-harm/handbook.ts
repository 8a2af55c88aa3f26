import type { Handbook } from '../../../src/workflow/handbook/handbook.ts'
import type { StepGuide } from '../../../src/workflow/handbook/step-guide.ts'
import type { Edition } from '../edition.ts'
import type { SamplePeople, SampleRecords } from '../handbook.ts'

/** The records of the runbook of urgent harm. */
export function urgentRecords(edition: Edition): SampleRecords {
  return {
    handbook: handbookOf(edition),
    guides,
    callWith: {
      'assess--credible': 'Legal duty desk',
      'assess--after': 'Backup analyst',
      'backup-assess--credible': 'Legal duty desk',
      'response--after': 'Duty manager',
      'acknowledgement--after': 'Legal duty desk',
    },
  }
}

const days = {
  '1.0.0': { effective: '2025-12-01', review: '2026-03-02' },
  '1.1.0': { effective: '2026-03-30', review: '2026-09-28' },
  draft: { effective: '2026-12-14', review: '2027-03-15' },
}

function handbookOf(edition: Edition): Handbook {
  return {
    control: { ...days[edition.name], approver: 'Head of safety operations, with legal', classification: 'Confidential' },
    scope: {
      languages: ['all, with an interpreter by telephone'],
      markets: ['all'],
      out: ['Past events and fiction: user reports.', 'Requests of authorities: the legal duty desk.'],
    },
    wellbeing: {
      display: 'Grey and without sound; a picture is opened only where the words do not decide.',
      breaks: 'Fifteen minutes after each case that was credible, before the next alarm is offered.',
      rotation: 'One week in four on call, never two nights in a row.',
      support: 'The crisis line for staff, day and night; the duty manager asks after each credible case.',
      text: 'A debriefing is offered within two days. Nobody has to say why they want one.',
    },
    definitions: [
      {
        term: 'Credible',
        meaning: 'Somebody can be named or found, a means and a time can be seen, or two of the three with a history.',
        clause: 'assessment',
        yes: [
          { reference: 'UH-031', why: 'A time and a place that fit the person’s day.' },
          { reference: 'UH-044', why: 'No time, but a farewell and an earlier alarm.' },
        ],
        no: [
          { reference: 'UH-036', why: 'Words of a song, in a talk about it.' },
          { reference: 'UH-052', why: 'An event of years ago, told by somebody who is safe.' },
        ],
      },
    ],
    policies: [
      {
        name: 'Urgent harm',
        version: '2',
        where: 'Policy desk',
        clauses: [
          { id: 'screening', number: '1.1', title: 'In doubt an alarm is urgent' },
          { id: 'assessment', number: '2', title: 'Assessed by a person within minutes' },
          { id: 'containment', number: '3', title: 'Stop the spread, keep the evidence, leave the door open for help' },
        ],
      },
      {
        name: 'On-call rules',
        version: '1',
        clauses: [
          { id: 'paging', number: '3', title: 'Who does not answer is followed by the next' },
          { id: 'takeover', number: '5', title: 'The duty manager takes over what takes too long' },
        ],
      },
      {
        name: 'Emergency disclosure',
        version: '3',
        where: 'Legal desk',
        clauses: [
          { id: 'duty-to-tell', number: '4', title: 'When an authority must or may be told, and of what' },
          { id: 'secure-channel', number: '5', title: 'Over the channel of the authority' },
          { id: 'call-back', number: '5.2', title: 'Silence is followed by a call' },
        ],
      },
    ],
    personalData:
      'Where a person may be is looked up only once the case is credible. What is told to an authority is the least that helps, and is written down word by word.',
    notices: [
      {
        name: 'Content removed, with helplines and statement of reasons',
        measure: 'The item is removed everywhere; the account stays.',
        facts: 'The item by its date, in words that do not repeat it.',
        ground: 'The clause with its words; the law, where an authority was told and has released it.',
        automated: 'Says whether a model raised the alarm; a person always decides.',
        redress: 'Workflow “Appeals”, within six months; out-of-court settlement; court.',
        languages: ['English', 'Spanish', 'Portuguese', 'Japanese', 'Arabic', 'French', 'German'],
        text: 'You are not alone: *helpline of the place, day and night*. We have taken down *item* because *clause*: *reason*. You can appeal until *day*: *link*.',
      },
      { name: 'Helplines in the person’s language', languages: ['every language of the list of helplines'] },
    ],
    outage: {
      signs: 'No alarm for thirty minutes, or the page test of the hour fails. The on-call analyst says that it is an outage.',
      manual:
        '1. Hotlines and partners are told by telephone to call the on-call number.\n2. Each alarm gets a line in the outage sheet: time, link, who has it.\n3. Referrals go by telephone, with the reference of the authority written down.',
      back: 'The sheet is typed in before the shift ends; open lines are handed over by voice.',
    },
    rollback: {
      who: 'The duty manager.',
      within: 'One hour',
      steps:
        '1. Restore the item.\n2. Tell the authority at once that the referral was wrong, and ask for its data to be deleted.\n3. Write to the person with the helplines, whatever the mistake was.',
      notice: 'Told by a person, not by a machine.',
    },
    quality: {
      errors: [
        { name: 'Missed danger', weight: 20, meaning: 'A credible alarm was called not credible.' },
        { name: 'Needless referral', weight: 5, meaning: 'An authority was told without duty or right.' },
        { name: 'Too much disclosed', weight: 5, meaning: 'More was told than helps.' },
      ],
      sample: 'Every case that was credible, and one in twenty of the others, read by somebody not on call that week.',
      agreement: 0.8,
      calibration: 'A made-up alarm each month, at a time nobody knows.',
    },
    retention: [
      {
        what: 'Evidence of a referral',
        keep: '90 days, longer where the authority asks',
        basis: 'Duty to preserve',
        where: 'Sealed store',
      },
      { what: 'Record of the case', keep: 'Three years', basis: 'Audit', where: 'Case system' },
    ],
    references: [
      { title: 'Contact points of authorities by country', where: 'Legal desk' },
      { title: 'Helplines by language and country', where: 'Welfare desk' },
      { title: 'DSA, Article 18' },
    ],
  }
}

const assessing: StepGuide = {
  alone: ['To call it credible or not.'],
  ask: ['Nobody: in doubt it is credible.'],
  accountable: 'Duty manager',
  informed: ['Legal duty desk', 'Welfare desk'],
  clock: { starts: 'When the alarm rings.', stops: 'When you call it.' },
  evidence: ['The posts that you read, as they stood.'],
  records: ['What could be named: person, means, time.'],
  mistakes: ['Waiting for certainty.'],
  exposure: 'high',
  fallback: 'The alarm comes by telephone; open the link on the spare device and write the line in the sheet.',
}

const guides: Readonly<Record<string, StepGuide>> = {
  screening: { accountable: 'Lead of automation', informed: ['On-call analyst'], records: ['Score, source of the alarm.'] },
  assess: assessing,
  'backup-assess': assessing,
  'legal-assess': {
    alone: ['To refer, where a duty is on the card.'],
    ask: ['A right without a duty: the head of legal, by telephone.'],
    fourEyes: 'A second lawyer reads a referral that names a child, afterwards at the latest.',
    accountable: 'Head of legal',
    consulted: ['On-call analyst'],
    informed: ['Duty manager'],
    clock: { starts: 'When the case is called credible.', stops: 'When you choose an outcome.' },
    records: ['Duty or right, authority, what is told.'],
    mistakes: ['Telling more than helps.'],
    exposure: 'low',
  },
  'call-back': {
    accountable: 'Head of legal',
    informed: ['Duty manager'],
    clock: { starts: 'When the half hour has passed.', stops: 'When the authority confirms.' },
    records: ['Name, time, reference.'],
  },
  contain: {
    alone: ['To remove, to keep.'],
    ask: ['A live stream: the duty manager, while it is paused.'],
    accountable: 'Duty manager',
    informed: ['Legal duty desk'],
    clock: { starts: 'When the case is called credible.', stops: 'When you choose an outcome.' },
    evidence: ['The item and who has seen it, in the sealed store, before it is removed.'],
    records: ['Removed or kept, and why.'],
    mistakes: ['Removing a cry for help that friends could answer.'],
    exposure: 'high',
  },
  outreach: {
    alone: ['To write, to call where a number is given.'],
    ask: ['To write to a third person: the duty manager.'],
    accountable: 'Lead of the welfare desk',
    informed: ['On-call analyst'],
    clock: {
      starts: 'When the content is dealt with.',
      pauses: ['Between two tries.'],
      stops: 'When the person has answered or every channel was tried.',
    },
    records: ['Channels tried, with times.'],
    mistakes: ['Promising secrecy.'],
    exposure: 'medium',
  },
  manager: {
    alone: ['Whatever ends the case safely.'],
    accountable: 'Head of safety operations',
    clock: { starts: 'When the response has taken too long.', stops: 'When every open item has an owner.' },
    records: ['What was open, who has it, why it took so long.'],
  },
}

/** Roles, on numbers that are kept free for such use. */
export const urgentPeople: SamplePeople = {
  contacts: [
    { role: 'On-call analyst', reach: '+353 20 915 0301', when: '24 h', fallback: 'Backup analyst' },
    { role: 'Backup analyst', reach: '+353 20 915 0302', when: '24 h', fallback: 'Duty manager' },
    { role: 'Legal duty desk', reach: '+353 20 915 0303', when: '24 h', fallback: 'Duty manager' },
    { role: 'Duty manager', reach: '+353 20 915 0304', when: '24 h' },
  ],
  readers: [
    { name: 'On-call and backup analysts', role: 'Assessment', edition: 'whole' },
    { name: 'Legal duty desk', role: 'Referral', edition: 'whole' },
    { name: 'Welfare desk, Lantern Helplines', role: 'Outreach', edition: 'vendor' },
  ],
}
