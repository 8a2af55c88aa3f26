import type { PlaceModule } from '../session/place.ts'
import { Evidence } from './evidence.tsx'
import { RemedyInspector } from './remedy-inspector.tsx'
import { Stage } from './stage.tsx'

/** Improve: the evidence on the left, the verdict, the drawing and the remedies in the middle, the chosen remedy on the right. */
export const place: PlaceModule = { id: 'improve', title: 'Improve', Left: Evidence, Main: Stage, Right: RemedyInspector }
