import { changeBetween } from '../../workflow/change-set.ts'
import type { Edit, Refusal } from '../../workflow/draft.ts'
import type { Origin, Performance, PoolScenario } from '../../simulation/model/scenario.ts'
import { Scenario } from '../../simulation/model/scenario.ts'
import { session, useSession } from './session.ts'

/** The scenario at hand, or null while there is none. */
export function useScenario(): Scenario | null {
  return useSession(({ tables, scenarioId }) =>
    scenarioId !== null && Object.hasOwn(tables.scenarios, scenarioId) ? (tables.scenarios[scenarioId] ?? null) : null,
  )
}

/** Where a parameter of the scenario comes from; nothing said means typed. */
export function originOf(scenario: Scenario, path: string): Origin {
  return (Object.hasOwn(scenario.origins, path) ? scenario.origins[path] : undefined) ?? { source: 'typed' }
}

/** Changes how a step performs; what is typed by hand is marked so. */
export function editPerformance(uid: string, patch: Partial<Performance>, label: string): Edit | Refusal {
  return editScenario(label, (scenario) => ({
    ...scenario,
    performance: { ...scenario.performance, [uid]: { ...(scenario.performance[uid] ?? { time: [], outcomes: [] }), ...patch } },
    origins: {
      ...scenario.origins,
      ...Object.fromEntries(Object.keys(patch).map((part) => [`performance.${uid}.${part}`, { source: 'typed' as const }])),
    },
  }))
}

/** Changes who is on duty in a pool. */
export function editPool(id: string, patch: Partial<PoolScenario>, label: string): Edit | Refusal {
  return editScenario(label, (scenario) => ({
    ...scenario,
    pools: { ...scenario.pools, [id]: { ...(scenario.pools[id] ?? { shifts: [], order: { kind: 'arrival' as const } }), ...patch } },
    origins: {
      ...scenario.origins,
      ...Object.fromEntries(Object.keys(patch).map((part) => [`pools.${id}.${part}`, { source: 'typed' as const }])),
    },
  }))
}

function editScenario(label: string, change: (scenario: Scenario) => Scenario): Edit | Refusal {
  const { tables, scenarioId } = session.getState()
  const scenario = scenarioId === null ? undefined : tables.scenarios[scenarioId]
  if (!scenario) return { refused: 'There is no scenario to change; make one under History or Simulate.' }
  const parsed = Scenario.safeParse(change(scenario))
  if (!parsed.success) return { refused: `That does not fit: ${parsed.error.issues[0]?.message ?? 'a value is wrong'}.` }
  return { label, change: changeBetween(tables, { ...tables, scenarios: { ...tables.scenarios, [scenario.id]: parsed.data } }) }
}
