import { createContext } from 'react'
import type { Uid } from '../../workflow/name.ts'

/** Where something was asked for, in pixels of the window. */
export type ScreenPoint = { readonly x: number; readonly y: number }

/** What the drawn states and transitions ask of the canvas. */
export type CanvasActions = {
  /** The state whose title is being written. */
  readonly renaming: Uid | null
  readonly rename: (uid: Uid | null) => void
  /** Asks what comes after a state. */
  readonly addFrom: (uid: Uid, at: ScreenPoint) => void
  /** Begins moving an end of a transition to another state. */
  readonly reconnect: (edge: string, end: 'source' | 'target', at: ScreenPoint) => void
}

const nothing = () => {}
export const CanvasActions = createContext<CanvasActions>({ renaming: null, rename: nothing, addFrom: nothing, reconnect: nothing })
