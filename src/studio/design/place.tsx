import { Canvas } from '../canvas/canvas.tsx'
import type { PlaceModule } from '../session/place.ts'
import { Inspector } from './inspector.tsx'

function Drawing() {
  return <Canvas editable />
}

/** Draw: the canvas and the inspector of what is selected. */
export const place: PlaceModule = { id: 'design', title: 'Design', Main: Drawing, Right: Inspector }
