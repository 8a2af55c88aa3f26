import { plainText } from '../exchange/escape.ts'
import { escapeMarkdown } from '../revisions/escape-markdown.ts'
import { type Block, type Inline, readRichText } from './rich-text.ts'

/** Typed text on one line of Markdown, showing exactly what was typed. */
export function text(value: string): string {
  return escapeMarkdown(plainText(value).replace(/\s+/g, ' ').trim())
}

/** Typed Markdown, read and written again, so that it stays within its place: no raw HTML, no headings of its own, only http, https and mailto links. */
export function richMarkdown(markdown: string): string {
  return readRichText(markdown).map(blockMarkdown).join('\n\n')
}

function blockMarkdown(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return inlineMarkdown(block.inside)
    case 'heading':
      return `**${inlineMarkdown(block.inside)}**`
    case 'code':
      return fenced(block.text)
    case 'quote':
      return indent(block.inside.map(blockMarkdown).join('\n\n'), '> ', '> ')
    case 'rule':
      return '* * *'
    case 'list':
      return block.items
        .map(({ checked, inside }, index) => {
          const mark = block.ordered ? `${Math.min(block.start + index, 999_999_999)}. ` : '- '
          return indent(
            `${checked === null ? '' : checked ? '☑ ' : '☐ '}${inside.map(blockMarkdown).join('\n\n')}`,
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

function inlineMarkdown(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.type) {
        case 'text':
          return lines(inline.text)
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
  return `${fence} ${clean} ${fence}`
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
