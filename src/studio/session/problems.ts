import { findProblems } from '../../machine/problems.ts'
import { askedAttributes } from '../../simulation/model/asked-attributes.ts'
import { findScenarioProblems } from '../../simulation/compile/problems.ts'
import { session } from './session.ts'

const pause = 120

/** Finds the problems of the draft and its scenario, and anew after each edit, while the page is idle. Returns the way to stop. */
export function startProblems(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  const look = () => {
    timer = null
    idle(find)
  }
  if (session.getState().slug !== null) look()
  const stop = session.subscribe((state, before) => {
    if (state.slug === null || (state.tables === before.tables && state.scenarioId === before.scenarioId)) return
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(look, pause)
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}

function find(): void {
  const { tables, scenarioId, slug } = session.getState()
  const { layout: _layout, scenarios, proposals: _proposals, ...workflow } = tables
  const scenario = scenarioId === null ? undefined : scenarios[scenarioId]
  const ofWorkflow = findProblems(workflow, scenario ? askedAttributes(workflow, scenario) : null)
  const ofScenario = scenario ? findScenarioProblems(workflow, scenario) : []
  const now = session.getState()
  if (now.tables === tables && now.slug === slug)
    session.setState({
      problems: [...ofWorkflow, ...ofScenario].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error')),
    })
}

function idle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 500 })
  else setTimeout(work, 0)
}
