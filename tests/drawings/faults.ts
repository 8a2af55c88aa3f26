import { fontsAt, zoomStep } from '../../src/studio/canvas/detail.ts'
import { createProjector } from '../../src/studio/canvas/project.ts'
import { layoutDraft } from '../../src/workers/layout.node.ts'
import { isWorse } from '../../src/workers/layout-shape.ts'
import type { Draft } from '../../src/workflow/draft.ts'
import { boxesOf, overlaps, type Rect } from '../../src/workflow/drawing/box.ts'
import { segmentsOf } from '../../src/workflow/drawing/path.ts'
import { wordsOf } from '../../src/workflow/drawing/words.ts'
import { childrenOf } from '../../src/workflow/tree.ts'
import { generateWorkflow } from '../generate/workflow.ts'

/** Zooms at which a drawing is looked at. */
export const zooms = [1, 0.6, 0.42, 0.3, 0.25]

/** Least size of a card, pixels at zoom 1. */
const leastCard = { width: 176, height: 60 }

/** What is wrong with a drawing at a zoom: measured on the boxes as drawn, without asking those who placed them. */
export function faultsAt(draft: Draft, zoom: number): string[] {
  const font = fontsAt(zoomStep(zoom)).label
  const { edges, routes } = createProjector()({ draft, layer: null, selection: new Set(), problems: new Map(), editable: true, font })
  const cards = [...routes.boxes.values()].filter(({ kind }) => kind !== 'compound' && kind !== 'parallel')
  const pills = edges.flatMap(({ id, data }) => (data?.label ? [{ id, ...data.label }] : []))
  const said = edges.filter(({ data }) => {
    const words = data && wordsOf(data.transition, draft)
    return words && (words.trigger !== '' || words.guard !== '')
  })
  const inPills = pills.reduce((sum, { full }) => sum + full.split('\n').length, 0)
  const inside = ({ x, y, width, height }: Rect): Rect => ({ x: x + 1, y: y + 1, width: width - 2, height: height - 2 })
  return [
    ...(font * zoom >= 10 ? [] : [`letters of ${font * zoom} px`]),
    ...(inPills === said.length ? [] : [`${said.length} ways with words, ${inPills} in pills`]),
    ...cards
      .filter(({ kind, width, height }) => kind !== 'history' && (width < leastCard.width || height < leastCard.height))
      .map(({ uid, width, height }) => `card ${uid} of ${width} × ${height}`),
    ...pills.flatMap((a) => pills.filter((b) => a.id < b.id && overlaps(a, b)).map((b) => `${a.id} on ${b.id}`)),
    ...pills.flatMap((pill) => cards.filter((card) => overlaps(pill, card)).map(({ uid }) => `${pill.id} on card ${uid}`)),
    ...edges.flatMap(({ id, data }) =>
      segmentsOf(data?.route.points ?? []).flatMap(({ horizontal, at, low, high }) => {
        const line = horizontal ? { x: low, y: at, width: high - low, height: 0.01 } : { x: at, y: low, width: 0.01, height: high - low }
        return cards.filter((card) => overlaps(inside(card), line)).map(({ uid }) => `${id} through ${uid}`)
      }),
    ),
  ]
}

/** The zoom at which all of a drawing is seen in a window of 794 × 736 pixels, counted on its boxes. */
function zoomOf(draft: Draft): number {
  const boxes = [...boxesOf(draft).values()]
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))]
  const [right, bottom] = [Math.max(...boxes.map(({ x, width }) => x + width)), Math.max(...boxes.map(({ y, height }) => y + height))]
  return Math.min(1, 794 / (right - left), 736 / (bottom - top))
}

/** A chart as somebody might have put it: what each container holds in rows, so that nothing lies on anything. */
function inRows(draft: Draft): Draft {
  const layout: Record<string, Draft['layout'][string]> = {}
  const place = (parent: string) => {
    const children = childrenOf(draft, parent)
    for (const child of children) place(child.uid)
    const sizes = boxesOf({ ...draft, layout })
    const across = Math.ceil(Math.sqrt(children.length))
    const [wide, high] = [
      Math.max(...children.map(({ uid }) => sizes.get(uid)?.width ?? 0)) + 60,
      Math.max(...children.map(({ uid }) => sizes.get(uid)?.height ?? 0)) + 60,
    ]
    children.forEach(({ uid }, index) => {
      layout[uid] = { uid, x: 44 + (index % across) * wide, y: 48 + Math.floor(index / across) * high }
    })
  }
  place(draft.header.workflow.root)
  return { ...draft, layout }
}

/** Chart of a number, with eight states or more; the most goes round, so that few charts hold small, usual and large ones. */
function chartOf(number: number): Draft {
  let state = (number + 1) * 2654435761
  for (;;) {
    const tape = Array.from({ length: 600 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * 1_000_000)
    })
    const chart = generateWorkflow(tape, { states: [14, 24, 40][number % 3] ?? 14 })
    if (Object.keys(chart.states).length > 8) return { ...chart, layout: {} }
  }
}

/**
 * What is wrong with the chart of a number once it is laid out, at every zoom; and with Tidy where somebody had put it otherwise: it may not be shown
 * smaller afterwards.
 */
export async function chartFaults(number: number): Promise<{ readonly states: number; readonly ways: number; readonly faults: string[] }> {
  const chart = chartOf(number)
  const placements = await layoutDraft(chart)
  const laidOut = { ...chart, layout: placements }
  const faults = zooms.flatMap((zoom) => faultsAt(laidOut, zoom).map((fault) => `at ${zoom}: ${fault}`))
  for (const [before, how] of [
    [inRows(chart), 'rows'],
    [laidOut, 'its own layout'],
  ] as const) {
    const tidied = { ...chart, layout: { ...before.layout, ...(before === laidOut ? await layoutDraft(before) : placements) } }
    const after = isWorse(before, tidied) ? before : tidied
    const [was, is] = [zoomOf(before), zoomOf(after)]
    if (is < was * 0.975) faults.push(`tidied from ${how}: ${was.toFixed(3)} became ${is.toFixed(3)}`)
  }
  return { states: Object.keys(chart.states).length, ways: Object.keys(chart.transitions).length, faults }
}
