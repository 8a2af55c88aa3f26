import type { Transition } from '../workflow/transition.ts'
import { fitText, glyphElement, px, wrapText } from './svg-text.ts'
import { kindGlyphs } from './svg-glyph.ts'
import { escapeXml } from './escape.ts'
import type { StateKind } from '../workflow/drawing/kind.ts'

/** A state of the drawing, with what is said on the way to or from it. */
export type Neighbour = {
  readonly title: string
  readonly kind: StateKind
  readonly labels: readonly string[]
  readonly flow: Transition['flow']
}

/** Where somebody is: the states in question, what leads to them, where they lead. */
export type Surroundings = {
  readonly here: readonly Pick<Neighbour, 'title' | 'kind'>[]
  readonly from: readonly Neighbour[]
  readonly to: readonly Neighbour[]
}

const card = { width: 184, height: 36, gap: 8 }
/** Between two columns: room for the words on the way. */
const lane = 168
const margin = 4
const most = 7

/**
 * The surroundings as SVG, in three columns: from, here, to. Colours are the text's own (`currentColor`), so that it fits light and dark and prints in grey; letters are 12 and 13 pixels
 * of a width of 908.
 */
export function drawAround({ here, from, to }: Surroundings, alt: string, standalone: boolean): string {
  const columns = [shorten(from), shortenHere(here), shorten(to)] as const
  const heightOf = (count: number) => count * (card.height + card.gap) - card.gap
  const inner = Math.max(...columns.map(({ length }) => heightOf(length)), card.height)
  const [width, height] = [3 * card.width + 2 * lane + 2 * margin + 12, inner + 2 * margin + 12]
  const top = (count: number) => margin + 6 + (inner - heightOf(count)) / 2
  const centre = (count: number, index: number) => top(count) + index * (card.height + card.gap) + card.height / 2
  const [x0, x1, x2] = [margin, margin + card.width + lane + 6, margin + 2 * card.width + 2 * lane + 12]
  const middle = margin + 6 + inner / 2
  const [before, now, after] = columns
  const frame = {
    x: x1 - 6,
    y: top(now.length) - 6,
    width: card.width + 12,
    height: heightOf(now.length) + 12,
  }
  return [
    `<svg${standalone ? ' xmlns="http://www.w3.org/2000/svg" color="#1c1f25"' : ''} class="around" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" aria-label="${escapeXml(alt)}" font-family="'Source Sans 3','Segoe UI','Helvetica Neue',Arial,'Liberation Sans',sans-serif" fill="currentColor">`,
    `<rect x="${px(frame.x)}" y="${px(frame.y)}" width="${px(frame.width)}" height="${px(frame.height)}" rx="7" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
    ...before.flatMap((one, index) => [
      box(one, x0, centre(before.length, index)),
      way(one, [x0 + card.width, centre(before.length, index)], [frame.x, middle], 'from'),
    ]),
    ...now.map((one, index) => box(one, x1, centre(now.length, index))),
    ...after.flatMap((one, index) => [
      box(one, x2, centre(after.length, index)),
      way(one, [frame.x + frame.width, middle], [x2, centre(after.length, index)], 'to'),
    ]),
    '</svg>',
  ].join('')
}

function shorten(all: readonly Neighbour[]): readonly Neighbour[] {
  if (all.length <= most) return all
  const rest = all.length - most + 1
  return [...all.slice(0, most - 1), { title: `and ${rest} more`, kind: 'rest', labels: [], flow: 'normal' }]
}

function shortenHere(all: Surroundings['here']): Surroundings['here'] {
  return all.length <= most ? all : [...all.slice(0, most - 1), { title: `and ${all.length - most + 1} more`, kind: 'rest' }]
}

function box({ title, kind }: Pick<Neighbour, 'title' | 'kind'>, x: number, middle: number): string {
  const lines = wrapText(title, card.width - 42, 13.5, 2)
  const first = middle + 4.5 - (lines.length - 1) * 8
  const texts = lines.map((text, index) => said(text, x + 32, first + index * 16, 13, 600))
  const shape = `<rect x="${px(x)}" y="${px(middle - card.height / 2)}" width="${card.width}" height="${card.height}" rx="${kind === 'final' || kind === 'rest' ? 20 : 4}" fill="none" stroke="currentColor" stroke-opacity=".55"/>`
  return `${shape}${glyphElement(kindGlyphs[kind], x + 10, middle - 7, 'plain', 0.9).replace('class="glyph line-plain"', 'fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"')}${texts.join('')}`
}

/** The words of a way stand on the side of the neighbour that they belong to. */
function way(
  { labels, flow }: Neighbour,
  [x, y]: readonly [number, number],
  [endX, endY]: readonly [number, number],
  side: 'from' | 'to',
): string {
  const bend = side === 'from' ? endX - 12 : x + 12
  const dash = { normal: '', escalation: ' stroke-dasharray="7 4"', failure: ' stroke-dasharray="2 3"' }[flow]
  const line = `<path d="M${px(x)} ${px(y)}H${px(bend)}V${px(endY)}H${px(endX - 6)}" fill="none" stroke="currentColor" stroke-opacity=".7" stroke-width="1.3"${dash}/>`
  const head = `<path d="M${px(endX - 8)} ${px(endY - 4)}L${px(endX - 1)} ${px(endY)}L${px(endX - 8)} ${px(endY + 4)}Z"/>`
  const [labelX, labelY] = side === 'from' ? [x + 6, y] : [bend + 8, endY]
  const [first, second, ...more] = labels
  const below = second === undefined ? '' : more.length === 0 ? second : `${second}, and ${more.length} more`
  const words = [
    first === undefined ? '' : said(fitText(first, lane - 34, 12.5), labelX, labelY - 5, 12, 400),
    below === '' ? '' : said(fitText(below, lane - 34, 12.5), labelX, labelY + 14, 12, 400),
  ]
  return `${line}${head}${words.join('')}`
}

function said(text: string, x: number, y: number, size: number, weight: number): string {
  return `<text x="${px(x)}" y="${px(y)}" font-size="${size}" font-weight="${weight}">${escapeXml(text)}</text>`
}
