import type { Lines, Part } from './document.ts'
import { line } from './document.ts'
import { type Block, type Inline, readRichText } from './rich-text.ts'

/** Markdown as lines of a cell: a paragraph or an item of a list each. */
export function proseLines(markdown: string | undefined): Lines {
  return readRichText(markdown ?? '').flatMap(linesOfBlock)
}

function linesOfBlock(block: Block): Inline[][] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [[...block.inside]]
    case 'code':
      return [[{ type: 'code', text: block.text }]]
    case 'quote':
      return block.inside.flatMap(linesOfBlock)
    case 'list':
      return block.items.flatMap(({ inside }) => inside.flatMap(linesOfBlock))
    case 'table':
      return [block.header, ...block.rows].map((row) => row.flatMap((cell, at) => (at === 0 ? [...cell] : [...line(', '), ...cell])))
    case 'rule':
      return []
  }
}

/** Markdown under a small heading; nothing where there is none. */
export function underTitle(text: string, markdown: string | undefined): Part[] {
  const blocks = readRichText(markdown ?? '')
  return blocks.length === 0 ? [] : [{ type: 'title', level: 4, text, anchor: null }, ...blocks]
}
