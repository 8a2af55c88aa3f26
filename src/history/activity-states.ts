import type { State } from '../workflow/state.ts'
import { childrenOf, pathOf, titleOf } from '../workflow/tree.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Mapping } from './mapping.ts'

/** Letters and digits only, without accents and case: `Tier-1 Review` and `tier1review` are the same name. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * Which state each activity of a log is: by the mapping (uid or key path), else by title, key path or key.
 * Steps and final states are candidates; one name for several of them matches none.
 */
export function activityStates(activities: readonly string[], workflow: Workflow, mapping: Mapping): (State | null)[] {
  const candidates = Object.values(workflow.states).filter((state) => state.step !== null || state.type === 'final')
  const byName = new Map<string, State | null>()
  for (const names of [
    (state: State) => [state.uid, pathOf(workflow, state.uid)],
    (state: State) => [plainName(titleOf(state)), plainName(pathOf(workflow, state.uid))],
    (state: State) => [plainName(state.key)],
  ]) {
    const round = new Map<string, State | null>()
    for (const state of candidates) for (const name of new Set(names(state))) round.set(name, round.has(name) ? null : state)
    for (const [name, state] of round) if (!byName.has(name)) byName.set(name, state)
  }
  const given = new Map(Object.entries(mapping.activities ?? {}))
  return activities.map((activity) => byName.get(given.get(activity) ?? plainName(activity)) ?? null)
}

/** The top-level final states, by plain name of key and title. */
export function finalNames(workflow: Workflow): Map<string, State> {
  const finals = childrenOf(workflow, workflow.header.workflow.root).filter((state) => state.type === 'final')
  return new Map(
    finals.flatMap(
      (state) =>
        [
          [plainName(state.key), state],
          [plainName(titleOf(state)), state],
        ] as const,
    ),
  )
}
