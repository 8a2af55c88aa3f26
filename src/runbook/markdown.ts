import { composeDocument, figuresOf } from './compose-document.ts'
import type { Document, Lines, Part, Section } from './document.ts'
import { blockMarkdown, inlinesMarkdown, type Slugs, table, text } from './markdown-text.ts'
import type { Figures, Runbook } from './runbook.ts'

/** The runbook as Markdown (CommonMark and GFM tables). Every typed text is escaped or read and written again, so that none breaks out of its place. */
export function writeMarkdown(runbook: Runbook): string {
  return writeDocumentMarkdown(composeDocument(runbook))
}

/** A document as Markdown. */
export function writeDocumentMarkdown(document: Document): string {
  const slugs = slugsOf(document)
  const parts = [
    `# ${text(document.title)}`,
    text(document.kicker),
    partMarkdown(document.control, slugs),
    ...document.sections.flatMap(({ title, inside }) => [`## ${text(title)}`, ...inside.map((part) => partMarkdown(part, slugs))]),
    `*${text(document.below)}*`,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** The appendix of simulated figures as a document of its own, beside the runbook that it belongs to. */
export function writeFiguresMarkdown(title: string, version: string | null, given: Figures): string {
  const parts = figuresOf(given).map((part) => partMarkdown(part, new Map()))
  return `${[`# ${text(title)} ${version ?? '(draft)'}: simulated figures`, ...parts].join('\n\n')}\n`
}

function partMarkdown(part: Part, slugs: Slugs): string {
  switch (part.type) {
    case 'card':
      return [
        `### ${part.told ? inlinesMarkdown(part.told, slugs) : text(part.title)}`,
        `*${text(part.kind)}*`,
        ...part.inside.map((one) => partMarkdown(one, slugs)),
      ]
        .filter((one) => one !== '')
        .join('\n\n')
    case 'title':
      return headingMarkdown(part, part.told ? inlinesMarkdown(part.told, slugs) : text(part.text))
    case 'grid':
      return table(
        part.header.map(text),
        part.rows.map(({ cells }) =>
          cells.map((lines, column) => (column === 0 && !part.figures ? bold(linesMarkdown(lines, slugs)) : linesMarkdown(lines, slugs))),
        ),
      )
    case 'facts':
      return part.rows.map(([name, lines]) => `- **${text(name)}:** ${linesMarkdown(lines, slugs)}`).join('\n')
    case 'note':
      return inlinesMarkdown(part.inside, slugs)
    case 'picture':
      return part.mermaid === null ? '' : ['```mermaid', part.mermaid(), '```'].join('\n')
    default:
      return blockMarkdown(part, slugs)
  }
}

function headingMarkdown({ level }: { readonly level: 3 | 4 }, words: string): string {
  return level === 3 ? `### ${words}` : `**${words}**`
}

/** What heads a row stands out, where nothing in it does so already. */
function bold(cell: string): string {
  return cell === '' || /[*`[]/.test(cell) ? cell : `**${cell}**`
}

/** Several lines in one: sentences follow each other, other things are parted by a semicolon. */
function linesMarkdown(lines: Lines, slugs: Slugs): string {
  return lines
    .map((inside) => inlinesMarkdown(inside, slugs))
    .reduce((all, one) => (all === '' ? one : /[.?!]$/.test(all) ? `${all} ${one}` : `${all}; ${one}`), '')
}

/** Every anchor of the document with the address that viewers of Markdown give to the heading it stands under: as GitHub makes it, the second of a name with `-1`. */
function slugsOf({ title, sections }: Document): Slugs {
  const slugs = new Map<string, string>()
  const taken = new Map<string, number>()
  const slugOf = (heading: string) => {
    const plain = heading
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-')
    const times = taken.get(plain) ?? 0
    taken.set(plain, times + 1)
    return times === 0 ? plain : `${plain}-${times}`
  }
  const visit = (part: Part, around: string) => {
    if (part.type === 'title' && part.level === 3) {
      const slug = slugOf(part.text)
      if (part.anchor !== null) slugs.set(part.anchor, slug)
    }
    if (part.type === 'card') {
      const slug = slugOf(part.title)
      slugs.set(part.anchor, slug)
      for (const one of part.inside) visit(one, slug)
    }
    if (part.type === 'grid') for (const { anchor } of part.rows) if (anchor !== null) slugs.set(anchor, around)
  }
  slugOf(title)
  for (const section of sections) visitSection(section)
  return slugs

  function visitSection(section: Section): void {
    const slug = slugOf(section.title)
    slugs.set(section.id, slug)
    for (const part of section.inside) visit(part, slug)
  }
}
