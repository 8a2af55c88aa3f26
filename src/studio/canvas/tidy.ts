import { isWorse } from '../../workers/layout-shape.ts'
import { layoutDraft } from '../../workers/layout.browser.ts'
import { moveStates } from '../../workflow/edit/move-states.ts'
import { finish, report } from '../session/activity.ts'
import { run, say, session } from '../session/session.ts'

let running: AbortController | null = null

/** Lays the drawing out in a worker and makes it one edit. Pinned states stay. A second call while it runs does nothing. */
export async function tidy(): Promise<void> {
  if (running) return
  const { tables, slug } = session.getState()
  running = new AbortController()
  report({ id: 'tidy', title: 'Tidying the drawing', done: 0, total: null, unit: 'states', cancel: () => running?.abort() })
  try {
    const placements = await layoutDraft(tables, { signal: running.signal })
    const now = session.getState()
    if (now.slug !== slug) return
    const tidied = { ...now.tables, layout: { ...now.tables.layout, ...placements } }
    if (isWorse(now.tables, tidied)) say('Nothing moved: the drawing would be smaller on the screen than it is now.')
    else run(moveStates(now.tables, Object.values(placements), 'Tidy the drawing'))
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError'))
      say('The drawing could not be laid out; it stays as it is.', 'error')
  } finally {
    running = null
    finish('tidy')
  }
}
