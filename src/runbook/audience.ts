import { sayList } from '../words/list.ts'
import { composeDocument } from './compose-document.ts'
import { type Document, type Lines, paragraph, type Part } from './document.ts'
import { type AudienceId, editions } from './edition.ts'
import type { Inline } from './rich-text.ts'
import type { Runbook } from './runbook.ts'

/** The sections that each leaves out, by id. */
const without: Readonly<Record<AudienceId, readonly string[]>> = {
  reviewer: ['quality', 'records', 'references', 'missing', 'history', 'figures'],
  lead: ['decisions', 'attributes', 'definitions', 'notices', 'references', 'missing'],
  auditor: ['contacts', 'wellbeing'],
}

/** The runbook for one audience: the sections that it works by, and first of all the names of those that it does not have. */
export function composeAudience(runbook: Runbook, id: AudienceId): Document {
  return forAudience(documentFor(runbook, id), id)
}

/** The whole document as far as this audience may read it. */
export function documentFor(runbook: Runbook, id: AudienceId): Document {
  return composeDocument(permitted(runbook, id))
}

/** Of the whole document what this audience gets. What led to a section that is left out is plain text. */
export function forAudience(whole: Document, id: AudienceId): Document {
  const { title, purpose } = editions[id]
  const isLeft = (section: string) => without[id].includes(section)
  const gone = whole.sections.filter((section) => isLeft(section.id))
  const kept = whole.sections.filter((section) => !isLeft(section.id))
  const anchors = new Set(kept.flatMap((section) => [section.id, ...section.inside.flatMap(anchorsOf)]))
  const also = id === 'auditor' ? ['numbers to call'] : id === 'reviewer' ? ['who is accountable, consulted and informed'] : []
  const names = [...gone.map((section) => `“${section.title}”`), ...also]
  const about = `${purpose} ${names.length === 0 ? 'Nothing is left out.' : `Left out, and in the whole runbook: ${sayList(names)}.`} “What changed” tells of these as well.`
  return {
    ...whole,
    kicker: `${whole.kicker}, edition: ${title.toLowerCase()}`,
    sections: [
      { id: 'edition', title: 'What this edition leaves out', inside: [paragraph(about)] },
      ...kept.map((section) => ({ ...section, inside: section.inside.map((part) => leadingTo(part, anchors)) })),
    ],
    above: `${whole.above} · ${title}`,
  }
}

/** The runbook without what no part of this edition may say. */
function permitted(runbook: Runbook, id: AudienceId): Runbook {
  if (id === 'reviewer') return { ...runbook, raci: [] }
  if (id === 'lead') return runbook
  const timers = runbook.timers.map((timer) => ({ ...timer, contact: timer.contact.replace(/: [^]*$/, '') }))
  return { ...runbook, timers }
}

function anchorsOf(part: Part): string[] {
  if (part.type === 'card') return [part.anchor, ...part.inside.flatMap(anchorsOf)]
  if (part.type === 'title') return part.anchor === null ? [] : [part.anchor]
  return part.type === 'grid' ? part.rows.flatMap(({ anchor }) => anchor ?? []) : []
}

/** The part with references only to what is there. */
function leadingTo(part: Part, anchors: ReadonlySet<string>): Part {
  const inlines = (all: readonly Inline[]) => all.map((one) => inlineTo(one, anchors))
  const lines = (all: Lines) => all.map(inlines)
  switch (part.type) {
    case 'card':
      return { ...part, inside: part.inside.map((one) => leadingTo(one, anchors)) }
    case 'grid':
      return { ...part, rows: part.rows.map((row) => ({ ...row, cells: row.cells.map(lines) })) }
    case 'facts':
      return { ...part, rows: part.rows.map(([name, all]) => [name, lines(all)] as const) }
    case 'note':
      return { ...part, inside: inlines(part.inside) }
    case 'title':
    case 'picture':
      return part
    default:
      // What people typed leads to no place within the document.
      return part
  }
}

function inlineTo(inline: Inline, anchors: ReadonlySet<string>): Inline {
  if (inline.type === 'reference') return anchors.has(inline.anchor) ? inline : { type: 'text', text: inline.text }
  return inline
}
