import { useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { unite, type Rect } from '../../workflow/drawing/box.ts'
import type { Routes } from '../../workflow/drawing/route.ts'
import type { Uid } from '../../workflow/name.ts'
import { keepView, session, useSession, type View } from '../session/session.ts'

const everything: readonly Uid[] = []
/** A state that is brought into sight comes at least this near; one that is in sight with its title stays where it is. */
const leastReadable = 0.4
/** Under this, titles are numbers, with a list beside the drawing that takes so many pixels of its width. */
const leastTitled = 0.3
/** A drawing opens with its titles where so much of its width and height can be seen with them; what is outside lies at its end, and Fit shows the whole. */
const mostly = 0.74
const list = { beside: 180, under: 200 }
/** A small drawing is never shown so far away that not even numbers can be read; then a part of it lies outside. */
const leastNumbered = { zoom: 0.22, states: 60 }
/** What stays free around a fitted drawing, in px: the palette on the left where there is one, a button on top where that is narrow, the zoom below or beside. */
const free = { top: 12, right: 16, bottom: 12, left: 16, palette: 72, button: 60, zoomHigh: 62, zoomWide: 168 }

/** Seen around what a drawing opens at, in its own px. */
const around = 160

/**
 * Bringing the drawing, or a part of it, into view: whole when it opens and while its
 * stage changes size, until somebody moves the view; a part of it when something is revealed; whole again on request. A view that is `shared` is that of
 * all places: it stays where the user put it when the place changes, and an undo brings it back. `listed`: the list of numbers
 * already stands with it, `isTall`: under it; `said`: a layer's words hang under the states, which take room of their own.
 */
export function useView(
  routes: () => Routes,
  extent: (zoom: number) => Rect | null,
  subject: string,
  shared: boolean,
  palette: boolean,
  { listed, isTall, said }: { readonly listed: boolean; readonly isTall: boolean; readonly said: boolean },
  focus: readonly Uid[] = everything,
) {
  const { setViewport, getViewport } = useReactFlow()
  const store = useStoreApi()
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const revealed = useSession((state) => state.revealed)
  const seen = useRef(revealed?.count ?? 0)
  const fitted = useRef<Viewport | null>(null)
  const asked = useSession((state) => state.view.asked)
  const answered = useRef(asked)

  const fit = useCallback(
    ({ opens = false, only = everything }: { readonly opens?: boolean; readonly only?: readonly Uid[] } = {}) => {
      const { width, height } = store.getState()
      if (width === 0 || height === 0) return
      const part = extentOf(routes(), only)
      const least = routes().boxes.size <= leastNumbered.states ? leastNumbered.zoom : 0.05
      const margins = { ...free, top: palette && isTall ? free.button : free.top, left: palette ? free.palette : free.left }
      let zoom = 1
      let all: Rect | null = null
      let room = { x: 0, y: 0, width: 0, height: 0 }
      // Words are the larger in the drawing the farther it is away: three rounds are enough for both to agree.
      for (let round = 0; round < 3; round++) {
        all = part ?? extent(zoom)
        if (!all) return
        room = largestRoom(all, roomsIn({ width, height }, margins, { listed, isTall, opens }))
        const whole = zoomInto(all, room)
        const next = Math.max(least, Math.min(1, opens && whole >= leastTitled * mostly ? Math.max(whole, leastTitled) : whole))
        if (next === zoom) break
        zoom = next
      }
      if (!all) return
      // What does not fit is cut at its end, not at its start.
      const x = room.x + Math.max(0, room.width - all.width * zoom) / 2 - all.x * zoom
      const y = room.y + Math.max(0, room.height - all.height * zoom) / 2 - all.y * zoom
      fitted.current = { x, y, zoom }
      void setViewport(fitted.current, { duration: opens || still() ? 0 : 140 })
    },
    [routes, extent, setViewport, store, palette, listed, isTall],
  )

  const centre = useCallback(
    (rect: Rect) => {
      const { width, height } = store.getState()
      const { x, y, zoom } = getViewport()
      const near = Math.max(zoom, leastReadable)
      const seenAlready =
        zoom >= leastTitled &&
        rect.x * zoom + x > 0 &&
        rect.y * zoom + y > 0 &&
        (rect.x + rect.width) * zoom + x < width &&
        (rect.y + rect.height) * zoom + y < height
      if (!seenAlready)
        void setViewport(
          { x: width / 2 - (rect.x + rect.width / 2) * near, y: height / 2 - (rect.y + rect.height / 2) * near, zoom: near },
          { duration: still() ? 0 : 140 },
        )
    },
    [getViewport, setViewport, store],
  )

  useEffect(() => {
    if (!revealed || revealed.count === seen.current) return
    const { place } = revealed
    if (place.kind !== 'state' && place.kind !== 'transition') return
    const { boxes, edges } = routes()
    const points = edges.get(place.id)?.points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })) ?? []
    const rect = boxes.get(place.id) ?? unite(points) ?? boxes.get(holderOf(place.id, boxes) ?? '')
    if (!rect) return
    seen.current = revealed.count
    centre(rect)
  }, [revealed, routes, centre])

  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (width === 0 || height === 0) return
    const opened = shown.current !== subject
    shown.current = subject
    const kept = opened && shared ? session.getState().view.at : null
    if (kept && !kept.fitted) void setViewport(inStage(kept, width, height))
    else if (opened || untouched(fitted.current, getViewport())) fit({ opens: true, only: focus })
  }, [subject, shared, width, height, said, fit, getViewport, setViewport, focus])

  // An undo shows what was in sight.
  useEffect(() => {
    const { view } = session.getState()
    if (asked === answered.current || !view.at) return
    answered.current = asked
    if (view.at.fitted) fit()
    else void setViewport(inStage(view.at, store.getState().width, store.getState().height), { duration: still() ? 0 : 140 })
  }, [asked, fit, setViewport, store])

  /** To be called whenever the view has come to rest. */
  const keep = useCallback(() => {
    const { width, height } = store.getState()
    const now = getViewport()
    if (shared && width > 0 && height > 0) keepView({ ...now, width, height, fitted: untouched(fitted.current, now) })
  }, [getViewport, store, shared])

  return { fit, centre, keep }
}

/** The view of one stage in another: the same in the middle, as near. */
function inStage({ x, y, zoom, width, height }: View, wide: number, high: number): Viewport {
  return { x: x + (wide - width) / 2, y: y + (high - height) / 2, zoom }
}

/** The folded group that is drawn in the place of a state or a way. */
function holderOf(id: Uid, boxes: ReadonlyMap<Uid, Rect>): Uid | null {
  const { states, transitions } = session.getState().tables
  let at: Uid | null = transitions[id]?.source ?? id
  for (let steps = 0; at !== null && !boxes.has(at) && steps < 60; steps++) at = states[at]?.parent ?? null
  return at
}

/** Whether the eye is to be spared motion. */
function still(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** Whether the view is still where it was put. */
function untouched(put: Viewport | null, now: Viewport): boolean {
  return put !== null && Math.abs(put.x - now.x) < 1 && Math.abs(put.y - now.y) < 1 && Math.abs(put.zoom - now.zoom) < 0.001
}

/** What these take up, with what is around them; null where none of them is drawn. */
function extentOf({ boxes, edges }: Routes, uids: readonly Uid[]): Rect | null {
  const points = uids.flatMap((uid) => edges.get(uid)?.points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })) ?? [])
  const part = unite([...uids.flatMap((uid) => boxes.get(uid) ?? []), ...points])
  return part && { x: part.x - around, y: part.y - around, width: part.width + 2 * around, height: part.height + 2 * around }
}

type Room = Rect
type Margins = Pick<typeof free, 'top' | 'right' | 'bottom' | 'left' | 'zoomHigh' | 'zoomWide'>

/** Where in its stage a drawing may stand: above the zoom or right of it; and beside or above the list that comes with a drawing that is far away. */
function roomsIn(
  { width, height }: { readonly width: number; readonly height: number },
  { top, right, bottom, left, zoomHigh, zoomWide }: Margins,
  { listed, isTall, opens }: { readonly listed: boolean; readonly isTall: boolean; readonly opens: boolean },
): (all: Rect) => Room[] {
  const within = (x: number, below: number, aside: number): Room => ({
    x,
    y: top,
    width: Math.max(80, width - x - right - aside),
    height: Math.max(80, height - top - below),
  })
  const both = (aside: number, below: number) => [
    within(left, zoomHigh + below, aside),
    within(Math.max(left, zoomWide), bottom + below, aside),
  ]
  return (all) => {
    const alone = both(0, 0)
    const comes = !listed && alone.every((room) => zoomInto(all, room) < leastTitled * (opens ? mostly : 1))
    return comes ? both(isTall ? 0 : list.beside, isTall ? list.under : 0) : alone
  }
}

function largestRoom(all: Rect, rooms: (all: Rect) => Room[]): Room {
  return rooms(all).reduce((best, room) => (zoomInto(all, room) > zoomInto(all, best) ? room : best))
}

function zoomInto(all: Rect, room: Room): number {
  return Math.min(room.width / all.width, room.height / all.height)
}
