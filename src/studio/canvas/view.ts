import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { unite, type Rect } from '../../workflow/drawing/box.ts'
import type { Routes } from '../../workflow/drawing/route.ts'
import { useSession } from '../session/session.ts'

/** Below this, words cannot be read: a drawing that is larger opens at its beginning instead of whole. */
const leastReadable = 0.62
const margin = 48

/** Bringing the drawing, or a part of it, into view: when it opens, when something is revealed, on request. */
export function useView(routes: () => Routes, subject: string) {
  const { setViewport, getViewport } = useReactFlow()
  const store = useStoreApi()
  const revealed = useSession((state) => state.revealed)
  const seen = useRef(revealed?.count ?? 0)

  const show = useCallback((rect: Rect, least: number, most: number, animate: boolean) => {
    const { width, height } = store.getState()
    if (width === 0 || height === 0) return
    const left = width > 700 ? 64 : margin
    const fit = Math.min((width - left - margin) / rect.width, (height - margin * 2) / rect.height)
    const zoom = Math.max(least, Math.min(most, fit))
    const whole = zoom <= fit
    const x = whole || rect.width * zoom < width - left - margin ? left + (width - left - margin - rect.width * zoom) / 2 - rect.x * zoom : left - rect.x * zoom
    const y = height / 2 - (rect.y + rect.height / 2) * zoom
    void setViewport({ x, y, zoom }, { duration: animate ? 140 : 0 })
  }, [setViewport, store])

  const fit = useCallback((animate = true, least = 0.05) => {
    const all = unite([...routes().boxes.values()])
    if (all) show({ x: all.x - 30, y: all.y - 30, width: all.width + 60, height: all.height + 60 }, least, 1, animate)
  }, [routes, show])

  const centre = useCallback((rect: Rect) => {
    const { width, height } = store.getState()
    const { x, y, zoom } = getViewport()
    const near = Math.max(zoom, leastReadable)
    const seenAlready = zoom >= leastReadable && rect.x * zoom + x > 0 && rect.y * zoom + y > 0 && (rect.x + rect.width) * zoom + x < width && (rect.y + rect.height) * zoom + y < height
    if (!seenAlready) void setViewport({ x: width / 2 - (rect.x + rect.width / 2) * near, y: height / 2 - (rect.y + rect.height / 2) * near, zoom: near }, { duration: 140 })
  }, [getViewport, setViewport, store])

  useEffect(() => {
    if (!revealed || revealed.count === seen.current) return
    const { place } = revealed
    if (place.kind !== 'state' && place.kind !== 'transition') return
    const { boxes, edges } = routes()
    const points = edges.get(place.id)?.points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })) ?? []
    const rect = boxes.get(place.id) ?? unite(points)
    if (!rect) return
    seen.current = revealed.count
    centre(rect)
  }, [revealed, routes, centre])

  // Waits for the size of the window: React Flow measures it after mounting.
  useEffect(() => {
    let frame = 0
    const begin = (tries: number) => {
      frame = requestAnimationFrame(() => {
        if (store.getState().width > 0) fit(false, leastReadable)
        else if (tries > 0) begin(tries - 1)
      })
    }
    begin(60)
    return () => cancelAnimationFrame(frame)
  }, [subject, fit, store])

  return { fit, centre }
}
