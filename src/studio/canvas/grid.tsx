import { useStore, type Viewport } from '@xyflow/react'
import { useCallback, useRef, type RefObject } from 'react'
import styles from './grid.module.css'

/** Pixels of the drawing between two dots. */
const gap = 24

/** The dots of the sheet. They lie on a layer of their own, which a pan only shifts: to draw them at each step costs more than all the rest of a drawing. */
export function Grid() {
  const x = useStore((state) => state.transform[0])
  const y = useStore((state) => state.transform[1])
  const zoom = useStore((state) => state.transform[2])
  const size = gap * zoom
  return (
    <div className={styles.sheet} aria-hidden>
      <div
        className={styles.grid}
        style={{ inset: -size, backgroundSize: `${size}px ${size}px`, transform: `translate(${x % size}px, ${y % size}px)` }}
      />
    </div>
  )
}

/** While the drawing is panned, its picture is a layer that is shifted; as soon as the zoom changes it is drawn, so that letters stay sharp. */
export function usePanning(surface: RefObject<HTMLElement | null>, rested: () => void) {
  const zoom = useRef<number | null>(null)
  const beginMove = useCallback(
    (event: unknown, view: Viewport) => {
      // What the program moves it does in one go.
      if (event === null) return
      zoom.current = view.zoom
      surface.current?.setAttribute('data-panning', '')
    },
    [surface],
  )
  const move = useCallback(
    (_: unknown, view: Viewport) => {
      if (view.zoom !== zoom.current) surface.current?.removeAttribute('data-panning')
    },
    [surface],
  )
  const endMove = useCallback(() => {
    surface.current?.removeAttribute('data-panning')
    rested()
  }, [surface, rested])
  return { beginMove, move, endMove }
}
