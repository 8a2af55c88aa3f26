import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { Drift } from '../../workflow/drawing/stretch.ts'

/** How far a drag under way has moved the ends of each way. A way hears of its own drift only: a step of a drag draws the ways that it touches. */
export class Drifts {
  private now: ReadonlyMap<string, Drift> = new Map()
  private readonly listeners = new Map<string, Set<() => void>>()

  of(edge: string): Drift | null {
    return this.now.get(edge) ?? null
  }

  set(next: ReadonlyMap<string, Drift>): void {
    const before = this.now
    this.now = next
    for (const edge of new Set([...before.keys(), ...next.keys()])) for (const listener of this.listeners.get(edge) ?? []) listener()
  }

  listen(edge: string, listener: () => void): () => void {
    const all = this.listeners.get(edge) ?? new Set()
    this.listeners.set(edge, all.add(listener))
    return () => {
      all.delete(listener)
      if (all.size === 0 && this.listeners.get(edge) === all) this.listeners.delete(edge)
    }
  }
}

export const DriftsContext = createContext(new Drifts())

/** How far the ends of a way are moved now; null while they are not. */
export function useDrift(edge: string): Drift | null {
  const drifts = useContext(DriftsContext)
  const listen = useCallback((listener: () => void) => drifts.listen(edge, listener), [drifts, edge])
  return useSyncExternalStore(listen, () => drifts.of(edge))
}
