import { formatDuration } from '../words/duration.ts'
import type { Box } from '../workflow/drawing/box.ts'
import { sayWeekly } from '../revisions/say.ts'
import { parseDuration } from '../workflow/duration.ts'
import type { State } from '../workflow/state.ts'
import { titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { escapeXml } from './escape.ts'
import { changePaths, clockGlyph, kindGlyphs } from './svg-glyph.ts'
import type { Ink } from './svg-palette.ts'
import { fitText, glyphElement, px, textElement, wrapText } from './svg-text.ts'

/** How a part differs between two versions. */
export type DrawnChange = keyof typeof changePaths

/** One state: a card, a frame or a point, with its glyph, words and mark of difference. */
export function drawState(workflow: Workflow, state: State, box: Box, change: DrawnChange | undefined, parallelRegion: boolean): string {
  const inside =
    box.kind === 'compound' || box.kind === 'parallel'
      ? drawFrame(state, box, parallelRegion)
      : box.kind === 'history'
        ? drawReturn(box)
        : drawCard(workflow, state, box)
  const mark = change ? drawMark(box, change) : ''
  return `<g class="state${change ? ` is-${change}` : ''}" data-uid="${escapeXml(state.uid)}"><title>${escapeXml(titleOf(state))}</title>${inside}${mark}</g>`
}

function drawFrame(state: State, box: Box, region: boolean): string {
  const title = fitText(titleOf(state), box.width - 60, 13)
  return `${rect(box, `frame fill-frame line-line${region ? ' region' : ''}`, 6)}${glyphElement(kindGlyphs[box.kind], box.x + 12, box.y + 10, box.kind, 0.875)}${textElement(title, box.x + 34, box.y + 22, 'title fill-text')}`
}

function drawReturn(box: Box): string {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  return `<circle class="card fill-card line-history" cx="${px(x)}" cy="${px(y)}" r="${px(box.width / 2 - 2)}"/>${glyphElement(kindGlyphs.history, x - 8, y - 8, 'history')}`
}

function drawCard(workflow: Workflow, state: State, box: Box): string {
  const ink = inkOf(state, box.kind)
  const banded = state.step !== null
  const [textAt, width] = banded ? [36, box.width - 46] : box.kind === 'decision' ? [46, box.width - 66] : [42, box.width - 58]
  const titles = wrapText(titleOf(state), width, 14, 2)
  const facts = factsOf(workflow, state, box.height >= 80 ? 2 : titles.length === 1 ? 1 : 0)
  const height = titles.length * 16 + facts.length * 17 + (facts.length > 0 ? 2 : 0)
  let y = box.y + (box.height - height) / 2 + 12.5
  const glyph = glyphElement(
    kindGlyphs[box.kind],
    box.x + (banded ? 6 : textAt - 24),
    banded ? box.y + 10 : box.y + box.height / 2 - 8,
    ink,
  )
  const parts = [shapeOf(box, ink, banded), glyph]
  const x = box.x + textAt
  for (const line of titles) {
    parts.push(textElement(line, x, y, 'title fill-text'))
    y += 16
  }
  y += 2.5
  for (const { text, clock } of facts) {
    if (clock) parts.push(glyphElement(clockGlyph, x, y - 10.5, 'muted'))
    parts.push(textElement(fitText(text, width - (clock ? 16 : 0), 13), x + (clock ? 16 : 0), y, 'fact fill-muted'))
    y += 17
  }
  return parts.join('')
}

/** An end that restricts somebody has a hue of its own. */
function inkOf({ disposition }: State, kind: Box['kind']): Ink {
  return kind === 'final' && disposition?.restrictive ? 'failure' : kind
}

/** A card with a tinted band, a decision with pointed ends, an end with a double line. */
function shapeOf(box: Box, ink: Ink, banded: boolean): string {
  const { x, y, width, height } = box
  if (box.kind === 'decision') {
    const [tip, middle] = [16, y + height / 2]
    return `<path class="card fill-card line-line" stroke-linejoin="round" d="M${px(x)} ${px(middle)}L${px(x + tip)} ${px(y)}H${px(x + width - tip)}L${px(x + width)} ${px(middle)}L${px(x + width - tip)} ${px(y + height)}H${px(x + tip)}Z"/>`
  }
  if (box.kind === 'final')
    return `${rect(box, `card fill-card line-${ink}`, 28)}${rect({ x: x + 3, y: y + 3, width: width - 6, height: height - 6 }, `card inner line-${ink}`, 25)}`
  if (!banded) return rect(box, 'card fill-card line-line', 24)
  const band = `<path class="band fill-${ink}" d="M${px(x + 28)} ${px(y + 0.5)}V${px(y + height - 0.5)}H${px(x + 4)}a3.5 3.5 0 0 1 -3.5 -3.5V${px(y + 4)}a3.5 3.5 0 0 1 3.5 -3.5Z"/>`
  return `${rect(box, 'card fill-card line-line', 4)}${band}`
}

type Fact = { readonly text: string; readonly clock: boolean }

/** Who does it and by when; for an end, what it means. The more important first. */
function factsOf(workflow: Workflow, { step, disposition }: State, room: number): Fact[] {
  const facts: Fact[] = []
  if (step?.kind === 'review')
    facts.push({ text: step.pools.map((id) => workflow.pools[id]?.title ?? id).join(' or ') || 'No pool', clock: false })
  if (step?.kind === 'automatic') facts.push({ text: 'System', clock: false })
  if (step?.kind === 'batch')
    facts.push({
      text: [step.size ? `${step.size} cases` : '', step.age ? say(step.age) : '', step.at ? sayWeekly(step.at) : '']
        .filter((part) => part !== '')
        .join(' or '),
      clock: false,
    })
  if (step?.target) facts.push({ text: `within ${say(step.target)}`, clock: true })
  if (disposition?.restrictive)
    facts.push({ text: disposition.notice ? `Notice: ${disposition.notice}` : 'Restricts somebody', clock: false })
  return facts.filter(({ text }) => text !== '').slice(0, room)
}

function drawMark(box: Box, change: DrawnChange): string {
  const [x, y] = [box.x + box.width - 4, box.y + 4]
  return `${rect({ x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6 }, `mark ${change} line-${change}`, 8)}<circle class="fill-card line-${change}" stroke-width="1.5" cx="${px(x)}" cy="${px(y)}" r="9"/>${glyphElement(changePaths[change], x - 6, y - 6, change)}`
}

function rect({ x, y, width, height }: { x: number; y: number; width: number; height: number }, kind: string, radius: number): string {
  return `<rect class="${kind}" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}" rx="${radius}"/>`
}

function say(duration: string): string {
  return formatDuration(parseDuration(duration))
}
