import { useCallback, useState } from 'react'
import type { Uid } from '../../workflow/name.ts'
import type { ScreenPoint } from './actions.ts'
import { reconnectEnd } from './commands.ts'

/** The state drawn under a point of the window, or null. Of several the topmost, so a state before its frame. */
export function stateUnder({ x, y }: ScreenPoint): Uid | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest('.react-flow__node')?.getAttribute('data-id')
    if (id) return id
  }
  return null
}

/** Dragging an end of a transition to another state. `preview` is where the pointer is, while it goes on. */
export function useReconnect() {
  const [preview, setPreview] = useState<{ readonly edge: string; readonly end: 'source' | 'target'; readonly at: ScreenPoint } | null>(
    null,
  )
  const begin = useCallback((edge: string, end: 'source' | 'target', at: ScreenPoint) => {
    setPreview({ edge, end, at })
    const [uid = edge, index] = edge.split('/')
    const move = (event: PointerEvent) => setPreview({ edge, end, at: { x: event.clientX, y: event.clientY } })
    const stop = (event: PointerEvent | KeyboardEvent) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', stop)
      window.removeEventListener('keydown', stop)
      setPreview(null)
      const target = event instanceof PointerEvent ? stateUnder({ x: event.clientX, y: event.clientY }) : null
      if (target !== null) reconnectEnd(uid, end, target, Number(index ?? 0))
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', stop)
    window.addEventListener('keydown', stop)
  }, [])
  return { preview, begin }
}
