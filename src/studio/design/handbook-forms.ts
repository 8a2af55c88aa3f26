import type { Handbook } from '../../workflow/handbook/handbook.ts'
import type { StepGuide } from '../../workflow/handbook/step-guide.ts'
import type { RecordForm } from './record-form.ts'

const examples = (label: string) =>
  ({
    kind: 'list',
    label,
    one: 'an example',
    by: ['reference'],
    fields: {
      reference: { kind: 'line', label: 'Reference', hint: 'In the example library: EX-0412. Never the material itself', required: true },
      why: { kind: 'line', label: 'Reason', required: true },
    },
  }) as const

/** How the records of the handbook are edited, in the order in which they are offered. */
export const handbookForms: RecordForm<Handbook> = {
  control: {
    kind: 'group',
    label: 'In force, review and approver',
    fields: {
      effective: { kind: 'day', label: 'First day in force' },
      review: { kind: 'day', label: 'Next review by' },
      approver: { kind: 'line', label: 'Approver', hint: 'A role' },
      classification: { kind: 'line', label: 'Classification', hint: 'Who may read it' },
    },
  },
  scope: {
    kind: 'group',
    label: 'Scope',
    fields: {
      languages: { kind: 'lines', label: 'Languages' },
      markets: { kind: 'lines', label: 'Markets' },
      out: { kind: 'lines', label: 'Out of scope', hint: 'What is done elsewhere, and where' },
    },
  },
  policies: {
    kind: 'list',
    label: 'Policies',
    one: 'a policy',
    by: ['name'],
    fields: {
      name: { kind: 'line', label: 'Policy', required: true },
      version: { kind: 'line', label: 'Version' },
      inForce: { kind: 'day', label: 'First day in force' },
      where: { kind: 'line', label: 'Where it is kept' },
      clauses: {
        kind: 'list',
        label: 'Clauses',
        one: 'a clause',
        by: ['number', 'title'],
        required: true,
        fields: {
          id: { kind: 'id', label: 'Name of the clause', hint: 'For good, such as harassment: steps name it so', required: true },
          number: { kind: 'line', label: 'Number', hint: 'In this version: 3.1', required: true },
          title: { kind: 'line', label: 'Rule', hint: 'In one line', required: true },
          text: { kind: 'prose', label: 'Text' },
        },
      },
    },
  },
  definitions: {
    kind: 'list',
    label: 'Definitions',
    one: 'a definition',
    by: ['term'],
    fields: {
      term: { kind: 'line', label: 'Term', required: true },
      meaning: { kind: 'prose', label: 'Meaning', required: true },
      clause: { kind: 'line', label: 'Clause', hint: 'The name of a clause under Policies' },
      yes: examples('Examples that are it'),
      no: examples('Examples that are not'),
    },
  },
  measures: {
    kind: 'list',
    label: 'Actions by severity and history',
    one: 'an action',
    by: ['severity', 'history'],
    fields: {
      severity: { kind: 'line', label: 'Severity', required: true },
      history: { kind: 'line', label: 'History', hint: 'What is known of the account', required: true },
      action: { kind: 'line', label: 'Action', required: true },
      duration: { kind: 'line', label: 'Duration' },
      reversible: { kind: 'yes-no', label: 'All of it can be taken back' },
    },
  },
  notices: {
    kind: 'list',
    label: 'Notices',
    one: 'a notice',
    by: ['name'],
    fields: {
      name: { kind: 'line', label: 'Notice', hint: 'Ends name it so', required: true },
      measure: { kind: 'line', label: 'Measure', hint: 'What is restricted, where and for how long' },
      facts: { kind: 'line', label: 'Facts', hint: 'And circumstances told' },
      automated: { kind: 'line', label: 'Automated means', hint: 'Whether they found or decided it, and how that is told' },
      ground: { kind: 'line', label: 'Ground', hint: 'The law or the clause, and why it applies' },
      redress: { kind: 'line', label: 'Redress', hint: 'How it can be contested' },
      languages: { kind: 'lines', label: 'Languages' },
      text: { kind: 'prose', label: 'Text' },
    },
  },
  outage: {
    kind: 'group',
    label: 'Outage of the tools',
    fields: {
      manual: { kind: 'prose', label: 'Work by hand', hint: 'What is done, what waits, and what may not wait', required: true },
      signs: { kind: 'prose', label: 'Signs', hint: 'How it is noticed, and who says that it is one' },
      back: { kind: 'prose', label: 'Way back into the system' },
    },
  },
  rollback: {
    kind: 'group',
    label: 'Rollback of a wrong enforcement',
    fields: {
      steps: { kind: 'prose', label: 'Steps', required: true },
      who: { kind: 'line', label: 'Who may order it' },
      within: { kind: 'line', label: 'Time limit', hint: 'From when it is known to when it is undone: 4 hours' },
      notice: { kind: 'line', label: 'Notice', hint: 'How the person is told' },
    },
  },
  independence: { kind: 'prose', label: 'Independence in appeals', hint: 'Who may not decide one, and how that is made sure' },
  quality: {
    kind: 'group',
    label: 'Quality rubric',
    fields: {
      errors: {
        kind: 'list',
        label: 'Error classes',
        one: 'an error class',
        by: ['name'],
        fields: {
          name: { kind: 'line', label: 'Error class', required: true },
          meaning: { kind: 'line', label: 'Meaning', required: true },
          weight: { kind: 'number', label: 'Weight', hint: 'Points taken off for one; 0 is only noted', min: 0, max: 1000, required: true },
        },
      },
      sample: { kind: 'line', label: 'Sample', hint: 'What is drawn, how often and by whom' },
      pass: { kind: 'share', label: 'Pass mark', hint: 'Of a reviewer’s sample', min: 0, max: 1 },
      agreement: { kind: 'number', label: 'Agreement target (κ)', min: -1, max: 1 },
      calibration: { kind: 'line', label: 'Calibration', hint: 'How often the reading of the rules is brought together' },
    },
  },
  wellbeing: {
    kind: 'group',
    label: 'Wellbeing',
    fields: {
      display: { kind: 'line', label: 'Display of material', hint: 'Blurred, grey, without sound' },
      breaks: { kind: 'line', label: 'Breaks' },
      rotation: { kind: 'line', label: 'Rotation' },
      support: { kind: 'line', label: 'Support', hint: 'Whom to talk to' },
      text: { kind: 'prose', label: 'Anything else' },
    },
  },
  personalData: { kind: 'prose', label: 'Handling of personal data' },
  retention: {
    kind: 'list',
    label: 'Records and retention',
    one: 'a kind of record',
    by: ['what'],
    fields: {
      what: { kind: 'line', label: 'Record', required: true },
      keep: { kind: 'line', label: 'Time', hint: 'How long, from what on', required: true },
      basis: { kind: 'line', label: 'Basis', hint: 'The law, or the reason' },
      where: { kind: 'line', label: 'Place' },
    },
  },
  references: {
    kind: 'list',
    label: 'Further texts and tools',
    one: 'a text or tool',
    by: ['title'],
    fields: { title: { kind: 'line', label: 'Title', required: true }, where: { kind: 'line', label: 'Place' } },
  },
}

/** How the guide of a step is edited. */
export const guideForms: RecordForm<StepGuide> = {
  alone: { kind: 'lines', label: 'May be decided alone', hint: 'One a line' },
  ask: { kind: 'lines', label: 'Must be asked', hint: 'What, and of whom; one a line' },
  fourEyes: { kind: 'line', label: 'Seen by two people' },
  accountable: { kind: 'line', label: 'Accountable', hint: 'Responsible are the pools of the step' },
  consulted: { kind: 'lines', label: 'Consulted before' },
  informed: { kind: 'lines', label: 'Informed after' },
  clock: {
    kind: 'group',
    label: 'Clock of the target',
    fields: {
      starts: { kind: 'line', label: 'Starts', required: true },
      stops: { kind: 'line', label: 'Stops', required: true },
      pauses: { kind: 'lines', label: 'Pauses', hint: 'What holds it, and until when; one a line' },
    },
  },
  evidence: { kind: 'lines', label: 'Evidence to keep', hint: 'Before anything is taken away; one a line' },
  records: { kind: 'lines', label: 'Records of the work', hint: 'What is written down; one a line' },
  mistakes: { kind: 'lines', label: 'Common mistakes', hint: 'One a line' },
  exposure: { kind: 'choice', label: 'Exposure to disturbing material', options: { low: 'Low', medium: 'Medium', high: 'High' } },
  fallback: { kind: 'prose', label: 'Work by hand while the tool is out' },
}
