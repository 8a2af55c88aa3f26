import type { Handbook } from '../../../src/workflow/handbook/handbook.ts'
import type { StepGuide } from '../../../src/workflow/handbook/step-guide.ts'
import type { Edition } from '../edition.ts'
import type { SamplePeople, SampleRecords } from '../handbook.ts'

/** The records of the runbook of appeals. */
export function appealsRecords(edition: Edition): SampleRecords {
  return {
    handbook: handbookOf(edition),
    guides,
    callWith: { 'independent-review--unsure': 'Appeals lead', 'deciding--after': 'Panel chair' },
  }
}

const days = {
  '1.0.0': { effective: '2025-11-17', review: '2026-05-18' },
  '1.1.0': { effective: '2026-04-06', review: '2026-10-05' },
  draft: { effective: '2026-12-07', review: '2027-06-07' },
}

function handbookOf(edition: Edition): Handbook {
  const first = edition.name === '1.0.0'
  return {
    control: { ...days[edition.name], approver: 'Head of appeals, with legal', classification: 'Internal' },
    scope: {
      languages: ['English', 'Spanish', 'German', 'French'],
      markets: ['European Union', 'United Kingdom', 'all others by the same rules'],
      out: ['Disputes before an out-of-court body: the legal desk.', 'Orders of courts: the legal desk.'],
    },
    wellbeing: {
      display: 'Blurred and grey; lifted by hand.',
      breaks: 'Ten minutes after each fifty, and whenever you need one.',
      support: 'The counsellor of your site, by the wellbeing card.',
    },
    definitions: [
      {
        term: 'Missed context',
        meaning: 'What stood around the item, or who wrote it to whom, changes what it says, and the first decision does not speak of it.',
        clause: 'decide-afresh',
        yes: [
          { reference: 'EX-2104', why: 'A reply that quotes what it condemns.' },
          { reference: 'EX-2117', why: 'Irony that the thread makes plain.' },
        ],
        no: [
          { reference: 'EX-2109', why: 'The context was read, and the rule says that it does not count.' },
          { reference: 'EX-2121', why: 'A context that was made up afterwards.' },
        ],
      },
    ],
    policies: [
      {
        name: 'Appeals',
        version: first ? '1' : '2',
        inForce: first ? '2025-11-17' : '2026-04-06',
        where: 'Policy desk',
        clauses: [
          { id: 'who-may-appeal', number: '1', title: 'Whoever was restricted, and whoever reported, once, within six months' },
          { id: 'statement', number: '2.1', title: 'The user is heard before the decision' },
          { id: 'decide-afresh', number: first ? '3' : '3.2', title: 'Decided afresh, by somebody else' },
          ...(first ? [] : [{ id: 'panel-days', number: '4.1', title: 'The panel meets on two days a week' }]),
          { id: 'panel', number: '4', title: 'The panel decides what has two readings' },
          { id: 'deadline', number: '5', title: 'After the deadline the chair decides' },
          { id: 'reinstatement', number: '6', title: 'What is overturned is put back, and leaves no trace' },
          { id: 'restore-by-hand', number: '6.2', title: 'A person finishes what the machine could not' },
        ],
      },
    ],
    personalData: 'The statement is read for this appeal only. Reporters are not named to the user, nor the user to the reporters.',
    notices: [
      {
        name: 'Decision overturned, with an apology',
        facts: 'What we looked at again, and what was wrong.',
        languages: ['English', 'Spanish', 'German', 'French'],
        text: 'You were right. We have put *item* back and taken the strike away. What went wrong: *reason*. We are sorry.',
      },
      {
        name: 'Decision upheld, with reasons',
        measure: 'The measure stays as it is.',
        facts: 'What was looked at again, with the statement of the user and an answer to it.',
        ground: 'The clause with its words, and why it applies.',
        automated: 'Says that a person decided, and how the item had been found.',
        redress: 'The out-of-court bodies of the country, with links; court.',
        languages: ['English', 'Spanish', 'German', 'French'],
      },
      {
        name: 'Appeal not admissible, with the reason',
        facts: 'Which of the conditions is not met.',
        languages: ['English', 'Spanish', 'German', 'French'],
      },
    ],
    outage: {
      signs: 'The form or the case system does not open for an hour. The appeals lead says that it is an outage.',
      manual: 'Nothing is decided. The statement window is prolonged by the time of the outage; the page of the form says so.',
      back: 'Cases go on in the order in which they came.',
    },
    rollback: {
      who: 'The panel chair.',
      within: 'One working day',
      steps:
        '1. Put back what was upheld by mistake, or take down again what was reinstated by mistake.\n2. Write to the user before it takes effect.',
      notice: 'A second decision with its reason; the time to go to an out-of-court body begins anew.',
    },
    independence:
      'The case system does not offer a case to anybody of the team that decided first. Who knows the user or the reporter hands the case back and says so.',
    quality: {
      errors: [
        { name: 'Wrong result', weight: 10, meaning: 'Overturned or upheld against the rule.' },
        { name: 'Not heard', weight: 5, meaning: 'The statement is not answered.' },
        { name: 'Reason', weight: 2, meaning: 'The user cannot follow it.' },
      ],
      sample: 'Ten decided appeals a week, drawn at random, read by the panel in turn.',
      pass: 0.95,
      agreement: 0.75,
      calibration: 'Twenty appeals each quarter, with first review.',
    },
    retention: [
      { what: 'Statement of the user', keep: 'Six months after the decision', basis: 'DSA Article 21', where: 'Case system' },
      { what: 'Decision with its reason', keep: 'Three years', basis: 'Audit; transparency reports', where: 'Case system' },
    ],
    references: [
      { title: 'User reports of abuse (runbook)', where: 'Workflow “User reports of abuse”' },
      { title: 'List of out-of-court bodies', where: 'Legal desk' },
      { title: 'DSA, Articles 20 and 21' },
    ],
  }
}

const guides: Readonly<Record<string, StepGuide>> = {
  eligibility: {
    accountable: 'Appeals lead',
    records: ['Which condition was not met.'],
    fallback: 'Appeals are taken in and checked later; the six months count from the day they came.',
  },
  'independent-review': {
    alone: ['To overturn or uphold.'],
    ask: ['A rule with two readings: the panel, by “Unsure”.'],
    fourEyes: 'You are not of the team that decided first.',
    accountable: 'Appeals lead',
    consulted: ['Language channel'],
    informed: ['First reviewer, when it is overturned'],
    clock: {
      starts: 'When the statement window closes.',
      pauses: ['While the content cannot be seen, until it is restored for you.'],
      stops: 'When you choose an outcome.',
    },
    evidence: ['The item, its context and the statement, as they stood.'],
    records: ['Result, clause, what was wrong the first time.'],
    mistakes: ['Reading the first reason first.', 'Upholding because the account is known.'],
    exposure: 'medium',
    fallback: 'Wait. An appeal is not decided from memory.',
  },
  panel: {
    alone: ['To overturn, to uphold, to say how the rule is read.'],
    fourEyes: 'Three decide; who took part before stays out.',
    accountable: 'Panel chair',
    consulted: ['Policy desk', 'Legal desk'],
    informed: ['All reviewers, of the reading'],
    clock: { starts: 'When the case is called.', stops: 'When the result is signed.' },
    records: ['Votes, and the reading of the rule.'],
    exposure: 'low',
  },
  chair: {
    alone: ['To overturn or uphold, alone.'],
    accountable: 'Panel chair',
    informed: ['Head of appeals'],
    clock: { starts: 'When the deadline has passed.', stops: 'When the result is signed.' },
    records: ['Why the deadline passed.'],
  },
  'restore-by-hand': {
    alone: ['To restore.'],
    ask: ['What is lost for good: the appeals lead.'],
    accountable: 'Appeals lead',
    informed: ['User, by the notice'],
    clock: { starts: 'When the machine has failed.', stops: 'When the user can see it.' },
    records: ['What could not be restored, and why.'],
  },
  notice: {
    accountable: 'Appeals lead',
    records: ['Text sent, language, time.'],
    fallback: 'Decisions wait for their notice.',
  },
}

/** Roles, on numbers that are kept free for such use. */
export const appealsPeople: SamplePeople = {
  contacts: [
    { role: 'Appeals lead', reach: '+353 20 915 0201', when: 'Weekdays, 09:00 to 17:00 Dublin', fallback: 'Panel chair' },
    { role: 'Panel chair', reach: '+353 20 915 0202', when: 'Weekdays' },
    { role: 'Legal desk', reach: 'legal-desk channel', when: '24 h' },
  ],
  readers: [
    { name: 'Appeal reviewers', role: 'Independent review', edition: 'whole' },
    { name: 'Panel', role: 'Panel', edition: 'whole' },
    { name: 'Restoration support', role: 'Restore by hand', edition: 'vendor' },
  ],
}
