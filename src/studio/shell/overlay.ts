import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What lies above everything: one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'publish' | 'conflict'

const overlay = createStore<{ readonly shown: Overlay | null; readonly typed: string }>(() => ({ shown: null, typed: '' }))

/** Shows one, or none. */
export function showOverlay(shown: Overlay | null): void {
  overlay.setState({ shown, typed: '' })
}

/** What is shown, in a component. */
export function useOverlay(): Overlay | null {
  return useStore(overlay, (state) => state.shown)
}

/** What is asked of the palette, also while it is still being fetched. */
export function typeInPalette(change: (typed: string) => string): void {
  overlay.setState(({ typed }) => ({ typed: change(typed) }))
}

/** What is asked of the palette, in a component. */
export function useTyped(): string {
  return useStore(overlay, (state) => state.typed)
}

/** What is shown now. */
export function shownOverlay(): Overlay | null {
  return overlay.getState().shown
}
