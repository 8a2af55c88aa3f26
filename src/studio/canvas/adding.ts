import { useReactFlow, type FinalConnectionState } from '@xyflow/react'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../workflow/draft.ts'
import { kindSizes, type StateKind } from '../../workflow/drawing/kind.ts'
import type { Rect } from '../../workflow/drawing/box.ts'
import type { Routes } from '../../workflow/drawing/route.ts'
import type { Uid } from '../../workflow/name.ts'
import type { ScreenPoint } from './actions.ts'
import { choiceAbout, chooseKind, chooseState, type Choice, type ChoiceMode } from './choose.ts'
import { connectStates } from './commands.ts'
import type { QuickAddRequest } from './quick-add.tsx'
import { rememberFocus, returnFocus } from './return-focus.ts'
import { stateUnder } from './reconnect.ts'

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
    returnFocus()
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
  const add = useCallback(
    (choice: Choice, kind: StateKind, title: string, at: ScreenPoint | null) => {
      const uid = chooseKind(choice, kind, title, at, choice.from === null && at ? containerAt(at) : latest.current.header.workflow.root)
      if (uid === null) return returnFocus()
      if (title === '') rename(uid)
      else returnFocus()
      requestAnimationFrame(() => {
        const box = routes().boxes.get(uid)
        if (box) show(box)
      })
    },
    [containerAt, rename, routes, show],
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
      /** By key or from the palette: about what is selected; a new state after it, else in the middle of the window. */
      askNearSelection: (mode: ChoiceMode, surface: HTMLElement | null) => {
        const choice = choiceAbout(mode)
        if (!choice) return
        rememberFocus()
        const box = choice.from === null ? undefined : routes().boxes.get(choice.from)
        const at = box ? flowToScreenPosition({ x: box.x + box.width + 12, y: box.y }) : middle(surface)
        ask({ ...choice, at, ...(box ? {} : { place: middle(surface) }) })
      },
      add: (kind: StateKind, title: string) => {
        ask(null)
        if (!request) return
        const { place, from, at } = request
        add(request, kind, title, place ? screenToFlowPosition(place) : from === null ? screenToFlowPosition(at) : null)
      },
      /** The state that was chosen in the menu. */
      pick: (chosen: Uid) => {
        close()
        if (request) chooseState(request, chosen)
      },
      /** From the palette: after the selected state, else in the middle of what is seen. */
      addByClick: (kind: StateKind, surface: HTMLElement | null) => {
        const choice = choiceAbout('add')
        if (choice) add(choice, kind, '', choice.from === null ? screenToFlowPosition(middle(surface)) : null)
      },
      drop: (kind: string, at: ScreenPoint) => {
        if (Object.hasOwn(kindSizes, kind)) add({ mode: 'add', from: null }, kind as StateKind, '', screenToFlowPosition(at))
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
  }, [request, close, routes, add, screenToFlowPosition, flowToScreenPosition])
}
