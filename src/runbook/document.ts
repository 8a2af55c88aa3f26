import type { Block, Inline } from './rich-text.ts'

/** A cell or a fact: one line of text or several. */
export type Lines = readonly (readonly Inline[])[]

/** A row of a grid. `anchor`: what leads to it; its first cell heads it. */
export type GridRow = { readonly anchor: string | null; readonly cells: readonly Lines[] }

/** A drawing, with its words for those who do not see it. */
export type Picture = {
  readonly type: 'picture'
  /** Name of the drawing within the document: letters, digits and hyphens. */
  readonly id: string
  readonly alt: string
  /** Small ones stand in a card; a large one has pages of its own. */
  readonly size: 'small' | 'large'
  /** SVG of our own writer. Drawn when asked for. */
  readonly draw: () => string
  /** The parts of it that fit on a printed page each with letters that can be read; empty: it fits as it is. In the drawing's own pixels. */
  readonly pages: () => readonly PicturePage[]
  /** The same as a text that Markdown viewers draw; null: the words around say it. */
  readonly mermaid: (() => string) | null
}

export type PicturePage = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** One part of the document, in reading order. */
export type Part =
  | Block
  /** A heading below the section's: 3 leads to something of its own, 4 parts a card. `told`: its words with red lines, where there are any. */
  | {
      readonly type: 'title'
      readonly level: 3 | 4
      readonly text: string
      readonly anchor: string | null
      readonly told?: readonly Inline[]
    }
  /** A table with a header. A column in which no row says anything has been left out. */
  | { readonly type: 'grid'; readonly header: readonly string[]; readonly rows: readonly GridRow[]; readonly figures: boolean }
  /** Names with what is so called. */
  | { readonly type: 'facts'; readonly rows: readonly (readonly [name: string, lines: Lines])[] }
  /** A remark in small type. */
  | { readonly type: 'note'; readonly inside: readonly Inline[] }
  | Picture
  /** What must stay together on a page. `kind` says what it is, beside its title; `told` as above. */
  | {
      readonly type: 'card'
      readonly anchor: string
      readonly title: string
      readonly kind: string
      readonly inside: readonly Part[]
      readonly told?: readonly Inline[]
    }

/** A section, with what the list of contents says of its inside. */
export type Section = {
  readonly id: string
  readonly title: string
  readonly inside: readonly Part[]
}

/** The runbook as it is written in every form: the same words in the same order. */
export type Document = {
  readonly title: string
  /** What it is, above its title: `Runbook, version 1.1.0`. */
  readonly kicker: string
  /** Null for a draft. */
  readonly version: string | null
  /** A book has contents and pages; a card is one page of A5. */
  readonly form: 'book' | 'card'
  readonly control: Extract<Part, { type: 'facts' }>
  /** So many of its last rows prove that the file is what it says, beginning with its hash: a screen folds them under that, cut short. Null for a draft. */
  readonly proof: number | null
  readonly sections: readonly Section[]
  /** What stands at the head and the foot of every page, beside the page's number. */
  readonly above: string
  readonly below: string
}

/** A text as one line. */
export function line(text: string): Inline[] {
  return text === '' ? [] : [{ type: 'text', text }]
}

/** Texts as lines, the empty ones left out. */
export function linesOf(texts: readonly string[]): Lines {
  return texts.filter((text) => text !== '').map(line)
}

/** A paragraph of our own words. */
export function paragraph(text: string): Part {
  return { type: 'paragraph', inside: line(text) }
}

/** A grid without the columns that are empty in every row; nothing where there is no row. */
export function grid(header: readonly string[], rows: readonly GridRow[], figures = false): Part[] {
  if (rows.length === 0) return []
  const isKept = (column: number) => column === 0 || rows.some(({ cells }) => (cells[column] ?? []).some((inside) => inside.length > 0))
  const kept = header.map((_, column) => column).filter(isKept)
  return [
    {
      type: 'grid',
      header: kept.map((column) => header[column] ?? ''),
      rows: rows.map(({ anchor, cells }) => ({ anchor, cells: kept.map((column) => cells[column] ?? []) })),
      figures,
    },
  ]
}

/** Facts without those that say nothing; nothing where none does. */
export function facts(rows: readonly (readonly [name: string, lines: Lines])[]): Extract<Part, { type: 'facts' }>[] {
  const said = rows.filter(([, lines]) => lines.some((inside) => inside.length > 0))
  return said.length === 0 ? [] : [{ type: 'facts', rows: said }]
}
