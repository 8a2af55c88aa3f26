import type { Performance } from '../../simulation/model/scenario.ts'
import type { World } from './remedy.ts'

/** The design with the performance of one step changed. The same design where the step has none, or `change` gives the same object back. */
export function withPerformance(world: World, uid: string, change: (performance: Performance) => Performance): World {
  const performance = world.scenario.performance[uid]
  const changed = performance && change(performance)
  if (!changed || changed === performance) return world
  return { ...world, scenario: { ...world.scenario, performance: { ...world.scenario.performance, [uid]: changed } } }
}
