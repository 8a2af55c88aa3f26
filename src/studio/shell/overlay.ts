import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What lies above everything: one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'publish' | 'conflict'

const overlay = createStore<{ readonly shown: Overlay | null }>(() => ({ shown: null }))

/** Shows one, or none. */
export function showOverlay(shown: Overlay | null): void {
  overlay.setState({ shown })
}

/** What is shown, in a component. */
export function useOverlay(): Overlay | null {
  return useStore(overlay, (state) => state.shown)
}
