import { Suspense, useEffect } from 'react'
import { Split } from '../kit/split.tsx'
import { placeTitles } from '../session/place.ts'
import { startProblems } from '../session/problems.ts'
import { useSession } from '../session/session.ts'
import { Drawer } from './drawer.tsx'
import { useKeptFocus } from './focus.ts'
import { Guarded, Stopped } from './guarded.tsx'
import { Outline } from './outline.tsx'
import { loadAllPlaces, usePlace } from './places.ts'
import { useRegions } from './regions.ts'
import { StatusLine } from './status-line.tsx'
import styles from './studio.module.css'
import { TopBar } from './top-bar.tsx'

// On a small screen the drawing needs the room more than the lists do.
const narrow = window.innerWidth < 1200

/** The window around an open workflow: bar, outline, work, inspector, drawer, status line (look.md, "Frame"). */
export function Studio() {
  const id = useSession((state) => state.place)
  const slug = useSession((state) => state.slug)
  const regions = useRegions()
  const place = usePlace(id)
  useEffect(() => void loadAllPlaces(), [])
  useEffect(startProblems, [])
  useKeptFocus()
  const loaded = place !== null && !('failed' in place) ? place : null
  const { Left, Main, Right } = loaded ?? {}

  const left = (
    <aside data-region="left" tabIndex={-1} className={styles.region} aria-label={Left ? `${placeTitles[id]} list` : 'Outline'}>
      <Guarded key={id} name="This list">
        {Left ? <Left /> : place !== null && <Outline />}
      </Guarded>
    </aside>
  )
  const main = (
    <main id="main-work" data-region="work" tabIndex={-1} className={styles.main} aria-label={placeTitles[id]}>
      <Guarded key={`${slug} ${id}`} name={placeTitles[id]}>
        {place !== null && 'failed' in place ? (
          <Stopped name={placeTitles[id]} message={place.failed} />
        ) : (
          <Suspense>{Main ? <Main /> : <output className={styles.loading}>Loading {placeTitles[id]}</output>}</Suspense>
        )}
      </Guarded>
    </main>
  )
  const right = (
    <aside data-region="right" tabIndex={-1} className={styles.region} aria-label="Inspector">
      <Guarded key={id} name="The inspector">
        {Right && <Right />}
      </Guarded>
    </aside>
  )
  const drawer = <Drawer {...(loaded?.Drawer ? { PlaceDrawer: loaded.Drawer, placeTitle: loaded.title } : {})} />
  return (
    <div className={styles.window}>
      <a
        href="#main-work"
        className={styles.skip}
        onClick={(event) => (event.preventDefault(), document.getElementById('main-work')?.focus())}
      >
        Skip to the work
      </a>
      <TopBar />
      <div className={styles.regions}>
        <Split
          id="left"
          label="Outline"
          sized="first"
          initial={narrow ? 200 : 232}
          min={160}
          max={420}
          open={regions.left}
          first={left}
          second={
            <Split
              id="drawer"
              label="Drawer"
              direction="column"
              sized="second"
              initial={220}
              min={96}
              max={520}
              open={regions.drawer}
              second={drawer}
              first={
                <Split
                  id="right"
                  label="Inspector"
                  sized="second"
                  initial={narrow ? 272 : 312}
                  min={240}
                  max={560}
                  open={regions.right && Right !== undefined}
                  first={main}
                  second={right}
                />
              }
            />
          }
        />
      </div>
      <StatusLine />
    </div>
  )
}
