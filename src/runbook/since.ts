import { count } from '../revisions/say.ts'
import { documentFor, forAudience } from './audience.ts'
import { composeDocument } from './compose-document.ts'
import { type Document, line, paragraph, type Part, type Section } from './document.ts'
import type { AudienceId } from './edition.ts'
import { withRedLines } from './red-lines.ts'
import type { Runbook } from './runbook.ts'

/** So many lines stand on top; the text below shows the rest. */
const most = 10

/**
 * The runbook for who knows the version before: at most ten lines on top, and below the running text with what is new and what is gone marked in it. `runbook` is told against the version of `known`
 * (its `changed`).
 */
export function composeSince(runbook: Runbook, known: Runbook, audience: AudienceId | null = null): Document {
  const compose = (one: Runbook) => (audience === null ? composeDocument(one) : documentFor(one, audience))
  const marked = withRedLines(compose(known), compose(runbook))
  const version = known.control.version ?? 'the draft'
  const sections = marked.sections.map((section) => (section.id === 'changed' ? topOf(runbook, section, version) : section))
  const document = {
    ...marked,
    kicker: `${marked.kicker}, with the changes since ${version}`,
    above: `${marked.above} · changes since ${version}`,
    sections,
  }
  return audience === null ? document : forAudience(document, audience)
}

function topOf({ changed }: Runbook, section: Section, version: string): Section {
  const lines = changed?.groups.flatMap((group) => group.lines.map((text) => ({ title: group.title, text }))) ?? []
  const left = lines.length - most
  const legend =
    'In the text below new words are underlined twice and words that are gone struck through (in Markdown {++new++} and {--gone--}). Drawings are the new ones.'
  const list: Part = {
    type: 'list',
    ordered: false,
    start: 1,
    items: lines
      .slice(0, most)
      .map(({ title, text }) => ({ checked: null, inside: [{ type: 'paragraph', inside: line(`${title}: ${text}`) }] })),
  }
  return {
    id: section.id,
    title: `What changed since ${version}`,
    inside: [
      ...(changed === null ? [] : [paragraph(changed.summary)]),
      ...(lines.length === 0 ? [] : [list]),
      ...(left > 0 ? [paragraph(`And ${count(left, 'more change')}, marked in the text.`)] : []),
      { type: 'note', inside: line(legend) },
    ],
  }
}
