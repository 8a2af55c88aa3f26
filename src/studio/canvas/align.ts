import type { Box } from '../../workflow/drawing/box.ts'
import type { Uid } from '../../workflow/name.ts'

export type Alignment = 'left' | 'centre' | 'top' | 'middle'

/** Absolute places of the boxes when aligned to the first of them in reading order. */
export function alignBoxes(boxes: readonly Box[], alignment: Alignment): Map<Uid, { x: number; y: number }> {
  const across = alignment === 'left' || alignment === 'centre'
  const [anchor] = boxes.toSorted((a, b) => (across ? a.y - b.y : a.x - b.x))
  if (!anchor) return new Map()
  return new Map(
    boxes.map((box) => {
      switch (alignment) {
        case 'left':
          return [box.uid, { x: anchor.x, y: box.y }]
        case 'centre':
          return [box.uid, { x: anchor.x + (anchor.width - box.width) / 2, y: box.y }]
        case 'top':
          return [box.uid, { x: box.x, y: anchor.y }]
        case 'middle':
          return [box.uid, { x: box.x, y: anchor.y + (anchor.height - box.height) / 2 }]
      }
    }),
  )
}
