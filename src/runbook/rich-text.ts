import { lexer, type Token, type Tokens } from 'marked'
import { plainText } from '../exchange/escape.ts'

/** A run of text, or marked-up text. `href` is http, https or mailto. */
export type Inline =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'break' }
  | { readonly type: 'strong' | 'em' | 'del'; readonly inside: readonly Inline[] }
  /** What is new or gone since another version: no typed text makes one. */
  | { readonly type: 'added' | 'removed'; readonly inside: readonly Inline[] }
  | { readonly type: 'link'; readonly href: string; readonly inside: readonly Inline[] }
  /** To a place within the document: no typed text makes one. */
  | { readonly type: 'reference'; readonly anchor: string; readonly text: string }

/** A block of text. */
export type Block =
  | { readonly type: 'paragraph' | 'heading'; readonly inside: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'quote'; readonly inside: readonly Block[] }
  | {
      readonly type: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly items: readonly { readonly checked: boolean | null; readonly inside: readonly Block[] }[]
    }
  | { readonly type: 'table'; readonly header: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly type: 'rule' }

/** Longer texts are shown as they stand; deeper nesting is flattened to its text. */
const longest = 50_000
const deepest = 8

/**
 * Reads Markdown that somebody typed (CommonMark and GFM tables, task lists, strikethrough) into a small tree that can say nothing harmful: raw HTML becomes the text it is,
 * pictures their description, and links stay only to http, https and mailto. Never throws.
 */
export function readRichText(markdown: string): Block[] {
  const text = plainText(markdown)
  const asTyped: Block[] = text.trim() === '' ? [] : [{ type: 'paragraph', inside: [{ type: 'text', text }] }]
  if (text.length > longest || /^[>\s*+-]{60}/m.test(text)) return asTyped
  try {
    return blocksOf(lexer(text, { gfm: true }), 0)
  } catch {
    return asTyped
  }
}

function blocksOf(tokens: readonly Token[], depth: number): Block[] {
  return tokens.flatMap((token) => blockOf(token as Tokens.Generic, depth))
}

function blockOf(token: Tokens.Generic, depth: number): Block[] {
  if (depth > deepest) return [{ type: 'paragraph', inside: [{ type: 'text', text: token.raw }] }]
  switch (token.type) {
    case 'space':
    case 'def':
      return []
    case 'paragraph':
      return [{ type: 'paragraph', inside: inlinesOf(token, depth) }]
    case 'heading':
      return [{ type: 'heading', inside: inlinesOf(token, depth) }]
    case 'text':
      return [
        { type: 'paragraph', inside: token.tokens ? inlinesOf(token, depth) : [{ type: 'text', text: decode(token.text as string) }] },
      ]
    case 'code':
      return [{ type: 'code', text: token.text as string }]
    case 'blockquote':
      return [{ type: 'quote', inside: blocksOf(token.tokens ?? [], depth + 1) }]
    case 'list':
      return [listOf(token as Tokens.List, depth)]
    case 'table':
      return [tableOf(token as Tokens.Table, depth)]
    case 'hr':
      return [{ type: 'rule' }]
    default:
      return token.raw.trim() === '' ? [] : [{ type: 'paragraph', inside: [{ type: 'text', text: token.raw.trim() }] }]
  }
}

function listOf(list: Tokens.List, depth: number): Block {
  return {
    type: 'list',
    ordered: list.ordered,
    start: typeof list.start === 'number' ? list.start : 1,
    items: list.items.map((item) => ({
      checked: item.task ? item.checked === true : null,
      inside: blocksOf(
        item.tokens.filter(({ type }) => type !== 'checkbox'),
        depth + 1,
      ),
    })),
  }
}

function tableOf(table: Tokens.Table, depth: number): Block {
  const cell = (one: Tokens.TableCell) => inlinesOf(one as unknown as Tokens.Generic, depth)
  return { type: 'table', header: table.header.map(cell), rows: table.rows.map((row) => row.map(cell)) }
}

function inlinesOf({ tokens }: Tokens.Generic, depth: number): Inline[] {
  return (tokens ?? []).flatMap((token) => inlineOf(token as Tokens.Generic, depth + 1))
}

function inlineOf(token: Tokens.Generic, depth: number): Inline[] {
  if (depth > 2 * deepest) return [{ type: 'text', text: token.raw }]
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return [{ type: token.type, inside: inlinesOf(token, depth) }]
    case 'codespan':
      return [{ type: 'code', text: token.text as string }]
    case 'br':
      return [{ type: 'break' }]
    case 'link':
      return linkOf(token, inlinesOf(token, depth))
    case 'image':
      return [{ type: 'text', text: `[picture: ${token.text}]` }]
    case 'escape':
      return [{ type: 'text', text: token.text as string }]
    case 'text':
      return token.tokens ? inlinesOf(token, depth) : [{ type: 'text', text: decode(token.text as string) }]
    default:
      return [{ type: 'text', text: token.raw }]
  }
}

function linkOf(token: Tokens.Generic, inside: readonly Inline[]): Inline[] {
  const href = safeHref(token['href'] as string)
  const plain = inside.filter(({ type }) => type !== 'link')
  return href === null ? [...inside] : [{ type: 'link', href, inside: plain }]
}

/** The address if it is http, https or mailto, percent-encoded so that it can end nothing around it; else null. */
function safeHref(href: string): string | null {
  if (!/^(https?:\/\/|mailto:)[^\s]/i.test(href)) return null
  return href.replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, (letter) =>
    encodeURIComponent(letter).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
  )
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  hellip: '…',
  ndash: '–',
  mdash: '—',
}

/** The common character references of Markdown source; unknown ones stay as typed. What comes out is text: it is escaped again when written. */
function decode(text: string): string {
  return plainText(
    text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]+);/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    }),
  )
}
