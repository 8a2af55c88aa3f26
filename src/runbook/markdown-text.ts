import { plainText } from '../exchange/escape.ts'
import { escapeMarkdown } from '../revisions/escape-markdown.ts'
import type { Block, Inline } from './rich-text.ts'

/** Typed text on one line of Markdown, showing exactly what was typed. */
export function text(value: string): string {
  return escapeMarkdown(plainText(value).replace(/\s+/g, ' ').trim())
}

/** Where the anchors of the document lead: to the heading that Markdown viewers make an address of. */
export type Slugs = ReadonlyMap<string, string>

/** A block as Markdown: no raw HTML, no headings of its own, only http, https and mailto links and those to our own headings. */
export function blockMarkdown(block: Block, slugs: Slugs = new Map()): string {
  const inlineMarkdown = (inlines: readonly Inline[]) => inlinesMarkdown(inlines, slugs)
  switch (block.type) {
    case 'paragraph':
      return inlineMarkdown(block.inside)
    case 'heading':
      return `**${inlineMarkdown(block.inside)}**`
    case 'code':
      return fenced(block.text)
    case 'quote':
      return indent(block.inside.map((one) => blockMarkdown(one, slugs)).join('\n\n'), '> ', '> ')
    case 'rule':
      return '* * *'
    case 'list':
      return block.items
        .map(({ checked, inside }, index) => {
          const mark = block.ordered ? `${Math.min(block.start + index, 999_999_999)}. ` : '- '
          return indent(
            `${checked === null ? '' : checked ? '☑ ' : '☐ '}${inside.map((one) => blockMarkdown(one, slugs)).join('\n\n')}`,
            mark,
            ' '.repeat(mark.length),
          )
        })
        .join('\n')
    case 'table':
      return table(
        block.header.map(inlineMarkdown),
        block.rows.map((row) => row.map(inlineMarkdown)),
      )
  }
}

/** A GFM table; cells are Markdown already, pipes in them escaped, line ends made spaces. A column in which no row says anything is left out. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\n+/g, ' ').trim()).join(' | ')} |`
  const kept = header.map((_, column) => column).filter((column) => column === 0 || rows.some((row) => (row[column] ?? '') !== ''))
  return [
    line(kept.map((column) => header[column] ?? '')),
    `|${kept.map(() => ' --- |').join('')}`,
    ...rows.map((row) => line(kept.map((column) => row[column] ?? ''))),
  ].join('\n')
}

/** Inlines as Markdown. */
export function inlinesMarkdown(inlines: readonly Inline[], slugs: Slugs): string {
  const inlineMarkdown = (inside: readonly Inline[]) => inlinesMarkdown(inside, slugs)
  return inlines
    .map((inline, index) => {
      switch (inline.type) {
        case 'text': {
          const words = lines(inline.text)
          const isBeforeLink = ['link', 'reference'].includes(inlines[index + 1]?.type ?? '')
          return isBeforeLink && words.endsWith('!') ? `${words.slice(0, -1)}\\!` : words
        }
        case 'reference': {
          const slug = slugs.get(inline.anchor)
          return slug === undefined ? text(inline.text) : `[${text(inline.text)}](#${slug})`
        }
        case 'code':
          return codeSpan(inline.text)
        case 'break':
          return '\\\n'
        case 'link':
          return `[${inlineMarkdown(inline.inside) || text(inline.href)}](<${inline.href}>)`
        case 'strong':
          return around('**', inlineMarkdown(inline.inside))
        case 'em':
          return around('*', inlineMarkdown(inline.inside))
        case 'added':
          return `{++${inlineMarkdown(inline.inside)}++}`
        case 'removed':
          return `{--${inlineMarkdown(inline.inside)}--}`
        case 'del':
          return around('~~', inlineMarkdown(inline.inside))
      }
    })
    .join('')
}

/** Each line escaped by itself, since some characters mean something at its start; the spaces around a run are kept. */
function lines(value: string): string {
  return value
    .split('\n')
    .map((line, index) => {
      const clean = index === 0 ? line : line.trimStart()
      const start = /^\s*/.exec(clean)?.[0].replace(/\s+/, ' ') ?? ''
      return `${start}${escapeMarkdown(clean.slice(start.length === 0 ? 0 : clean.length - clean.trimStart().length))}`
    })
    .join('\n')
}

function codeSpan(value: string): string {
  const clean = value.replace(/\s+/g, ' ').replace(/\|/g, '\\|')
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  // Blanks part the ticks of the text from those around it.
  const blank = /^`|`$|^ .* $/.test(clean) ? ' ' : ''
  return `${fence}${blank}${clean}${blank}${fence}`
}

function fenced(value: string): string {
  const longest = Math.max(2, ...[...value.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${value}\n${fence}`
}

function around(mark: string, inside: string): string {
  return inside.trim() === '' ? inside : `${mark}${inside.trim()}${mark}`
}

function indent(value: string, first: string, rest: string): string {
  return value
    .split('\n')
    .map((line, index) => (index === 0 ? first : line === '' ? rest.trimEnd() : rest) + line)
    .join('\n')
}
