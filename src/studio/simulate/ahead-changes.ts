import type { Scenario } from '../../simulation/model/scenario.ts'

/** What would be else in the next days. */
export type Change = { readonly id: string; readonly title: string; readonly apply: (scenario: Scenario) => Scenario }

/** Half as many cases again: an attack in the news, say. */
const spike: Change = {
  id: 'spike',
  title: 'a spike, half as many cases again',
  apply: (scenario) => ({ ...scenario, demand: { ...scenario.demand, scale: (scenario.demand.scale ?? 1) * 1.5 } }),
}

/** People of a vendor beside each shift of a pool. */
function surge(pool: string, title: string): Change {
  return {
    id: `surge ${pool}`,
    title: `two more people on every shift of ${title}`,
    apply: (scenario) => {
      const own = scenario.pools[pool]
      if (!own) return scenario
      const shifts = own.shifts.map((shift) => ({ ...shift, people: shift.people + 2 }))
      return { ...scenario, pools: { ...scenario.pools, [pool]: { ...own, shifts } } }
    },
  }
}

/** Every shift of a pool two hours longer; one that would run into its own next beginning stays. */
function overtime(pool: string, title: string): Change {
  return {
    id: `overtime ${pool}`,
    title: `two hours of overtime after every shift of ${title}`,
    apply: (scenario) => {
      const own = scenario.pools[pool]
      if (!own) return scenario
      const shifts = own.shifts.map((shift) => ({ ...shift, to: later(shift.from, shift.to) }))
      return { ...scenario, pools: { ...scenario.pools, [pool]: { ...own, shifts } } }
    },
  }
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const day = 24 * 60

function later(from: string, to: string): string {
  const length = (minutesOf(to) - minutesOf(from) + day) % day || day
  if (length + 120 > day) return to
  const end = (minutesOf(from) + length + 120) % day
  if (end === 0) return '24:00'
  return `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`
}

/** What can be asked of a scenario: a spike, and more people or longer shifts of each pool that has shifts. */
export function changesOf(scenario: Scenario, titleOf: (pool: string) => string): readonly Change[] {
  const pools = Object.entries(scenario.pools).filter(([, { shifts }]) => shifts.some(({ people }) => people > 0))
  return [spike, ...pools.flatMap(([pool]) => [surge(pool, titleOf(pool)), overtime(pool, titleOf(pool))])]
}
