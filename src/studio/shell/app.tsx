import { Tooltip } from '@base-ui/react/tooltip'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { close, open } from '../session/open.ts'
import { startWatching } from '../session/outside.ts'
import { startSaving } from '../session/save.ts'
import { session, setPlace, useSession } from '../session/session.ts'
import { StartPage } from '../start/start-page.tsx'
import { useShortcuts } from './keyboard.ts'
import { Overlays } from './overlays.tsx'
import { Guarded } from './guarded.tsx'
import { readRoute, writeRoute } from './route.ts'
import { useShellCommands } from './shell-commands.ts'

const loadStudio = () => import('./studio.tsx')
/** The window of an open workflow: fetched at once where the address names one, and while the start page has nothing else to do. */
const Studio = lazy(() => loadStudio().then((module) => ({ default: module.Studio })))

/** The whole application: the address decides between the start page and a workflow. */
export function App() {
  const slug = useSession((state) => state.slug)
  const theme = useSession((state) => state.theme)
  const fault = useRoute()
  useShellCommands()
  useShortcuts()
  useEffect(() => {
    const stops = [startSaving(), startWatching()]
    const fetching = setTimeout(() => void loadStudio().catch(() => {}), readRoute(location.hash).slug === null ? 400 : 0)
    return () => {
      clearTimeout(fetching)
      stops.forEach((stop) => stop())
    }
  }, [])
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
  return (
    <Tooltip.Provider delay={400}>
      {fault !== null ? (
        <NotOpened message={fault} />
      ) : slug === null ? (
        <Begin />
      ) : (
        <Guarded name="The studio">
          <Suspense fallback={opening}>
            <Studio />
          </Suspense>
        </Guarded>
      )}
      <Overlays />
    </Tooltip.Provider>
  )
}

const opening = <output className="spoken">Opening</output>

/** The start page, unless the address names a workflow that is being opened. */
function Begin() {
  return readRoute(location.hash).slug === null ? <StartPage /> : opening
}

function NotOpened({ message }: { readonly message: string }) {
  return (
    <main style={{ display: 'grid', height: '100%' }}>
      <Empty title="This workflow cannot be opened" action={<Button onClick={() => (location.hash = '#/')}>Back to the start page</Button>}>
        {message}
      </Empty>
    </main>
  )
}

/** Keeps address and session the same, whichever changes. Returns why the address could not be followed. */
function useRoute(): string | null {
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    const follow = async () => {
      const route = readRoute(location.hash)
      if (route.slug === session.getState().slug) {
        setFault(null)
        if (route.place) setPlace(route.place)
        return
      }
      if (route.slug === null) {
        await close()
        return setFault(null)
      }
      if (route.place) setPlace(route.place)
      else setPlace('design')
      const opened = await open(route.slug).catch((error: unknown) => ({
        ok: false as const,
        message: error instanceof Error ? error.message : String(error),
      }))
      setFault(opened.ok ? null : opened.message)
    }
    const listen = () => void follow()
    addEventListener('hashchange', listen)
    listen()
    const stop = session.subscribe(({ slug, place }, before) => {
      if (slug === null || (slug === before.slug && place === before.place)) return
      const address = writeRoute(slug, place)
      if (location.hash !== address) location.hash = address
    })
    return () => {
      removeEventListener('hashchange', listen)
      stop()
    }
  }, [])
  return fault
}
