import { ChevronDown, ChevronUp } from 'lucide-react'
import { createContext, type KeyboardEvent, type PointerEvent, type ReactNode, useContext, useRef } from 'react'
import { classes } from './class-names.ts'
import styles from './split.module.css'
import { IconButton } from './icon-button.tsx'
import { useRemembered } from './use-remembered.ts'

/** Height of a row of tabs with the line under it, px: what is seen of a folded region that begins with one. */
export const tabsHigh = 33

/** Windows lower than this begin with what can be folded away folded. */
const low = 800

/** Stands for the first size, whatever it is in the edition at hand. */
const unchosen: number = 0

const Folding = createContext<{ readonly label: string; readonly folded: boolean; readonly fold: (folded: boolean) => void } | null>(null)

/** Folds the region that it stands in, so that the rest has all the room; nothing where the region cannot be folded. */
export function FoldButton() {
  const folding = useContext(Folding)
  if (!folding) return null
  const { label, folded, fold } = folding
  return (
    <IconButton
      label={folded ? `Show ${label}` : `Fold ${label} away`}
      aria-expanded={!folded}
      icon={folded ? <ChevronUp aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
      onClick={() => fold(!folded)}
      data-folds=""
    />
  )
}

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
  folds,
  former,
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
  /** Height of what stays of the sized region when it is folded away, for one that can be: its tabs. A small window begins so, for the sake of the rest. */
  readonly folds?: number
  /** The first size of an earlier edition, which browsers kept without anybody having chosen it. */
  readonly former?: number
  readonly first: ReactNode
  readonly second: ReactNode
}) {
  const [kept, setSize] = useSize(id, initial, former)
  const [isFolded, fold] = useRemembered(`fold.${id}`, window.innerHeight < low)
  const folded = folds !== undefined && isFolded
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
        <div
          key={which}
          className={styles.sized}
          style={{ flexBasis: folded ? folds : size }}
          // What is asked for in it is shown; its tabs stay in sight.
          onClickCapture={({ target }) => folded && target instanceof Element && !target.closest('[data-folds]') && fold(false)}
          onFocusCapture={({ target }) => folded && target.closest('[role="tab"], [data-folds]') === null && fold(false)}
        >
          {folds === undefined ? content : <Folding value={{ label: label.toLowerCase(), folded, fold }}>{content}</Folding>}
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
          onPointerMove={(event) => {
            // A click moves it nowhere, and chooses no size.
            if (drag.current && along(event) !== drag.current.from)
              setSize(clamp(drag.current.size + (along(event) - drag.current.from) * sign))
          }}
          onPointerUp={() => (drag.current = null)}
          onPointerCancel={() => (drag.current = null)}
        />
      )}
      {part('second', second)}
    </div>
  )
}

/** The size that was chosen, for this browser; until one is chosen, or when the first is brought back, it is the first of the edition at hand. */
function useSize(id: string, initial: number, former: number | undefined): [number, (size: number) => void] {
  const [kept, keep] = useRemembered(`split.${id}`, unchosen)
  return [kept === unchosen || kept === former ? initial : kept, (size) => keep(size === initial ? unchosen : size)]
}
