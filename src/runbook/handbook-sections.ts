import { sentence } from '../revisions/say.ts'
import { sayList } from '../words/list.ts'
import { noticeDuties, type Notice } from '../workflow/handbook/notice.ts'
import type { Definition } from '../workflow/handbook/definition.ts'
import { facts, grid, type GridRow, linesOf, type Part, type Section } from './document.ts'
import { referencesInline } from './inlines.ts'
import { proseLines, underTitle } from './prose.ts'
import { readRichText } from './rich-text.ts'
import type { Runbook } from './runbook.ts'

/** What is out of scope, and where and in which languages it holds. */
export function scopeParts({ handbook: { scope } }: Runbook): Part[] {
  return facts([
    ['Languages', linesOf([sentence(sayList(scope?.languages ?? []))])],
    ['Markets', linesOf([sentence(sayList(scope?.markets ?? []))])],
    ['Not in it', linesOf(scope?.out ?? [])],
  ])
}

/** What protects the people who do the work, and at which steps it is needed. */
export function wellbeingSection({ handbook: { wellbeing }, exposed }: Pick<Runbook, 'handbook' | 'exposed'>): Section {
  return {
    id: 'wellbeing',
    title: 'Content warning and wellbeing',
    inside: [
      ...facts([
        ['Material is shown', linesOf([wellbeing?.display ?? ''])],
        ['Breaks', linesOf([wellbeing?.breaks ?? ''])],
        ['Rotation', linesOf([wellbeing?.rotation ?? ''])],
        ['Support', linesOf([wellbeing?.support ?? ''])],
      ]),
      ...readRichText(wellbeing?.text ?? ''),
      ...grid(
        ['Disturbing material', 'At these steps'],
        exposed.map(({ level, steps }) => ({ anchor: null, cells: [linesOf([level]), [referencesInline(steps)]] })),
      ),
    ],
  }
}

/** The clauses that the steps name, by policy, and what their words mean. */
export function policySections({ policies, definitions }: Pick<Runbook, 'policies' | 'definitions'>): Section[] {
  return [
    {
      id: 'policy',
      title: 'Policy',
      inside: grid(['Policy', 'Clause', 'Rule', 'In full', 'Used at'], policies.flatMap(policyRows)),
    },
    { id: 'definitions', title: 'Definitions', inside: definitions.map(definitionCard) },
  ]
}

/** The clauses of one policy; its first row says which version it is and where it is kept. */
function policyRows({ policy: { name, version, inForce, where }, clauses }: Runbook['policies'][number]): GridRow[] {
  const facts = [
    name,
    version === undefined ? '' : `Version ${version}`,
    inForce === undefined ? '' : `In force from ${inForce}`,
    where === undefined ? '' : `Kept at: ${where}`,
  ]
  return clauses.map(({ clause, steps }, index) => ({
    anchor: null,
    cells: [
      linesOf(index === 0 ? facts : [name]),
      linesOf([clause.number]),
      linesOf([clause.title]),
      proseLines(clause.text),
      steps.length === 0 ? [] : [referencesInline(steps)],
    ],
  }))
}

function definitionCard({ definition, clause }: Runbook['definitions'][number], index: number): Part {
  const examples = (all: Definition['yes']) => linesOf((all ?? []).map(({ reference, why }) => `${reference}: ${why}`))
  return {
    type: 'card',
    anchor: `definition-${index + 1}`,
    title: definition.term,
    kind: 'Definition',
    inside: [
      ...readRichText(definition.meaning),
      ...facts([
        ['Clause', linesOf([clause])],
        ['It is', examples(definition.yes)],
        ['It is not', examples(definition.no)],
      ]),
    ],
  }
}

/** What is done at which severity, given what is known of the account. */
export function actionSection({ handbook: { measures = [] } }: Runbook): Section {
  return {
    id: 'actions',
    title: 'Action matrix',
    inside: grid(
      ['Severity', 'History', 'Action', 'For how long', 'Can be taken back'],
      measures.map(({ severity, history, action, duration = '', reversible }) => ({
        anchor: null,
        cells: [severity, history, action, duration, reversible === undefined ? '' : reversible ? 'Yes' : 'No'].map((text) =>
          linesOf([text]),
        ),
      })),
    ),
  }
}

/** The notices, with what a statement of reasons must hold. What is missing of it where a restriction sends one is said. */
export function noticeSection({ notices }: Runbook): Section {
  return { id: 'notices', title: 'Notices', inside: notices.map(noticeCard) }
}

function noticeCard({ notice, sentAt, restricts }: Runbook['notices'][number], index: number): Part {
  const missing = restricts ? missingIn(notice) : []
  return {
    type: 'card',
    anchor: `notice-${index + 1}`,
    title: notice.name,
    kind: 'Notice',
    inside: [
      ...facts([
        ['Sent at', sentAt.length === 0 ? [] : [referencesInline(sentAt)]],
        ['Restriction', linesOf([notice.measure ?? ''])],
        ['Facts', linesOf([notice.facts ?? ''])],
        ['Ground', linesOf([notice.ground ?? ''])],
        ['Automated means', linesOf([notice.automated ?? ''])],
        ['Redress', linesOf([notice.redress ?? ''])],
        ['Languages', linesOf([sayList(notice.languages ?? [])])],
        ['Missing', linesOf(missing.length === 0 ? [] : [`${sentence(sayList(missing))} (Digital Services Act, Article 17)`])],
      ]),
      ...underTitle('Text', notice.text),
    ],
  }
}

function missingIn(notice: Notice): string[] {
  return Object.entries(noticeDuties).flatMap(([field, words]) => (notice[field as keyof Notice] === undefined ? [words] : []))
}

/** What is done while tools are out, and how a wrong enforcement is taken back. */
export function troubleSections({ handbook: { outage, rollback } }: Runbook): Section[] {
  return [
    {
      id: 'outage',
      title: 'Outage and work by hand',
      inside: [
        ...underTitle('How it is noticed', outage?.signs),
        ...underTitle('Meanwhile', outage?.manual),
        ...underTitle('Back into the system', outage?.back),
      ],
    },
    {
      id: 'rollback',
      title: 'Rollback of a wrong enforcement',
      inside: [
        ...facts([
          ['Ordered by', linesOf([rollback?.who ?? ''])],
          ['Undone within', linesOf([rollback?.within ?? ''])],
          ['The person is told', linesOf([rollback?.notice ?? ''])],
        ]),
        ...underTitle('Steps', rollback?.steps),
      ],
    },
  ]
}

/** What is kept of a case, what is written down about the work, how long, and how personal data is handled. */
export function recordsSection({ handbook: { retention = [], personalData }, kept }: Runbook): Section {
  return {
    id: 'records',
    title: 'Evidence, records and personal data',
    inside: [
      ...grid(
        ['Step', 'Kept of the case', 'Written down about the work'],
        kept.map(({ steps, evidence, records }) => ({
          anchor: null,
          cells: [[referencesInline(steps)], linesOf(evidence), linesOf(records)],
        })),
      ),
      ...(retention.length === 0 ? [] : [{ type: 'title', level: 4, text: 'How long', anchor: null } as const]),
      ...grid(
        ['Record', 'Kept', 'Why', 'Where'],
        retention.map(({ what, keep, basis = '', where = '' }) => ({
          anchor: null,
          cells: [what, keep, basis, where].map((text) => linesOf([text])),
        })),
      ),
      ...underTitle('Personal data', personalData),
    ],
  }
}

/** How the work is judged. */
export function qualitySection({ handbook: { quality } }: Runbook): Section {
  return {
    id: 'quality',
    title: 'Quality',
    inside: [
      ...facts([
        ['Sample', linesOf([quality?.sample ?? ''])],
        ['Pass mark', linesOf(quality?.pass === undefined ? [] : [`${plain(Math.round(quality.pass * 1e6) / 1e4)} % of the sample right`])],
        ['Agreement', linesOf(quality?.agreement === undefined ? [] : [`Cohen’s κ of at least ${plain(quality.agreement)}`])],
        ['Calibration', linesOf([quality?.calibration ?? ''])],
      ]),
      ...grid(
        ['Error', 'Points off', 'What it is'],
        (quality?.errors ?? []).map(({ name, weight, meaning }) => ({
          anchor: null,
          cells: [linesOf([name]), linesOf([plain(weight)]), linesOf([meaning])],
        })),
      ),
    ],
  }
}

/** A figure that somebody set: as it was typed. */
function plain(value: number): string {
  return String(value).replace('-', '−')
}

/** What people need beside this text. */
export function referenceSection({ handbook: { references = [] } }: Runbook): Section {
  return {
    id: 'references',
    title: 'References',
    inside: grid(
      ['What', 'Where'],
      references.map(({ title, where = '' }) => ({ anchor: null, cells: [linesOf([title]), linesOf([where])] })),
    ),
  }
}
