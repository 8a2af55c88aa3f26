import { useMemo } from 'react'
import { unite } from '../../workflow/drawing/box.ts'
import { roundedPath } from '../../workflow/drawing/path.ts'
import { routesOf } from '../../workflow/drawing/route.ts'
import type { Draft } from '../../workflow/draft.ts'
import styles from './miniature.module.css'

/** A small picture of a workflow: its blocks by kind, its ways. It shows the shape, not the words. */
export function Miniature({ draft }: { readonly draft: Draft }) {
  const { boxes, edges, around } = useMemo(() => pictureOf(draft), [draft])
  if (!around) return <div className={styles.blank} />
  const margin = Math.max(24, around.width * 0.03)
  const view = `${around.x - margin} ${around.y - margin} ${around.width + 2 * margin} ${around.height + 2 * margin}`
  // Lines are as thick on every picture, however large the drawing is.
  const hair = Math.max(around.width / 300, around.height / 150) * 1.1
  return (
    <svg viewBox={view} preserveAspectRatio="xMidYMid meet" className={styles.miniature} aria-hidden="true">
      {boxes
        .filter(({ kind }) => kind === 'compound' || kind === 'parallel')
        .map((box) => (
          <rect
            key={box.uid}
            x={box.x}
            y={box.y}
            width={box.width}
            height={box.height}
            rx={hair * 5}
            className={styles.frame}
            strokeWidth={hair}
          />
        ))}
      {edges.map(({ id, path, flow }) => (
        <path key={id} d={path} className={styles.way} data-flow={flow} strokeWidth={hair * 1.3} />
      ))}
      {boxes
        .filter(({ kind }) => kind !== 'compound' && kind !== 'parallel')
        .map((box) => (
          <rect
            key={box.uid}
            x={box.x}
            y={box.y}
            width={box.width}
            height={box.height}
            rx={box.kind === 'final' ? box.height / 2 : hair * 4}
            style={{ fill: `var(--color-kind-${box.kind})` }}
          />
        ))}
    </svg>
  )
}

function pictureOf(draft: Draft) {
  const routes = routesOf(draft)
  const boxes = [...routes.boxes.values()]
  const edges = [...routes.edges.values()].map(({ edge, points }) => ({
    id: edge.id,
    path: roundedPath(points, 10),
    flow: draft.transitions[edge.transition]?.flow,
  }))
  return { boxes, edges, around: unite(boxes) }
}
