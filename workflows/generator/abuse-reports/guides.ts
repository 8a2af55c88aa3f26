import type { StepGuide } from '../../../src/workflow/handbook/step-guide.ts'
import type { SamplePeople } from '../handbook.ts'

const clock = { starts: 'When the case comes into your queue.', stops: 'When you choose an outcome.' }

/** What the five language queues are told alike. */
const firstReview: StepGuide = {
  alone: ['Every outcome but a referral; limits of up to 30 days.'],
  ask: ['Accounts on the list of public figures: the duty lead.', 'A rule that can be read in two ways: escalate.'],
  accountable: 'Lead of user reports',
  consulted: ['Language channel'],
  informed: ['Team lead of the site'],
  clock: { ...clock, pauses: ['While the account holder or reporter was asked, until they answer, at most 24 hours.'] },
  evidence: ['The reported items with their context, as they stood when you decided.'],
  records: ['Outcome, clause, reason in one sentence, items looked at.'],
  mistakes: ['Judging the number of reports instead of the item.', 'Taking quoted or reclaimed words for the writer’s own.'],
  exposure: 'medium',
}

/** The guides of the steps, by uid. */
export const abuseGuides: Readonly<Record<string, StepGuide>> = {
  triage: {
    accountable: 'Lead of automation',
    consulted: ['Policy desk, before a score is released'],
    informed: ['Duty lead, when the model is down'],
    records: ['Model and version, score, rule that decided.'],
    fallback: 'All reports go to people, oldest first. Duplicates are joined by the reviewers.',
  },
  english: firstReview,
  iberian: firstReview,
  japanese: firstReview,
  arabic: firstReview,
  european: firstReview,
  'second-review': {
    alone: ['To make a decision milder.'],
    ask: ['To make it stricter: the case goes back with your reason.'],
    fourEyes: 'You have not taken part in the first review of this case.',
    accountable: 'Lead of user reports',
    informed: ['First reviewer, when you change it'],
    clock: { starts: 'When the first decision is made.', stops: 'When you agree or change.' },
    records: ['Agree or change, and the clause.'],
    mistakes: ['Reading the first reason before the items.'],
    exposure: 'medium',
  },
  specialist: {
    alone: ['Removal and suspension.'],
    ask: ['Referral to an authority: the legal desk releases it.'],
    fourEyes: 'A second specialist looks at each referral.',
    accountable: 'Specialist lead',
    consulted: ['Legal desk'],
    informed: ['Duty lead, on a referral'],
    clock: {
      starts: 'When triage or the round names the case.',
      pauses: ['While the legal desk looks at a referral.'],
      stops: 'When you choose an outcome.',
    },
    evidence: ['Preserve in the sealed store before you remove; never a copy of your own.'],
    records: ['Outcome, clause, list and its date, receipt of the hotline.'],
    mistakes: ['Describing the material in the reason.'],
    exposure: 'high',
    fallback: 'By telephone with the specialist lead; the hotline has a form for such days.',
  },
  overdue: {
    alone: ['Every outcome but a referral.'],
    accountable: 'Duty lead',
    informed: ['Lead of user reports, every Monday'],
    clock: { starts: 'When the case comes to the desk.', stops: 'When you choose an outcome.' },
    records: ['What held the case up.'],
    exposure: 'medium',
  },
  quality: {
    fourEyes: 'Never a case that you decided.',
    accountable: 'Lead of quality',
    consulted: ['Policy desk, where two readings are possible'],
    informed: ['Reviewer and team lead'],
    records: ['Errors by class, with points.'],
    mistakes: ['Correcting a reason where the decision is right.'],
  },
  notice: {
    accountable: 'Lead of user reports',
    informed: ['Transparency database, without personal data'],
    records: ['Text sent, language, time; number in the database.'],
    fallback: 'Notices wait until the system is back. No restriction takes effect without one, but for danger to a person.',
  },
}

/** Roles, on numbers that are kept free for such use. */
export const abusePeople: SamplePeople = {
  contacts: [
    { role: 'Duty lead', reach: '+353 20 915 0101', when: '24 h', fallback: 'Lead of user reports' },
    { role: 'Specialist lead', reach: '+353 20 915 0102', when: '06:00 to 22:00 Dublin', fallback: 'Duty lead' },
    { role: 'Lead of user reports', reach: '+353 20 915 0103', when: 'Weekdays' },
    { role: 'Legal desk', reach: 'legal-desk channel', when: '24 h', fallback: 'Duty lead' },
  ],
  readers: [
    { name: 'English reviewers, Harbour BPO Dublin', role: 'First review', edition: 'vendor' },
    { name: 'Arabic reviewers, Qalam Services', role: 'First review', edition: 'vendor' },
    { name: 'Specialists', role: 'Specialist review', edition: 'whole' },
    { name: 'Duty leads', role: 'Duty lead', edition: 'quick' },
  ],
}
