import { useState } from 'react'

/** State of a part of the screen that this browser keeps under `gemba.screen.<key>`: whether a panel is open, how wide a region is. */
export function useRemembered<T extends string | number | boolean>(key: string, initial: T): [T, (value: T) => void] {
  const place = `gemba.screen.${key}`
  const [value, setValue] = useState<T>(() => read(place, initial))
  return [
    value,
    (next) => {
      setValue(next)
      try {
        localStorage.setItem(place, JSON.stringify(next))
      } catch {
        // A browser that keeps nothing still works; it only forgets.
      }
    },
  ]
}

function read<T extends string | number | boolean>(place: string, initial: T): T {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
    return typeof kept === typeof initial ? (kept as T) : initial
  } catch {
    return initial
  }
}
