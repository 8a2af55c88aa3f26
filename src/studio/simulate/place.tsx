import type { PlaceModule } from '../session/place.ts'
import { KeyFigures } from './key-figures.tsx'
import { ScenarioPanel } from './scenario-panel.tsx'
import { Stage } from './stage.tsx'

/** Simulate: the scenario on the left, the drawing under heat with the results below, the key figures on the right. */
export const place: PlaceModule = { id: 'simulate', title: 'Simulate', Left: ScenarioPanel, Main: Stage, Right: KeyFigures }
