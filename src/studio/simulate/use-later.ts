import { startTransition, useEffect, useState } from 'react'

/**
 * The value, one drawing later: what is made of it is put on the page by itself, after what is made of the value at once. Drawn in one go, the first results
 * of a page hold it up twice as long.
 */
export function useLater<T>(value: T): T {
  const [later, setLater] = useState(value)
  useEffect(() => startTransition(() => setLater(() => value)), [value])
  return later
}
