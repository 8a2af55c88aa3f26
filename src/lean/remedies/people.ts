import type { Member } from '../../simulation/model/people.ts'
import type { PoolScenario, Scenario } from '../../simulation/model/scenario.ts'
import { formatNumber } from '../../words/number.ts'
import { visitedSteps, type RemedyKind } from './remedy.ts'

/** One more person on every shift of a pool; where all are people one by one, one more of those who are most. */
export const people: RemedyKind = {
  place: 'pool',
  onlyRule: false,
  find: (asked) => {
    const serving = new Set(visitedSteps(asked).flatMap(({ step }) => (step?.kind === 'review' ? step.pools : [])))
    return Object.keys(asked.workflow.pools).filter((id) => {
      const pool = asked.scenario.pools[id]
      return serving.has(id) && pool !== undefined && (pool.shifts.length > 0 || mostOf(pool) !== undefined)
    })
  },
  apply: (id, world) => {
    const pool = world.scenario.pools[id]
    if (!pool) return world
    return { ...world, scenario: { ...world.scenario, pools: { ...world.scenario.pools, [id]: { ...pool, ...onePersonMore(pool) } } } }
  },
  say: (id, { workflow, scenario }) => {
    const pool = workflow.pools[id]
    if (!pool) return null
    return {
      where: pool.title,
      label: `One more person in ${pool.title}`,
      change: 'one more person',
      pools: [id],
      effort: sayEffort(scenario, id),
    }
  },
}

function onePersonMore(pool: PoolScenario): Partial<PoolScenario> {
  if (pool.shifts.length > 0) return { shifts: pool.shifts.map((shift) => ({ ...shift, people: shift.people + 1 })) }
  const most = mostOf(pool)
  return { members: (pool.members ?? []).map((member) => (member === most ? { ...member, count: (member.count ?? 1) + 1 } : member)) }
}

/** Of people one by one: those who are most, the first of them where several are. */
function mostOf(pool: PoolScenario): Member | undefined {
  return (pool.members ?? []).toSorted((a, b) => (b.count ?? 1) - (a.count ?? 1))[0]
}

function sayEffort(scenario: Scenario, id: string): string {
  const pool = scenario.pools[id]
  const member = pool && pool.shifts.length === 0 ? mostOf(pool) : undefined
  const hours = (member?.shifts ?? pool?.shifts ?? []).reduce(
    (total, shift) => total + hoursBetween(shift.from, shift.to) * new Set(shift.days).size,
    0,
  )
  const cost = member?.costPerHour ?? pool?.costPerHour
  return `${formatNumber(hours)} more hours on shift a week${cost === undefined ? '' : `, costing ${formatNumber(hours * cost)} a week`}`
}

function hoursBetween(from: string, to: string): number {
  const hour = (clock: string) => Number(clock.slice(0, 2)) + Number(clock.slice(3, 5)) / 60
  return hour(to) > hour(from) ? hour(to) - hour(from) : hour(to) - hour(from) + 24
}
