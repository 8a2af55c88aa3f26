import { sentence } from '../revisions/say.ts'
import { composeCards } from './cards.ts'
import { type Document, facts, grid, line, linesOf, paragraph, type Part, type Section } from './document.ts'
import {
  actionSection,
  noticeSection,
  policySections,
  qualitySection,
  recordsSection,
  referenceSection,
  scopeParts,
  troubleSections,
  wellbeingSection,
} from './handbook-sections.ts'
import { clockParts, raciParts, timerParts } from './duties.ts'
import { missingSection } from './missing.ts'
import { underTitle } from './prose.ts'
import { readRichText } from './rich-text.ts'
import type { Figures, Runbook } from './runbook.ts'
import { referencesInline } from './inlines.ts'

/** The document of a runbook: what every form of it says, in reading order. */
export function composeDocument(runbook: Runbook): Document {
  const { title, control } = runbook
  const { version, status, published, hashes } = control
  return {
    title,
    version,
    form: 'book',
    kicker: `Runbook${version === null ? ', draft' : `, version ${version}`}`,
    control: controlOf(runbook),
    proof: hashes && 3,
    sections: sectionsOf(runbook).filter(({ inside }) => inside.length > 0),
    above: `${title} · ${version ?? 'draft'} · ${status}`,
    below: `${version === null ? published : `Published ${published}`}${hashes ? ` · ${hashes.meaning.slice(0, 12)}` : ''} · Printed copies are uncontrolled`,
  }
}

function controlOf({
  control: {
    documentId,
    version,
    status,
    owner,
    published,
    author,
    message,
    hashes,
    verify,
    effective,
    review,
    approver,
    approved,
    classification,
  },
}: Runbook): Document['control'] {
  const code = (text: string) => [[{ type: 'code' as const, text }]]
  const rows = facts([
    ['Document', linesOf([documentId])],
    ['Version', linesOf([version ?? 'Draft'])],
    ['Status', [[{ type: 'strong', inside: line(status) }]]],
    ['Effective from', linesOf([effective])],
    ['Next review', linesOf([review])],
    ['Owner', linesOf([owner])],
    ['To be approved by', linesOf([approver])],
    ['Approved by', linesOf([approved])],
    ['Classification', linesOf([classification])],
    ['Published', linesOf([`${published}${author === '' ? '' : ` by ${author}`}`])],
    ['Reason', linesOf([message])],
    ['Hash of the meaning', hashes === null ? [] : code(hashes.meaning)],
    ['Hash of the file', hashes === null ? [] : code(hashes.file)],
    ['To verify', linesOf([verify])],
  ])
  return rows[0] ?? { type: 'facts', rows: [] }
}

function sectionsOf(runbook: Runbook): Section[] {
  return [
    changedOf(runbook),
    {
      id: 'purpose',
      title: 'Purpose and scope',
      inside: [...readRichText(runbook.purpose), ...runbook.scope.map(paragraph), ...scopeParts(runbook)],
    },
    { id: 'map', title: 'Map', inside: [{ type: 'note', inside: line(`How to read it: ${runbook.mapText}`) }, runbook.map] },
    wellbeingSection(runbook),
    {
      id: 'roles',
      title: 'Roles',
      inside: [
        ...grid(
          ['Role', 'Does', 'Needs to know', 'Vendor', 'What for'],
          runbook.roles.map(({ title, steps, skills, vendor, description }) => ({
            anchor: null,
            cells: [linesOf([title]), [referencesInline(steps)], linesOf([skills]), linesOf([vendor]), linesOf([description])],
          })),
        ),
        ...raciParts(runbook),
      ],
    },
    {
      id: 'contacts',
      title: 'Contacts and on-call',
      inside: grid(
        ['Role', 'Name', 'Reach', 'When', 'If nobody answers'],
        runbook.contacts.map(({ role, name = '', reach, when = '', fallback = '' }) => ({
          anchor: null,
          cells: [role, name, reach, when, fallback].map((text) => linesOf([text])),
        })),
      ),
    },
    ...policySections(runbook),
    { id: 'steps', title: 'Steps', inside: composeCards(runbook.steps, runbook.around) },
    { id: 'decisions', title: 'Decisions', inside: runbook.decisions.flatMap(decisionOf) },
    actionSection(runbook),
    { id: 'timers', title: 'Escalation and timers', inside: [...timerParts(runbook), ...clockParts(runbook)] },
    ...troubleSections(runbook),
    {
      id: 'ends',
      title: 'Ends, notice and appeal',
      inside: [
        ...grid(
          ['End', 'Restricts somebody', 'Notice', 'Appeal', 'Meaning'],
          runbook.ends.map(({ anchor, title, restricts, notice, appeal, description }) => ({
            anchor,
            cells: [title, restricts, notice, appeal, description].map((text) => linesOf([text])),
          })),
        ),
        ...underTitle('Independence', runbook.handbook.independence),
      ],
    },
    noticeSection(runbook),
    {
      id: 'attributes',
      title: 'Case attributes',
      inside: grid(
        ['Attribute', 'Name in conditions', 'Values', 'Unless known', 'Meaning'],
        runbook.glossary.map(({ title, name, values, standard, description }) => ({
          anchor: null,
          cells: [linesOf([title]), [[{ type: 'code', text: name }]], linesOf([values]), linesOf([standard]), linesOf([description])],
        })),
      ),
    },
    recordsSection(runbook),
    qualitySection(runbook),
    referenceSection(runbook),
    missingSection(runbook),
    { id: 'history', title: 'Revision history', inside: historyParts(runbook) },
    {
      id: 'figures',
      title: 'Appendix: simulated figures',
      inside: runbook.figures === null ? [] : figuresOf(runbook.figures),
    },
  ]
}

function historyParts({ history, approvals, readers }: Runbook): Part[] {
  const table = (title: string, header: readonly string[], rows: readonly (readonly string[])[]): Part[] =>
    rows.length === 0
      ? []
      : [
          { type: 'title', level: 4, text: title, anchor: null },
          ...grid(
            header,
            rows.map((cells) => ({ anchor: null, cells: cells.map((text) => linesOf([text])) })),
          ),
        ]
  const versions = grid(
    ['Version', 'Published', 'By', 'What for'],
    history.map(({ version, published, author, message }) => ({
      anchor: null,
      cells: [version, published, author, message].map((text) => linesOf([text])),
    })),
  )
  return [
    ...(history.length === 0 ? [paragraph('Not published yet.')] : versions),
    ...table(
      'Approvals of this version',
      ['By', 'On', 'Remark'],
      approvals.map(({ by, on, note }) => [by, on, note]),
    ),
    ...table(
      'Distribution',
      ['Who', 'Role', 'Edition', 'Read and understood on'],
      readers.map(({ name, role, edition, confirmed }) => [name, role, edition, confirmed]),
    ),
  ]
}

function changedOf({ changed }: Runbook): Section {
  if (changed === null) return { id: 'changed', title: 'What changed', inside: [paragraph('This is the first version.')] }
  const groups = changed.groups.flatMap(({ title, lines }): Part[] => [
    { type: 'title', level: 4, text: title, anchor: null },
    {
      type: 'list',
      ordered: false,
      start: 1,
      items: lines.map((text) => ({ checked: null, inside: [{ type: 'paragraph', inside: line(text) }] })),
    },
  ])
  return { id: 'changed', title: `What changed since ${changed.since}`, inside: [paragraph(changed.summary), ...groups] }
}

function decisionOf({ anchor, title, description, rows }: Runbook['decisions'][number]): Part[] {
  return [
    { type: 'title', level: 3, text: title, anchor },
    ...readRichText(description),
    { type: 'note', inside: line('The first row that holds is taken.') },
    ...grid(
      ['Condition', 'Next', 'On the way'],
      rows.map(({ condition, targets, actions }) => ({
        anchor: null,
        cells: [
          linesOf([condition === '' ? 'Always' : condition]),
          targets.length === 0 ? linesOf(['The case stays']) : [referencesInline(targets)],
          linesOf([actions]),
        ],
      })),
    ),
  ]
}

/** Simulated figures as parts of a document. */
export function figuresOf({ source, trust, summary, tables, proof, hash }: Figures): Part[] {
  return [
    paragraph(source),
    paragraph(`How far to trust it: ${trust}`),
    ...summary.map(paragraph),
    { type: 'note', inside: line('After ±: half the width of the 95 % interval.') },
    ...tables.flatMap(({ title, header, rows }): Part[] => [
      { type: 'title', level: 4, text: title, anchor: null },
      ...grid(
        header,
        rows.map((row) => ({ anchor: null, cells: row.map((text) => linesOf([text])) })),
        true,
      ),
    ]),
    { type: 'note', inside: line(sentence(`Proof: ${proof}`)) },
    { type: 'note', inside: [...line('Hash of this appendix: '), { type: 'code', text: hash }] },
  ]
}
