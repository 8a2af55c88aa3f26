import { useCallback, useRef, type KeyboardEvent } from 'react'
import { session } from '../session/session.ts'
import type { useDrag } from './drag.ts'

const directions: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** Arrow keys move what is selected by 4 pixels, with Shift by 24. Holding a key is one edit, made when it is let go. */
export function useNudge(drag: ReturnType<typeof useDrag>) {
  const way = useRef<Map<string, { x: number; y: number }> | null>(null)
  const onKeyDown = useCallback((event: KeyboardEvent) => {
    const direction = directions[event.key]
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return
    const { selection, tables } = session.getState()
    const chosen = [...selection].filter((id) => Object.hasOwn(tables.states, id))
    if (chosen.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    const step = event.shiftKey ? 24 : 4
    way.current ??= new Map(chosen.flatMap((uid) => { const box = drag.placeOf(uid); return box ? [[uid, { x: box.x, y: box.y }] as const] : [] }))
    for (const [uid, place] of way.current) way.current.set(uid, { x: place.x + direction[0] * step, y: place.y + direction[1] * step })
    drag.move(new Map(way.current), false)
  }, [drag])
  const onKeyUp = useCallback((event: KeyboardEvent) => {
    if (!directions[event.key] || !way.current) return
    way.current = null
    drag.end()
  }, [drag])
  return { onKeyDown, onKeyUp }
}
