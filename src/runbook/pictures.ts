import { toMermaid } from '../exchange/out/mermaid.ts'
import { drawAround, type Neighbour, type Surroundings } from '../exchange/svg-around.ts'
import { drawSvg } from '../exchange/svg.ts'
import { boxesOf, type Rect } from '../workflow/drawing/box.ts'
import { kindOf } from '../workflow/drawing/kind.ts'
import { wordsOf } from '../workflow/drawing/words.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Transition } from '../workflow/transition.ts'
import { documentOrder, stateOf, titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import { count } from '../revisions/say.ts'
import { sayList } from '../words/list.ts'
import type { Picture, PicturePage } from './document.ts'
import { anchorOf, waysInto, waysOutOf } from './ways.ts'

/** What of a drawing fits on a landscape page of A4 or Letter, in its pixels: at 0.19 mm to the pixel its smallest letters (11.5) are 6.2 pt. */
const page = { width: 1290, height: 760 }

/** The map of the whole workflow. */
export function mapOf(workflow: Workflow, layout: Readonly<Record<string, Placement>>): Picture {
  const title = `Map of ${workflow.header.workflow.title}`
  let drawn: string | null = null
  const draw = () => (drawn ??= drawSvg(workflow, layout, { standalone: false, title }))
  return {
    type: 'picture',
    id: 'gemba-map',
    alt: title,
    size: 'large',
    draw,
    pages: () => {
      const boxes = [...boxesOf({ ...workflow, layout }).values()].filter(({ kind }) => kind !== 'compound' && kind !== 'parallel')
      return cutIntoPages(boundsOf(draw()), boxes)
    },
    mermaid: () =>
      toMermaid(workflow)
        .text.split('\n')
        .filter((line) => !line.startsWith('%%'))
        .join('\n')
        .trim(),
  }
}

function boundsOf(svg: string): Rect {
  const [x = 0, y = 0, width = 0, height = 0] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)
  return { x, y, width, height }
}

/**
 * The pages of a drawing: rows of strips, each cut where no card is if that can be, else so that the next page begins before the card that was cut. What has no card is left out. Every
 * card that is no larger than a page is whole on one of them.
 */
export function cutIntoPages(bounds: Rect, cards: readonly Rect[]): PicturePage[] {
  const within = (from: number, to: number, low: number, high: number) => low < to && high > from
  const rows = cutLine(
    bounds.y,
    bounds.height,
    page.height,
    cards.map(({ y, height }) => [y, y + height] as const),
  )
  return rows.flatMap(([top, bottom]) => {
    const inRow = cards.filter(({ y, height }) => within(top, bottom, y, y + height))
    const columns = cutLine(
      bounds.x,
      bounds.width,
      page.width,
      inRow.map(({ x, width }) => [x, x + width] as const),
    )
    return columns
      .filter(([left, right]) => inRow.some(({ x, width }) => within(left, right, x, x + width)))
      .map(([left, right]) => ({ x: left, y: top, width: right - left, height: bottom - top }))
  })
}

/** Before a card its page shows so much of the arrow that comes to it. */
const lead = 16

function cutLine(start: number, length: number, room: number, spans: readonly (readonly [number, number])[]): [number, number][] {
  const end = start + length
  const result: [number, number][] = []
  for (let at = start; ;) {
    if (end - at <= room) return [...result, [at, end]]
    const cut = at + room
    const beforeAll = (place: number) =>
      Math.min(place, ...spans.filter(([low, high]) => low < place && high > place && high - low + lead <= room).map(([low]) => low - lead))
    // Where no card is cut at all; else all up to the edge is shown, and what was cut there comes again.
    let clear = cut
    for (let better = beforeAll(clear); better < clear; better = beforeAll(clear)) clear = better
    const isClear = clear > at + room / 3
    result.push([at, isClear ? clear : cut])
    const next = isClear ? clear : beforeAll(cut)
    at = next > at ? next : cut
  }
}

/** Where steps stand: with what leads to them and where they lead. */
export function aroundOf(workflow: Workflow, anchors: readonly string[]): Picture {
  const states = documentOrder(workflow).filter((state) => anchors.includes(anchorOf(workflow, state) ?? ''))
  const own = new Set(states.map(({ uid }) => uid))
  const [from, to] = [new Map<string, Transition[]>(), new Map<string, Transition[]>()]
  const add = (side: Map<string, Transition[]>, uid: string, way: Transition) => {
    const ways = side.get(uid) ?? []
    if (!ways.includes(way)) side.set(uid, [...ways, way])
  }
  let begins = false
  for (const state of states) {
    const into = waysInto(workflow, state)
    begins ||= into.begins
    for (const way of into.ways) if (!own.has(way.source)) add(from, way.source, way)
    for (const way of waysOutOf(workflow, state)) for (const target of way.targets) if (!own.has(target)) add(to, target, way)
  }
  const neighbour = ([uid, ways]: readonly [string, readonly Transition[]]): Neighbour => {
    const state = stateOf(workflow, uid)
    return {
      title: state ? titleOf(state) : uid,
      kind: state ? kindOf(state, workflow) : 'rest',
      labels: ways.map((way) => labelOf(workflow, way)).filter((label) => label !== ''),
      flow: ways.every(({ flow }) => flow === ways[0]?.flow) ? (ways[0]?.flow ?? 'normal') : 'normal',
    }
  }
  const around: Surroundings = {
    here: states.map((state) => ({ title: titleOf(state), kind: kindOf(state, workflow) })),
    from: [...(begins ? [{ title: 'New cases', kind: 'rest', labels: [], flow: 'normal' } as const] : []), ...[...from].map(neighbour)],
    to: [...to].map(neighbour),
  }
  const alt = sayAround(around)
  return {
    type: 'picture',
    id: `around-${states[0]?.uid ?? 'nothing'}`,
    alt,
    size: 'small',
    draw: () => drawAround(around, alt, false),
    pages: () => [],
    mermaid: null,
  }
}

function labelOf(workflow: Workflow, way: Transition): string {
  const { trigger, guard, clock } = wordsOf(way, workflow)
  return [clock ? `after ${trigger}` : trigger, guard === '' ? '' : `if ${guard}`].filter((part) => part !== '').join(', ')
}

function sayAround({ here, from, to }: Surroundings): string {
  const names = (all: readonly { readonly title: string }[], none: string) =>
    all.length === 0 ? none : all.length > 6 ? count(all.length, 'place') : sayList(all.map(({ title }) => title))
  return `Where you are: ${names(here, 'nowhere')}. Cases come from ${names(from, 'nowhere')} and go to ${names(to, 'nowhere')}.`
}
