import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'
import { classes } from './class-names.ts'
import styles from './split.module.css'
import { useRemembered } from './use-remembered.ts'

/**
 * Two regions with an edge between them that can be dragged, or moved with the arrow keys. One of them, `sized`, has the remembered size in pixels; the other
 * takes the rest. Double click, or Enter on the edge, brings the first size back. With `open` false the sized one and the edge are gone, and its size is kept.
 */
export function Split({
  id,
  label,
  direction = 'row',
  sized,
  initial,
  min,
  max,
  open = true,
  first,
  second,
}: {
  readonly id: string
  /** What the edge resizes: `Outline`. */
  readonly label: string
  readonly direction?: 'row' | 'column'
  readonly sized: 'first' | 'second'
  readonly initial: number
  readonly min: number
  readonly max: number
  readonly open?: boolean
  readonly first: ReactNode
  readonly second: ReactNode
}) {
  const [kept, setSize] = useRemembered(`split.${id}`, initial)
  const drag = useRef<{ from: number; size: number } | null>(null)
  const clamp = (value: number) => Math.round(Math.min(max, Math.max(min, value)))
  const size = clamp(kept)
  const along = (event: PointerEvent) => (direction === 'row' ? event.clientX : event.clientY)
  const sign = sized === 'first' ? 1 : -1

  const onKeyDown = (event: KeyboardEvent) => {
    const step = (event.shiftKey ? 48 : 8) * sign
    const moves: Record<string, number> =
      direction === 'row' ? { ArrowLeft: size - step, ArrowRight: size + step } : { ArrowUp: size - step, ArrowDown: size + step }
    const next = { ...moves, Home: min, End: max, Enter: initial }[event.key]
    if (next === undefined) return
    event.preventDefault()
    setSize(clamp(next))
  }
  const part = (which: 'first' | 'second', content: ReactNode) =>
    which === sized ? (
      open && (
        <div key={which} className={styles.sized} style={{ flexBasis: size }}>
          {content}
        </div>
      )
    ) : (
      <div key={which} className={styles.rest}>
        {content}
      </div>
    )
  return (
    <div className={classes(styles.split, styles[direction])}>
      {part('first', first)}
      {open && (
        <div
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a focusable separator is a widget (WAI-ARIA, Window Splitter), an hr is not
          role="separator"
          tabIndex={0}
          aria-label={`Size of ${label.toLowerCase()}`}
          aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
          aria-valuenow={size}
          aria-valuemin={min}
          aria-valuemax={max}
          className={styles.edge}
          onKeyDown={onKeyDown}
          onDoubleClick={() => setSize(initial)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId)
            drag.current = { from: along(event), size }
          }}
          onPointerMove={(event) => drag.current && setSize(clamp(drag.current.size + (along(event) - drag.current.from) * sign))}
          onPointerUp={() => (drag.current = null)}
          onPointerCancel={() => (drag.current = null)}
        />
      )}
      {part('second', second)}
    </div>
  )
}
