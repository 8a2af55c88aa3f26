import { keyOf, requestNow } from '../src/studio/session/runs/request.ts'
import { runs, type Run, type RunsState } from '../src/studio/session/runs/runs.ts'
import { search, type SearchState } from '../src/studio/improve/search.ts'
import { memoryFiles } from '../src/studio/session/memory-files.ts'
import { noTables, session } from '../src/studio/session/session.ts'
import { putFiles } from '../src/studio/session/workspace.ts'
import { twoPools, twoPoolsReport, twoPoolsScenario } from '../tests/samples/two-pools.ts'

const slug = 'two-pools'
const tables = { ...twoPools, scenarios: { base: twoPoolsScenario }, proposals: {} }
const emptyRuns = runs.getState()
const emptySearch = search.getState()

/** What the results of the two pools depend on. */
export function keyNow(): string {
  const request = requestNow(tables, 'base', null, null)
  return request ? keyOf(request) : ''
}

/** A finished run of the two pools. */
export function finishedRun(): Run {
  return {
    id: 1,
    slug,
    workflow: twoPools,
    scenario: twoPoolsScenario,
    asked: twoPoolsScenario,
    key: keyNow(),
    at: Date.UTC(2026, 0, 5, 9, 30),
    report: twoPoolsReport,
    cancelled: false,
  }
}

/** Opens the two pools with these runs and this search; the result puts everything back. */
export function openTwoPools(given: { readonly runs?: Partial<RunsState>; readonly search?: Partial<SearchState> } = {}): () => void {
  putFiles(memoryFiles())
  session.setState({
    slug,
    tables,
    scenarioId: 'base',
    selection: new Set(),
    problems: [],
    undo: [],
    redo: [],
    saveState: 'saved',
    message: null,
  })
  runs.setState({ ...emptyRuns, ...given.runs })
  search.setState({ ...emptySearch, ...given.search })
  return () => {
    session.setState({ slug: null, tables: noTables, scenarioId: null, selection: new Set(), undo: [], message: null })
    runs.setState(emptyRuns, true)
    search.setState(emptySearch, true)
  }
}
