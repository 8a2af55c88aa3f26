import type { Handbook } from '../workflow/handbook/handbook.ts'
import type { StepGuide } from '../workflow/handbook/step-guide.ts'

type OneOf<T> = T extends readonly (infer Item)[] ? Item : T
type Name<T> = T extends object ? { readonly name: string } : object

/**
 * What the fields of a record of texts are called; a field without a name does not compile, so that no difference stays silent. `by`: the fields
 * that tell one item of a list from another.
 */
export type RecordWords<T> = {
  readonly [field in keyof T]-?: NonNullable<OneOf<NonNullable<T[field]>>> extends infer Inside
    ? Inside extends object
      ? Name<Inside> & { readonly fields: RecordWords<Inside>; readonly by?: readonly (keyof Inside & string)[] }
      : string
    : never
}

const examples = (name: string) => ({ name, by: ['reference'], fields: { reference: 'reference', why: 'reason' } }) as const

/** The records of the handbook, as changes call them. */
export const handbookWords: RecordWords<Handbook> = {
  control: {
    name: '',
    fields: { effective: 'first day in force', review: 'day of the next review', approver: 'approver', classification: 'classification' },
  },
  scope: { name: 'scope', fields: { languages: 'languages', markets: 'markets', out: 'matters out of scope' } },
  wellbeing: {
    name: 'wellbeing',
    fields: { display: 'display of material', breaks: 'breaks', rotation: 'rotation', support: 'support', text: 'text' },
  },
  definitions: {
    name: 'definition',
    by: ['term'],
    fields: {
      term: 'term',
      meaning: 'meaning',
      clause: 'clause',
      yes: examples('example that is it'),
      no: examples('example that is not'),
    },
  },
  policies: {
    name: 'policy',
    by: ['name'],
    fields: {
      name: 'name',
      version: 'version',
      inForce: 'first day in force',
      where: 'place',
      clauses: { name: 'clause', by: ['id'], fields: { id: 'id', number: 'number', title: 'rule', text: 'text' } },
    },
  },
  personalData: 'handling of personal data',
  measures: {
    name: 'action at',
    by: ['severity', 'history'],
    fields: { severity: 'severity', history: 'history', action: 'action', duration: 'duration', reversible: 'way back' },
  },
  notices: {
    name: 'notice',
    by: ['name'],
    fields: {
      name: 'name',
      measure: 'measure',
      facts: 'facts',
      automated: 'automated means',
      ground: 'ground',
      redress: 'redress',
      languages: 'languages',
      text: 'text',
    },
  },
  outage: { name: 'outage', fields: { signs: 'signs', manual: 'work by hand', back: 'way back into the system' } },
  rollback: {
    name: 'rollback of a wrong enforcement',
    fields: { who: 'person in charge', within: 'time limit', steps: 'steps', notice: 'notice' },
  },
  independence: 'rule of independence in appeals',
  quality: {
    name: 'quality rubric',
    fields: {
      errors: { name: 'error class', by: ['name'], fields: { name: 'name', meaning: 'meaning', weight: 'weight' } },
      sample: 'sample',
      pass: 'pass mark',
      agreement: 'agreement target',
      calibration: 'calibration',
    },
  },
  retention: { name: 'retention of', by: ['what'], fields: { what: 'name', keep: 'time', basis: 'basis', where: 'place' } },
  references: { name: 'reference', by: ['title'], fields: { title: 'title', where: 'place' } },
}

/** The guide of a step, as changes call it. */
export const guideWords: RecordWords<StepGuide> = {
  alone: 'decisions to be taken alone',
  ask: 'decisions to ask for',
  fourEyes: 'rule of two people',
  accountable: 'accountable person',
  consulted: 'people to consult',
  informed: 'people to inform',
  clock: { name: 'clock of the target', fields: { starts: 'start', pauses: 'pauses', stops: 'stop' } },
  evidence: 'evidence to keep',
  records: 'records of the work',
  mistakes: 'common mistakes',
  exposure: 'exposure to disturbing material',
  fallback: 'work by hand while the tool is out',
}
