import { useEffect, useRef } from 'react'
import { session } from '../session/session.ts'
import type { useDrag } from './drag.ts'

/** The way of each arrow key, in pixels to the right and down. */
export const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Arrow keys move what is selected by 4 pixels, with Shift by 24. Holding a key is one edit, made when it is let go. */
export function useNudge(drag: ReturnType<typeof useDrag>, editable: boolean): void {
  const places = useRef<Map<string, { x: number; y: number }> | null>(null)
  useEffect(() => {
    if (!editable) return
    const onKeyDown = (event: KeyboardEvent) => {
      const direction = directions[event.key]
      if (!direction || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !isOurs(event.target)) return
      const { selection, tables } = session.getState()
      const chosen = [...selection].filter((id) => Object.hasOwn(tables.states, id))
      if (chosen.length === 0) return
      event.preventDefault()
      const step = event.shiftKey ? 24 : 4
      const before =
        places.current ??
        new Map(
          chosen.flatMap((uid) => {
            const box = drag.placeOf(uid)
            return box ? [[uid, { x: box.x, y: box.y }] as const] : []
          }),
        )
      places.current = new Map([...before].map(([uid, { x, y }]) => [uid, { x: x + direction[0] * step, y: y + direction[1] * step }]))
      drag.move(places.current, false)
    }
    const onKeyUp = (event: KeyboardEvent) => {
      if (!directions[event.key] || !places.current) return
      places.current = null
      drag.end()
    }
    addEventListener('keydown', onKeyDown)
    addEventListener('keyup', onKeyUp)
    return () => {
      removeEventListener('keydown', onKeyDown)
      removeEventListener('keyup', onKeyUp)
    }
  }, [drag, editable])
}

/** Keys pressed in the drawing, or with the focus nowhere. */
function isOurs(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.matches('[role="application"]'))
}
