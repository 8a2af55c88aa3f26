import { useReactFlow, type FinalConnectionState } from '@xyflow/react'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../workflow/draft.ts'
import { kindSizes, type StateKind } from '../../workflow/drawing/kind.ts'
import { overlaps, type Rect } from '../../workflow/drawing/box.ts'
import type { Routes } from '../../workflow/drawing/route.ts'
import type { Uid } from '../../workflow/name.ts'
import { stateOf } from '../../workflow/tree.ts'
import { session } from '../session/session.ts'
import type { ScreenPoint } from './actions.ts'
import { addAt, connectStates } from './commands.ts'
import type { QuickAddRequest } from './quick-add.tsx'
import { stateUnder } from './reconnect.ts'

const gap = 96

/** All ways to add a state: by the menu, from a handle, by dropping a connection, from the palette. */
export function useAdding(draft: Draft, routes: () => Routes, rename: (uid: Uid | null) => void, show: (place: Rect) => void) {
  const { screenToFlowPosition, flowToScreenPosition } = useReactFlow()
  const [request, ask] = useState<(QuickAddRequest & { readonly place?: ScreenPoint }) | null>(null)
  const latest = useRef(draft)
  useLayoutEffect(() => {
    latest.current = draft
  })

  const close = useCallback(() => {
    ask(null)
    document.querySelector<HTMLElement>('.react-flow__node.selected, .react-flow__pane')?.focus({ preventScroll: true })
  }, [])
  /** The innermost container at a point of the drawing. */
  const containerAt = useCallback(
    ({ x, y }: ScreenPoint): Uid => {
      const holding = [...routes().boxes.values()].filter(
        (box) => box.kind === 'compound' && x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height,
      )
      return holding.toSorted((a, b) => b.depth - a.depth)[0]?.uid ?? latest.current.header.workflow.root
    },
    [routes],
  )
  /** A free place to the right of a state, for what comes next. */
  const placeAfter = useCallback(
    (from: Uid, kind: StateKind): ScreenPoint => {
      const box = routes().boxes.get(from)
      if (!box) return { x: 0, y: 0 }
      const { width, height } = kindSizes[kind]
      const leaves = [...routes().boxes.values()].filter((other) => other.kind !== 'compound' && other.kind !== 'parallel')
      for (let row = 0; ; row++) {
        const shift = row === 0 ? 0 : (row % 2 === 1 ? 1 : -1) * Math.ceil(row / 2) * (height + 32)
        const place: Rect = { x: box.x + box.width + gap, y: box.y + (box.height - height) / 2 + shift, width, height }
        if (row > 40 || leaves.every((other) => !overlaps(place, other, 20))) return { x: place.x, y: place.y + height / 2 }
      }
    },
    [routes],
  )

  const addIn = useCallback(
    (kind: StateKind, title: string, from: Uid | null, at: ScreenPoint | null) => {
      const { tables } = session.getState()
      const parent =
        from !== null ? (stateOf(tables, from)?.parent ?? tables.header.workflow.root) : at ? containerAt(at) : tables.header.workflow.root
      const home =
        from !== null && stateOf(tables, parent)?.type === 'parallel'
          ? (stateOf(tables, parent)?.parent ?? tables.header.workflow.root)
          : parent
      const uid = addAt(kind, title, at ?? (from === null ? { x: 0, y: 0 } : placeAfter(from, kind)), { from, parent: home })
      if (uid === null) return
      if (title === '') rename(uid)
      requestAnimationFrame(() => {
        const box = routes().boxes.get(uid)
        if (box) show(box)
      })
    },
    [containerAt, placeAfter, rename, routes, show],
  )

  return useMemo(() => {
    const middle = (surface: HTMLElement | null): ScreenPoint => {
      const area = surface?.getBoundingClientRect()
      return area ? { x: area.x + area.width / 2, y: area.y + area.height / 2 } : { x: 0, y: 0 }
    }
    return {
      request,
      ask,
      close,
      /** From a state's handle. */
      askFrom: (from: Uid, at: ScreenPoint) => ask({ mode: 'add', from, at }),
      /** By key: after the selected state, else in the middle of the window. */
      askNearSelection: (mode: 'add' | 'connect', surface: HTMLElement | null) => {
        const { selection, tables } = session.getState()
        const [only] = selection.size === 1 ? [...selection] : []
        const state = only === undefined ? undefined : stateOf(tables, only)
        const box = state && state.type !== 'final' && state.type !== 'history' ? routes().boxes.get(state.uid) : undefined
        if (mode === 'connect' && !box) return
        const at = box ? flowToScreenPosition({ x: box.x + box.width + 12, y: box.y }) : middle(surface)
        ask({ mode, from: box?.uid ?? null, at, ...(box ? {} : { place: middle(surface) }) })
      },
      add: (kind: StateKind, title: string) => {
        const now = request
        ask(null)
        if (now)
          addIn(
            kind,
            title,
            now.from,
            now.place ? screenToFlowPosition(now.place) : now.from === null ? screenToFlowPosition(now.at) : null,
          )
      },
      connect: (target: Uid) => {
        const from = request?.from
        close()
        if (from !== null && from !== undefined) connectStates(from, target)
      },
      /** From the palette: after the selected state, else in the middle of what is seen. */
      addByClick: (kind: StateKind, surface: HTMLElement | null) => {
        const { selection, tables } = session.getState()
        const [only] = selection.size === 1 ? [...selection] : []
        const state = only === undefined ? undefined : stateOf(tables, only)
        const from = state && state.type !== 'final' && state.type !== 'history' ? state.uid : null
        addIn(kind, '', from, from === null ? screenToFlowPosition(middle(surface)) : null)
      },
      drop: (kind: string, at: ScreenPoint) => {
        if (Object.hasOwn(kindSizes, kind)) addIn(kind as StateKind, '', null, screenToFlowPosition(at))
      },
      /** A connection let go: on a state it connects, on the empty sheet it asks what should stand there. */
      connectEnd: (event: MouseEvent | TouchEvent, connection: FinalConnectionState) => {
        const from = connection.fromNode?.id
        if (connection.isValid || from === undefined) return
        const point = 'clientX' in event ? event : event.changedTouches[0]
        if (!point) return
        const at = { x: point.clientX, y: point.clientY }
        const target = stateUnder(at)
        if (target !== null && target !== from) return connectStates(from, target)
        if (target === null) ask({ mode: 'add', from, at, place: at })
      },
    }
  }, [request, close, routes, addIn, screenToFlowPosition, flowToScreenPosition])
}
