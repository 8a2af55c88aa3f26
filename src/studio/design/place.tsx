import { Footprints } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { Canvas } from '../canvas/canvas.tsx'
import { Button } from '../kit/button.tsx'
import { offerCommands } from '../session/commands.ts'
import type { PlaceModule } from '../session/place.ts'
import { walkLayer } from '../walk/walk-layer.ts'
import { openWalk, useWalk } from '../walk/walk-store.ts'
import { Walkthrough } from '../walk/walkthrough.tsx'
import { Inspector } from './inspector.tsx'
import styles from './place.module.css'

function Drawing() {
  const { open, walking } = useWalk()
  const layer = useMemo(() => (walking ? walkLayer(walking) : null), [walking])
  useEffect(
    () =>
      offerCommands([
        {
          id: 'walk',
          title: 'Walk one case through the workflow',
          group: 'Work',
          shortcut: 'W',
          words: 'step through trace debug',
          run: () => openWalk(true),
        },
      ]),
    [],
  )
  return (
    <div className={styles.drawing}>
      <Canvas editable {...(layer ? { layer } : {})} />
      {!open && (
        <div className={styles.walk}>
          <Button icon={<Footprints />} onClick={() => openWalk(true)}>
            Walk a case
          </Button>
        </div>
      )}
    </div>
  )
}

function Beside() {
  return useWalk().open ? <Walkthrough /> : <Inspector />
}

/** Draw: the canvas, the inspector of what is selected, and one case walked through it. */
export const place: PlaceModule = { id: 'design', title: 'Design', Main: Drawing, Right: Beside }
