import { findProblems } from '../../machine/problems.ts'
import type { Scenario } from '../../simulation/scenario.ts'
import type { Problem } from '../../workflow/problem.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { session } from './session.ts'

const simulation = import.meta.glob<{ findScenarioProblems: (workflow: Workflow, scenario: Scenario) => Problem[] }>('../../simulation/problems.ts')

const pause = 120

/** Finds the problems of the draft and its scenario anew after each edit, while the page is idle. Returns the way to stop. */
export function startProblems(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  const look = () => {
    timer = null
    idle(() => void find())
  }
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

async function find(): Promise<void> {
  const { tables, scenarioId, slug } = session.getState()
  const { layout: _layout, scenarios, ...workflow } = tables
  const scenario = scenarioId === null ? undefined : scenarios[scenarioId]
  const ofWorkflow = findProblems(workflow)
  const ofScenario = scenario ? ((await Object.values(simulation)[0]?.())?.findScenarioProblems(workflow, scenario) ?? []) : []
  const now = session.getState()
  if (now.tables === tables && now.slug === slug) session.setState({ problems: [...ofWorkflow, ...ofScenario].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error')) })
}

function idle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 500 })
  else setTimeout(work, 0)
}
