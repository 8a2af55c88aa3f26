import { useEffect } from 'react'
import { session } from '../session/session.ts'

/** The regions between which F6 goes, in the order of the page: elements with `data-region`. */
const regions = '[data-region]'
/** Where a region is entered for the first time: its row, its drawing, else what the Tab key would come to. */
const entries = '[role="treeitem"][tabindex="0"], [role="application"]'
const tabbable =
  'a[href]:not([tabindex="-1"]), button:not(:disabled, [tabindex="-1"]), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [tabindex="0"]'
const apart = '[role="dialog"], [role="menu"], [role="listbox"]'

const last = new Map<string, HTMLElement>()
let region = 'work'

/** Puts the focus into a region: where it was there before, else where work begins there, else on the region itself. */
export function enterRegion(name: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-region="${CSS.escape(name)}"]`)
  if (!element) return false
  const before = last.get(name)
  const to = before?.isConnected && element.contains(before) ? before : (inside(element, entries) ?? inside(element, tabbable) ?? element)
  to.focus({ preventScroll: to === element })
  return document.activeElement === to
}

/** Goes to the next region that is on the page, or with -1 to the one before. */
export function goRound(by: 1 | -1): void {
  const names = [...document.querySelectorAll<HTMLElement>(regions)].filter(isSeen).map((element) => element.dataset['region'] ?? '')
  const at = names.indexOf(regionOf(document.activeElement) ?? region)
  for (let step = 1; step <= names.length; step++) {
    const start = at < 0 && by < 0 ? names.length : at
    if (enterRegion(names[(start + by * step + names.length * 2) % names.length] ?? '')) return
  }
}

/**
 * Keeps the focus somewhere: what had it may be deleted, closed or undone away. Then its region gets it back, at the row or the field that is next there, so
 * that keys go on being meant for that region and never for the page.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    const onFocusIn = ({ target }: FocusEvent) => {
      const name = target instanceof HTMLElement ? regionOf(target) : null
      if (name === null || !(target instanceof HTMLElement)) return
      region = name
      if (!target.matches(regions)) last.set(name, target)
    }
    let asked = 0
    const look = () => {
      cancelAnimationFrame(asked)
      // What is being done may give the focus itself in the next frame.
      asked = requestAnimationFrame(() => {
        asked = requestAnimationFrame(() => {
          const lost = document.activeElement === null || document.activeElement === document.body
          if (lost && !document.querySelector(apart) && !enterRegion(region)) enterRegion('work')
        })
      })
    }
    look()
    addEventListener('focusin', onFocusIn)
    addEventListener('keyup', look)
    addEventListener('pointerup', look)
    const stop = session.subscribe(look)
    return () => {
      removeEventListener('focusin', onFocusIn)
      removeEventListener('keyup', look)
      removeEventListener('pointerup', look)
      stop()
      cancelAnimationFrame(asked)
    }
  }, [])
}

function regionOf(element: Element | null): string | null {
  return element?.closest<HTMLElement>(regions)?.dataset['region'] ?? null
}

function inside(element: HTMLElement, selector: string): HTMLElement | null {
  return [...element.querySelectorAll<HTMLElement>(selector)].find(isSeen) ?? null
}

function isSeen(element: HTMLElement): boolean {
  return element.getClientRects().length > 0
}
