import { useEffect } from 'react'
import { Canvas } from '../../src/studio/canvas/canvas.tsx'
import type { CanvasLayer } from '../../src/studio/canvas/layer.ts'
import { noTables, session } from '../../src/studio/session/session.ts'
import type { Draft } from '../../src/workflow/draft.ts'
import type { Problem } from '../../src/workflow/problem.ts'

/** Opens a draft in the session for as long as the story stands. */
export function openDraft(
  draft: Draft,
  { selection = [], problems = [] }: { selection?: readonly string[]; problems?: readonly Problem[] } = {},
): () => void {
  session.setState({
    slug: 'sketch',
    tables: { ...draft, scenarios: {}, proposals: {} },
    selection: new Set(selection),
    problems,
    place: 'design',
    undo: [],
    redo: [],
    message: null,
  })
  return () => session.setState({ slug: null, tables: noTables, selection: new Set(), problems: [], undo: [], redo: [] })
}

/** The canvas over the whole window. */
export function Sheet({ layer, editable = false, onReady }: { layer?: CanvasLayer; editable?: boolean; onReady?: () => void }) {
  useEffect(() => onReady?.(), [onReady])
  return (
    <main style={{ width: '100vw', height: '100vh' }}>
      <h1 className="spoken">Drawing</h1>
      <Canvas editable={editable} {...(layer ? { layer } : {})} />
    </main>
  )
}
