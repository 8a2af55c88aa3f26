import { type RefObject, useEffect, useRef, useState } from 'react'

/** Width in pixels of the element that the ref is put on, as it changes. `initial` until it is measured. */
export function useWidth<Element extends HTMLElement>(initial: number): [RefObject<Element | null>, number] {
  const element = useRef<Element>(null)
  const [width, setWidth] = useState(initial)
  useEffect(() => {
    const observed = element.current
    if (!observed) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(120, Math.floor(entry.contentRect.width))))
    observer.observe(observed)
    return () => observer.disconnect()
  }, [])
  return [element, width]
}
