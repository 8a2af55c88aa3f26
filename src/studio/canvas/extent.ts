import { unite, type Rect } from '../../workflow/drawing/box.ts'
import { wordsOf } from '../../workflow/drawing/words.ts'
import { fontsAt, zoomStep } from './detail.ts'
import { labelsOf, tagsUnder, type ProjectionInput } from './project.ts'
import type { Routes } from '../../workflow/drawing/route.ts'

/** Placing the words of more ways than this for every zoom that is tried would take too long; so many are seen from far away, where none has words. */
const mostWorded = 200

/** What the whole drawing takes up at a zoom, in its own pixels: states, the ways between them, and their words, which are larger there the farther it is away. */
export function extentAt(input: Pick<ProjectionInput, 'draft' | 'layer' | 'problems'>, routes: Routes, zoom: number): Rect | null {
  const { boxes, edges } = routes
  const points = [...edges.values()].flatMap((route) => route.points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })))
  if (edges.size > mostWorded) return unite([...boxes.values(), ...points])
  const font = fontsAt(zoomStep(zoom)).label
  const labels = labelsOf({ ...input, font }, routes, (transition) => wordsOf(transition, input.draft))
  const tags = input.layer ? tagsUnder(routes, input.layer, font) : []
  return unite([...boxes.values(), ...points, ...labels.values(), ...tags])
}
