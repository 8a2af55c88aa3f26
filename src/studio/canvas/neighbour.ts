import type { Box } from '../../workflow/drawing/box.ts'
import type { Uid } from '../../workflow/name.ts'

/**
 * The state that an arrow key leads to: of those that lie that way the nearest, what is aside counting double; frames are not gone to from what they hold.
 * Without a state to go from, the one at the top left.
 */
export function neighbourOf(from: Uid | null, [across, down]: readonly [number, number], boxes: readonly Box[]): Uid | null {
  const leaves = boxes.filter(({ kind }) => kind !== 'compound' && kind !== 'parallel')
  const start = boxes.find(({ uid }) => uid === from)
  if (!start) return leaves.toSorted((a, b) => a.x + a.y - b.x - b.y)[0]?.uid ?? null
  let best: { readonly uid: Uid; readonly far: number } | null = null
  for (const box of leaves) {
    const [dx, dy] = [middle(box).x - middle(start).x, middle(box).y - middle(start).y]
    const [along, aside] = [dx * across + dy * down, Math.abs(dx * down) + Math.abs(dy * across)]
    const far = along + aside * 2
    if (box.uid !== from && along > 4 && aside <= along * 3 && (!best || far < best.far)) best = { uid: box.uid, far }
  }
  return best?.uid ?? null
}

function middle({ x, y, width, height }: Box) {
  return { x: x + width / 2, y: y + height / 2 }
}
