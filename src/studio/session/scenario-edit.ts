import { changeBetween } from '../../workflow/change-set.ts'
import type { Edit, Refusal } from '../../workflow/draft.ts'
import type { Origin, Performance, PoolScenario } from '../../simulation/model/scenario.ts'
import { Scenario } from '../../simulation/model/scenario.ts'
import { run, session, useSession } from './session.ts'

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
  return scenarioEdit(label, (scenario) => ({
    ...scenario,
    performance: { ...scenario.performance, [uid]: { ...(scenario.performance[uid] ?? { time: [], outcomes: [] }), ...patch } },
  }))
}

/** Changes who is on duty in a pool. */
export function editPool(id: string, patch: Partial<PoolScenario>, label: string): Edit | Refusal {
  return scenarioEdit(label, (scenario) => ({
    ...scenario,
    pools: { ...scenario.pools, [id]: { ...(scenario.pools[id] ?? { shifts: [], order: { kind: 'arrival' as const } }), ...patch } },
  }))
}

/** Changes the chosen scenario as one labelled edit; the reason why it may not be, or null. What was typed over is no longer fitted or guessed. */
export function editScenario(label: string, change: (scenario: Scenario) => Scenario): string | null {
  const edit = scenarioEdit(label, change)
  if ('refused' in edit) return edit.refused
  run(edit)
  return null
}

function scenarioEdit(label: string, change: (scenario: Scenario) => Scenario): Edit | Refusal {
  const { tables, scenarioId } = session.getState()
  const scenario = scenarioId === null ? undefined : tables.scenarios[scenarioId]
  if (!scenario) return { refused: 'There is no scenario to change; make one under History or Simulate.' }
  const changed = change(scenario)
  const origins = {
    ...scenario.origins,
    ...Object.fromEntries(typedOver(scenario, changed).map((path) => [path, { source: 'typed' as const }])),
  }
  const parsed = Scenario.safeParse({ ...changed, origins })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { refused: `That does not fit: ${issue?.message ?? 'a value is wrong'}${issue ? ` (${issue.path.join('.')})` : ''}.` }
  }
  return { label, change: changeBetween(tables, { ...tables, scenarios: { ...tables.scenarios, [scenario.id]: parsed.data } }) }
}

/**
 * Paths of the parameters that differ and have an origin, as `origins` names them: `mix`, `demand.casesPerHour`, `pools.<id>.shifts`,
 * `quality.errors.0` where one entry of a list has another origin than the rest.
 */
export function typedOver(before: Scenario, after: Scenario): string[] {
  const paths: string[] = []
  const differ = (was: unknown, is: unknown, path: string, depth: number) => {
    if (was === is) return
    if (depth > 0 && isRecord(was) && isRecord(is)) {
      for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) differ(was[key], is[key], `${path}.${key}`, depth - 1)
    } else if (path === 'quality.errors' && Array.isArray(was) && Array.isArray(is) && was.length === is.length) {
      for (const [index, entry] of is.entries()) if (entry !== was[index]) paths.push(`${path}.${index}`)
    } else paths.push(path)
  }
  differ(before.demand, after.demand, 'demand', 1)
  differ(before.mix, after.mix, 'mix', 0)
  differ(before.mixByWeek, after.mixByWeek, 'mixByWeek', 0)
  differ(before.pools, after.pools, 'pools', 2)
  differ(before.performance, after.performance, 'performance', 2)
  differ(before.quality, after.quality, 'quality', 1)
  return paths
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
