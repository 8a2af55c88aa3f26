import type { State } from '../../workflow/state.ts'
import { titleOf } from '../../workflow/tree.ts'
import { mostConfigurations } from '../program/most-configurations.ts'
import type { Context } from './found.ts'

/**
 * Parallel states whose regions can stand in so many combinations that each is met once and has to be worked out anew. Measured for regions of four states
 * that move on their own, against four such regions: six take some 25 times as long an event, 16 some 80 times, 50 some 170 times.
 */
export function checkCombinations({ workflow, found }: Context): void {
  const children = new Map<string | null, State[]>()
  for (const state of Object.values(workflow.states)) {
    const siblings = children.get(state.parent)
    if (siblings) siblings.push(state)
    else children.set(state.parent, [state])
  }
  const visit = (state: State): void => {
    const within = children.get(state.uid) ?? []
    if (state.type !== 'parallel' || combinations(state, children) < mostConfigurations) return within.forEach(visit)
    found(
      'many-combinations',
      { kind: 'state', id: state.uid },
      titleOf(state),
      `Its ${within.length} regions can stand in ${mostConfigurations.toLocaleString('en')} combinations or more; where they move on their own, a run takes some ${slower(within.length)} times as long for each event. Fewer or shorter regions, or one region after another, run faster.`,
      'What can happen is worked out once for each combination, and these hardly come twice.',
      { severity: 'warning' },
    )
  }
  ;(children.get(null) ?? []).forEach(visit)
}

/** In how many ways a case can stand within a state, at most; what history states remember is not counted. */
function combinations(state: State, children: ReadonlyMap<string | null, readonly State[]>): number {
  const within = (children.get(state.uid) ?? []).filter(({ type }) => type !== 'history')
  if (within.length === 0) return 1
  const ways = within.map((child) => combinations(child, children))
  return state.type === 'parallel' ? ways.reduce((product, one) => product * one, 1) : ways.reduce((sum, one) => sum + one, 0)
}

/** The measured factor, in tens. */
function slower(regions: number): number {
  return 10 * Math.round((20 + 3 * regions) / 10)
}
