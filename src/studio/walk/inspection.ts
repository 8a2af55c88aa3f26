import { createBrowserInspector } from '@statelyai/inspect'
import type { InspectionEvent, Observer } from 'xstate'

/**
 * Opens the inspector in a window of this origin and returns what the actor reports to. Messages go to that window only: the page is our own,
 * the library's default one, on another origin, is never opened. Null where the browser did not open the window.
 */
export function openInspector(): Observer<InspectionEvent> | null {
  const url = new URL('inspect.html', document.baseURI).href
  let opened: Window | null = null
  const host = new Proxy(window, {
    get: (target, property) => {
      if (property === 'open') return (address: string, name: string) => (opened = target.open(address, name, 'popup,width=760,height=820'))
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? (value as (...rest: unknown[]) => unknown).bind(target) : value
    },
  })
  const inspector = createBrowserInspector({ url, window: host, autoStart: false })
  inspector.start()
  return opened === null ? null : (inspector.inspect as Observer<InspectionEvent>)
}
