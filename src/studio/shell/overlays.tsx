import { lazy, Suspense } from 'react'
import { useOverlay } from './overlay.ts'

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })))
const Shortcuts = lazy(() => import('./shortcuts.tsx').then((module) => ({ default: module.Shortcuts })))
const PublishDialog = lazy(() => import('./publish-dialog.tsx').then((module) => ({ default: module.PublishDialog })))
const ConflictDialog = lazy(() => import('./conflict-dialog.tsx').then((module) => ({ default: module.ConflictDialog })))

/** What lies above everything: the palette or a dialog, fetched when it is first asked for. */
export function Overlays() {
  const shown = useOverlay()
  return (
    <Suspense>
      {shown === 'palette' && <Palette />}
      {shown === 'shortcuts' && <Shortcuts />}
      {shown === 'publish' && <PublishDialog />}
      {shown === 'conflict' && <ConflictDialog />}
    </Suspense>
  )
}
