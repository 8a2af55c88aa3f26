import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from 'react'

const stops = 'a[href], button:not(:disabled)'
const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/**
 * One stop of the Tab key for a row of buttons or links (WAI-ARIA, Toolbar): the arrow keys, Home and End go along it, and Tab comes back to the one that
 * had the focus last.
 */
export function useRoving<T extends HTMLElement>(): {
  readonly ref: RefObject<T | null>
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: (event: FocusEvent) => void
} {
  const ref = useRef<T>(null)
  const items = () => [...(ref.current?.querySelectorAll<HTMLElement>(stops) ?? [])]
  const settle = (chosen: Element | null) => {
    const all = items()
    const stop = all.find((item) => item === chosen) ?? all.find((item) => item.tabIndex === 0) ?? all[0]
    for (const item of all) item.tabIndex = item === stop ? 0 : -1
  }
  // What is in the row changes with what can be done.
  useEffect(() => settle(null))
  return {
    ref,
    onFocus: (event) => settle(event.target),
    onKeyDown: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const all = items()
      const at = all.findIndex((item) => item === document.activeElement)
      const step = steps[event.key]
      const to = event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : step === undefined ? -1 : at + step
      if (at < 0 || (step === undefined && to < 0)) return
      event.preventDefault()
      event.stopPropagation()
      all[(to + all.length) % all.length]?.focus()
    },
  }
}
