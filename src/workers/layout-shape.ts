import type { ElkNode } from 'elkjs/lib/elk-api'
import { boxesOf, overlaps, unite, type Box, type Rect } from '../workflow/drawing/box.ts'
import type { Draft } from '../workflow/draft.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Uid } from '../workflow/name.ts'
import { simplified, toElkGraph, toPlacements, type LayoutOptions, type Shape } from './layout-graph.ts'

/** Where a drawing is shown: pixels that are free for it. */
export type Stage = { readonly width: number; readonly height: number }

/** The canvas of a window of 1440 × 900 with both panels open, less what stands on it. */
export const usualStage: Stage = { width: 794, height: 736 }

/** Wrapping takes several times as long as laying out in one line; beyond so many states folding has to do. */
const mostWrapped = 60
/** Free between the rows of a folded drawing, for the edges that go from one to the next. */
const rowGap = 96

/**
 * Places in the shape in which the drawing is largest on its stage: to the right, down, wrapped, or folded into rows. Shapes are compared as they will be
 * drawn, with what is pinned in its place. Of two that are as large the one that reads to the right is taken.
 * Throws what the library threw where it lays out none of them.
 */
export async function largestLayout(
  draft: Draft,
  layOut: (graph: ElkNode) => Promise<ElkNode>,
  options: LayoutOptions = {},
  stage = usualStage,
): Promise<Record<Uid, Placement>> {
  const isSimplified = simplified(draft) !== null
  const small = Object.keys(draft.states).length <= mostWrapped
  // Where the budget had to leave ways out, one shape is enough work; it is folded all the same.
  const shapes: Shape[] = isSimplified ? ['right'] : small ? ['right', 'down', 'wrapped'] : ['right', 'down']
  const found: Record<Uid, Placement>[] = []
  let fault: unknown = null
  for (const shape of shapes) {
    const answer = await layOut(toElkGraph(draft, shape)).catch((error: unknown) => {
      // The library throws at some graphs in one shape, mostly wrapped, and lays them out in the others.
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      fault = error
    })
    if (!answer) continue
    found.push(toPlacements(draft, answer, options))
    if (shape === 'right' && options.only === undefined && !Object.values(draft.layout).some(({ pinned }) => pinned))
      found.push(fold(draft, found[0] ?? {}, stage))
  }
  if (found.length === 0 && fault !== null) throw fault
  const fits = found.map((layout) => fitOf({ ...draft, layout }, stage))
  const best = fits.reduce((most, fit, index) => (fit > (fits[most] ?? 0) * 1.02 ? index : most), 0)
  return found[best] ?? {}
}

/** The zoom at which the whole drawing is seen on the stage, at most 1. */
export function fitOf(draft: Draft, { width, height }: Stage = usualStage): number {
  const all = unite([...boxesOf(draft).values()])
  return all ? Math.min(1, width / all.width, height / all.height) : 1
}

/** Whether a drawing that can be read as it is would be shown smaller. One with states on top of each other is tidied at any size. */
export function isWorse(before: Draft, after: Draft): boolean {
  const boxes = [...boxesOf(before).values()]
  const covered = boxes.some((a, index) => boxes.slice(index + 1).some((b) => a.parent === b.parent && overlaps(a, b)))
  return !covered && Object.keys(before.layout).length > 0 && fitOf(after) < fitOf(before) * 0.98
}

/** A drawing in one line as rows under each other, cut where no state stands, in the number of rows that shows it largest. */
function fold(draft: Draft, layout: Record<Uid, Placement>, stage: Stage): Record<Uid, Placement> {
  const boxes = [...boxesOf({ ...draft, layout }).values()].filter(({ depth }) => depth === 0).sort((a, b) => a.x - b.x)
  const columns = columnsOf(boxes)
  const widest = Math.max(0, ...columns.map(({ rect }) => rect.width))
  const total = columns.reduce((sum, { rect }) => sum + rect.width + rowGap, 0)
  let best = layout
  for (let rows = 2; rows <= 16 && total / rows >= widest; rows++) {
    const folded = { ...layout, ...inRows(columns, layout, total / rows) }
    if (fitOf({ ...draft, layout: folded }, stage) > fitOf({ ...draft, layout: best }, stage)) best = folded
  }
  return best
}

type Column = { readonly boxes: readonly Box[]; readonly rect: Rect }

/** States that overlap in x stay together. */
function columnsOf(boxes: readonly Box[]): Column[] {
  const result: { boxes: Box[]; rect: Rect }[] = []
  for (const box of boxes) {
    const last = result.at(-1)
    if (last && box.x < last.rect.x + last.rect.width) {
      last.boxes.push(box)
      last.rect = unite([last.rect, box]) ?? last.rect
    } else result.push({ boxes: [box], rect: box })
  }
  return result
}

/** The columns in rows no wider than the width, with their distances kept. */
function inRows(columns: readonly Column[], layout: Readonly<Record<Uid, Placement>>, width: number): Record<Uid, Placement> {
  const rows: Column[][] = []
  for (const column of columns) {
    const [row] = rows.slice(-1)
    if (row?.[0] && column.rect.x + column.rect.width - row[0].rect.x <= width) row.push(column)
    else rows.push([column])
  }
  const result: Record<Uid, Placement> = {}
  let top = 0
  for (const row of rows) {
    const area = unite(row.map(({ rect }) => rect))
    if (!area) continue
    for (const { uid } of row.flatMap(({ boxes }) => boxes)) {
      const old = layout[uid]
      if (old) result[uid] = { ...old, x: old.x - Math.round(area.x), y: old.y - Math.round(area.y) + top }
    }
    top += Math.ceil(area.height) + rowGap
  }
  return result
}
