import type { Member } from '../../simulation/model/people.ts'
import type { PoolScenario } from '../../simulation/model/scenario.ts'
import type { World } from './remedy.ts'

/** The design with one pool's people changed. The same design where the pool is gone, or `change` gives the same object back. */
export function withPool(world: World, id: string, change: (pool: PoolScenario) => PoolScenario): World {
  const pool = world.scenario.pools[id]
  const changed = pool && change(pool)
  if (!changed || changed === pool) return world
  return { ...world, scenario: { ...world.scenario, pools: { ...world.scenario.pools, [id]: changed } } }
}

/** The group of which one person is to be trained: those of the limited ones who are most. Null where nobody is limited. */
export function learnsAtOnce(pool: PoolScenario | undefined): Member | null {
  const limited = (pool?.members ?? []).filter(({ takes }) => takes !== undefined)
  return limited.toSorted((a, b) => (b.count ?? 1) - (a.count ?? 1))[0] ?? null
}
