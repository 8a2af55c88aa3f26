import {
  AlignmentType,
  BorderStyle,
  Bookmark,
  Document as WordDocument,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableOfContents,
  TableRow,
  TextRun,
  WidthType,
  type FileChild,
  type ILevelsOptions,
  type IRunOptions,
  type ISectionOptions,
} from 'docx'
import { plainText } from '../exchange/escape.ts'
import { composeDocument } from './compose-document.ts'
import type { Document, GridRow, Lines, Part, Picture, PicturePage, Section } from './document.ts'
import { withoutChance } from './docx-bytes.ts'
import type { Block, Inline } from './rich-text.ts'
import type { Runbook } from './runbook.ts'

/** Millimetres as twentieths of a point. */
const mm = (value: number) => Math.round((value / 25.4) * 1440)
const portrait = { width: mm(210), height: mm(297) }
const a5 = { width: mm(148), height: mm(210) }
const textWidth = 180
const margin = { top: mm(20), bottom: mm(18), left: mm(15), right: mm(15), header: mm(9), footer: mm(9) }
/** One transparent point: shown by programs that cannot draw SVG; they show the alternative text. */
const nothing = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
)

/**
 * The runbook as a Word file: real headings, a list of contents, tables with header rows, a header and a footer with version and page, drawings with alternative texts. The same words as in the
 * other forms; the same runbook gives the same bytes.
 */
export function writeDocx(runbook: Runbook): Promise<Uint8Array> {
  return writeDocumentDocx(composeDocument(runbook), runbook.control.published)
}

/** A document as a Word file. `published`: `2025-09-22 08:00 UTC`, the moment that stands in it; else a fixed one. */
export async function writeDocumentDocx(document: Document, published: string): Promise<Uint8Array> {
  const writer = new Writer(document)
  // Lists get their numbering while they are written.
  const sections = writer.sections()
  const file = new WordDocument({
    title: plainText(document.title),
    subject: plainText(document.kicker),
    creator: 'Gemba',
    lastModifiedBy: 'Gemba',
    description: plainText(document.above),
    features: { updateFields: true },
    styles,
    numbering: { config: writer.numbering },
    sections,
  })
  return withoutChance(await Packer.pack(file, 'uint8array'), published)
}

const font = 'Calibri'
const styles = {
  default: {
    document: { run: { font, size: 21 }, paragraph: { spacing: { after: 100 } } },
    title: { run: { font, size: 44, bold: true, color: '1C1F25' }, paragraph: { spacing: { after: 160 } } },
    heading1: { run: { font, size: 30, bold: true, color: '1C1F25' }, paragraph: { spacing: { before: 320, after: 120 } } },
    heading2: { run: { font, size: 25, bold: true, color: '1C1F25' }, paragraph: { spacing: { before: 280, after: 80 } } },
    heading3: { run: { font, size: 20, bold: true, color: '595C62' }, paragraph: { spacing: { before: 160, after: 40 } } },
  },
}

class Writer {
  /** One numbering for each ordered list, so that each begins by itself. */
  readonly numbering: { reference: string; levels: ILevelsOptions[] }[] = []
  readonly #document: Document
  readonly #bookmarks: ReadonlyMap<string, string>

  constructor(document: Document) {
    this.#document = document
    this.#bookmarks = new Map(anchorsOf(document).map((anchor, index) => [anchor, `place_${index}`]))
  }

  /** Three runs of pages: the large drawing lies on its side. */
  sections(): ISectionOptions[] {
    const { sections, title, kicker, control, above, below, form } = this.#document
    const large = sections.findIndex(({ inside }) => inside.some((part) => part.type === 'picture' && part.size === 'large'))
    const at = large < 0 ? sections.length : large
    const front = [
      new Paragraph({ children: this.#runs([{ type: 'text', text: kicker }], { color: '595C62' }) }),
      new Paragraph({ heading: HeadingLevel.TITLE, children: this.#runs([{ type: 'text', text: title }]) }),
      ...(control.rows.length === 0 ? [] : this.#part(control)),
      ...(form === 'card' ? [] : [new TableOfContents('Contents', { hyperlink: true, headingStyleRange: '1-2' })]),
    ]
    const run = (children: FileChild[], orientation: (typeof PageOrientation)[keyof typeof PageOrientation]) => ({
      properties: { page: { size: { ...(form === 'card' ? a5 : portrait), orientation }, margin } },
      headers: { default: new Header({ children: [small([new TextRun({ text: plainText(above) })])] }) },
      footers: {
        default: new Footer({
          children: [
            small([
              new TextRun({ text: `${plainText(below)} · Page ` }),
              new TextRun({ children: [PageNumber.CURRENT] }),
              new TextRun({ text: ' of ' }),
              new TextRun({ children: [PageNumber.TOTAL_PAGES] }),
            ]),
          ],
        }),
      },
      children,
    })
    const before = sections.slice(0, at).flatMap((section) => this.#section(section))
    const map = sections.slice(at, at + 1).flatMap((section) => this.#section(section))
    const after = sections.slice(at + 1).flatMap((section) => this.#section(section))
    return [
      run([...front, ...before], PageOrientation.PORTRAIT),
      ...(map.length > 0 ? [run(map, PageOrientation.LANDSCAPE)] : []),
      ...(after.length > 0 ? [run(after, PageOrientation.PORTRAIT)] : []),
    ]
  }

  #section({ id, title, inside }: Section): FileChild[] {
    return [this.#heading(title, HeadingLevel.HEADING_1, id), ...inside.flatMap((part) => this.#part(part))]
  }

  #part(part: Part): FileChild[] {
    switch (part.type) {
      case 'card':
        return [
          this.#heading(part.title, HeadingLevel.HEADING_2, part.anchor, part.kind, part.told),
          ...part.inside.flatMap((one) => this.#part(one)),
        ]
      case 'title':
        return [this.#heading(part.text, part.level === 3 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3, part.anchor, '', part.told)]
      case 'grid':
        return [this.#grid(part.header, part.rows), gap()]
      case 'facts':
        return [this.#facts(part.rows), gap()]
      case 'note':
        return [new Paragraph({ children: this.#runs(part.inside, { color: '595C62', size: 19 }) })]
      case 'picture':
        return picturesOf(part)
      default:
        return this.#block(part, 0)
    }
  }

  #heading(
    text: string,
    heading: (typeof HeadingLevel)[keyof typeof HeadingLevel],
    anchor: string | null,
    kind = '',
    told: readonly Inline[] = [{ type: 'text', text }],
  ): Paragraph {
    const runs = [
      ...this.#runs(told),
      ...(kind === '' ? [] : this.#runs([{ type: 'text', text: ` ${kind}` }], { bold: false, size: 20, color: '595C62' })),
    ]
    return new Paragraph({ heading, keepNext: true, keepLines: true, children: this.#marked(anchor, runs) })
  }

  #marked(anchor: string | null, children: ParagraphChild[]): ParagraphChild[] {
    const id = anchor === null ? undefined : this.#bookmarks.get(anchor)
    return id === undefined ? children : [new Bookmark({ id, children })]
  }

  #grid(header: readonly string[], rows: readonly GridRow[]): Table {
    const head = new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: header.map((text) =>
        cell([
          new Paragraph({ keepNext: true, children: this.#runs([{ type: 'text', text }], { bold: true, color: '595C62', size: 18 }) }),
        ]),
      ),
    })
    const body = rows.map(
      ({ anchor, cells }) =>
        new TableRow({
          cantSplit: true,
          children: cells.map((lines, column) =>
            cell(this.#lines(lines, column === 0 ? { bold: true, size: 19 } : { size: 19 }, column === 0 ? anchor : null)),
          ),
        }),
    )
    return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, borders: ruled, rows: [head, ...body] })
  }

  #facts(rows: Extract<Part, { type: 'facts' }>['rows']): Table {
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      borders: plain,
      columnWidths: [mm(36), mm(textWidth - 36)],
      rows: rows.map(
        ([name, lines]) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell(this.#lines([[{ type: 'text', text: name }]], { color: '595C62' }, null), mm(36)),
              cell(this.#lines(lines, {}, null), mm(textWidth - 36)),
            ],
          }),
      ),
    })
  }

  #lines(lines: Lines, look: IRunOptions, anchor: string | null): Paragraph[] {
    const paragraphs = lines.map(
      (inside, index) =>
        new Paragraph({ spacing: { after: 20 }, children: this.#marked(index === 0 ? anchor : null, this.#runs(inside, look)) }),
    )
    return paragraphs.length === 0 ? [new Paragraph({})] : paragraphs
  }

  #block(block: Block, depth: number): FileChild[] {
    switch (block.type) {
      case 'paragraph':
        return [new Paragraph({ indent: indentOf(depth), children: this.#runs(block.inside) })]
      case 'heading':
        return [new Paragraph({ keepNext: true, indent: indentOf(depth), children: this.#runs(block.inside, { bold: true }) })]
      case 'code':
        return block.text
          .split('\n')
          .map((text) => new Paragraph({ indent: indentOf(depth), children: this.#runs([{ type: 'code', text }]) }))
      case 'quote':
        return block.inside.flatMap((one) => this.#block(one, depth + 1))
      case 'rule':
        return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: 'BBBBBB' } } })]
      case 'list':
        return this.#list(block, depth)
      case 'table':
        return [
          this.#grid(
            block.header.map((inside) => inside.map((inline) => ('text' in inline ? inline.text : '')).join('')),
            block.rows.map((cells) => ({ anchor: null, cells: cells.map((inside) => [inside]) })),
          ),
          gap(),
        ]
    }
  }

  #list({ ordered, start, items }: Extract<Block, { type: 'list' }>, depth: number): FileChild[] {
    const level = Math.min(depth, 5)
    const reference = `list-${this.numbering.length}`
    const left = mm(6 * (level + 1))
    const levels = Array.from({ length: 9 }, (_, index) => ({
      level: index,
      format: ordered ? LevelFormat.DECIMAL : LevelFormat.BULLET,
      text: ordered ? `%${index + 1}.` : '•',
      start: ordered && index === level ? start : 1,
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: index === level ? left : mm(6 * (index + 1)), hanging: mm(5) } } },
    }))
    this.numbering.push({ reference, levels })
    return items.flatMap(({ checked, inside }) => {
      const [first, ...rest] = inside
      const box = checked === null ? [] : [{ type: 'text' as const, text: checked ? '☑ ' : '☐ ' }]
      const lead = first?.type === 'paragraph' || first?.type === 'heading' ? first.inside : []
      const others = first?.type === 'paragraph' || first?.type === 'heading' || first === undefined ? rest : inside
      return [
        new Paragraph({ numbering: { reference, level }, spacing: { after: 40 }, children: this.#runs([...box, ...lead]) }),
        ...others.flatMap((one) => this.#block(one, depth + 1)),
      ]
    })
  }

  #runs(inlines: readonly Inline[], look: IRunOptions = {}): ParagraphChild[] {
    return inlines.flatMap((inline): ParagraphChild[] => {
      switch (inline.type) {
        case 'text':
          return [new TextRun({ ...look, text: plainText(inline.text).replace(/\s+/g, ' ') })]
        case 'code':
          return [new TextRun({ ...look, font: 'Consolas', text: plainText(inline.text) })]
        case 'break':
          return [new TextRun({ ...look, break: 1 })]
        case 'strong':
          return this.#runs(inline.inside, { ...look, bold: true })
        case 'em':
          return this.#runs(inline.inside, { ...look, italics: true })
        case 'del':
          return this.#runs(inline.inside, { ...look, strike: true })
        case 'added':
          return this.#runs(inline.inside, { ...look, underline: { type: 'double' }, color: '1F6B3F' })
        case 'removed':
          return this.#runs(inline.inside, { ...look, strike: true, color: '9C2B1F' })
        case 'link':
          return [
            new ExternalHyperlink({
              link: inline.href,
              children: this.#runs(inline.inside.length === 0 ? [{ type: 'text', text: inline.href }] : inline.inside, {
                ...look,
                color: '334DA9',
                underline: {},
              }),
            }),
          ]
        case 'reference': {
          const anchor = this.#bookmarks.get(inline.anchor)
          const run = new TextRun({ ...look, ...(anchor === undefined ? {} : { color: '334DA9' }), text: plainText(inline.text) })
          return anchor === undefined ? [run] : [new InternalHyperlink({ anchor, children: [run] })]
        }
      }
    })
  }
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const rule = { style: BorderStyle.SINGLE, size: 4, color: 'C8C7C4' }
const plain = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }
const ruled = { ...plain, bottom: rule, insideHorizontal: rule }

function cell(children: Paragraph[], width?: number): TableCell {
  return new TableCell({
    children,
    margins: { top: 40, bottom: 40, left: 0, right: 120 },
    ...(width === undefined ? {} : { width: { size: width, type: WidthType.DXA } }),
  })
}

/** Word joins tables that follow each other. */
function gap(): Paragraph {
  return new Paragraph({ spacing: { after: 60 }, children: [] })
}

function small(children: ParagraphChild[]): Paragraph {
  return new Paragraph({ children, style: 'Normal', spacing: { after: 0 } })
}

function indentOf(depth: number) {
  return depth === 0 ? {} : { left: mm(6 * (depth + 1)) }
}

/** A drawing at a size that can be read: a large one in the parts that fit on a page. */
function picturesOf(picture: Picture): Paragraph[] {
  const svg = picture.draw().replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" color="#1c1f25" ')
  // Word would print the night's colours.
  const day = svg.replace(/@media \(prefers-color-scheme:dark\)\{(?:[^{}]*\{[^{}]*\})*\}/, '')
  const parts = picture.size === 'small' ? [boundsOf(day)] : picture.pages()
  return parts.map((part, index) => {
    const scale = picture.size === 'small' ? Math.min(0.2, textWidth / part.width) : Math.min(0.24, 246 / part.width, 145 / part.height)
    const shown = day.replace(
      /viewBox="[^"]*" width="[^"]*" height="[^"]*"/,
      `viewBox="${part.x} ${part.y} ${part.width} ${part.height}" width="${part.width}" height="${part.height}"`,
    )
    const alt = parts.length < 2 ? picture.alt : `${picture.alt}, part ${index + 1} of ${parts.length}`
    return new Paragraph({
      keepLines: true,
      children: [
        new ImageRun({
          type: 'svg',
          data: new TextEncoder().encode(shown),
          fallback: { type: 'png', data: nothing },
          transformation: { width: pixels(part.width * scale), height: pixels(part.height * scale) },
          altText: { name: picture.id, title: plainText(picture.alt), description: plainText(alt) },
        }),
      ],
    })
  })
}

/** Millimetres as pixels of Word, 96 to the inch. */
function pixels(value: number): number {
  return Math.max(1, Math.round((value / 25.4) * 96))
}

function boundsOf(svg: string): PicturePage {
  const [x = 0, y = 0, width = 1, height = 1] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)
  return { x, y, width, height }
}

function anchorsOf({ sections }: Document): string[] {
  const visit = (part: Part): string[] => {
    if (part.type === 'card') return [part.anchor, ...part.inside.flatMap(visit)]
    if (part.type === 'title') return part.anchor === null ? [] : [part.anchor]
    return part.type === 'grid' ? part.rows.flatMap(({ anchor }) => anchor ?? []) : []
  }
  return sections.flatMap(({ id, inside }) => [id, ...inside.flatMap(visit)])
}
