import { Canvas } from '../canvas/canvas.tsx'

/** Draw: the canvas with the inspector of what is selected. */
export const place = { id: 'design', title: 'Design', Main: () => <Canvas editable /> }
