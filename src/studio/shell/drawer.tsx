import { X } from 'lucide-react'
import type { ComponentType } from 'react'
import { IconButton } from '../kit/icon-button.tsx'
import { Tabs } from '../kit/tabs.tsx'
import { useSession } from '../session/session.ts'
import { Guarded } from './guarded.tsx'
import { Problems } from './problems.tsx'
import { openDrawer, toggleRegion, useRegions } from './regions.ts'
import styles from './studio.module.css'

/** The region below the work: problems, and what the place adds (runs, traces). */
export function Drawer({ PlaceDrawer, placeTitle }: { readonly PlaceDrawer?: ComponentType; readonly placeTitle?: string }) {
  const { drawerTab } = useRegions()
  const count = useSession((state) => state.problems.length)
  const tabs = [
    { id: 'problems', title: 'Problems', count, panel: <Problems /> },
    ...(PlaceDrawer
      ? [
          {
            id: 'place',
            title: placeTitle ?? 'Details',
            panel: (
              <Guarded name={placeTitle ?? 'This panel'}>
                <PlaceDrawer />
              </Guarded>
            ),
          },
        ]
      : []),
  ]
  const value = tabs.some(({ id }) => id === drawerTab) ? drawerTab : 'problems'
  return (
    <section data-region="drawer" tabIndex={-1} className={styles.region} aria-label="Drawer">
      <Tabs
        label="Drawer"
        tabs={tabs}
        value={value}
        onChange={openDrawer}
        aside={<IconButton label="Close the drawer" icon={<X aria-hidden="true" />} onClick={() => toggleRegion('drawer')} />}
      />
    </section>
  )
}
