import type { Shift } from '../../simulation/model/people.ts'
import type { PoolScenario } from '../../simulation/model/scenario.ts'
import { localSeconds } from '../../simulation/model/wall-clock.ts'
import { zoneOf } from '../../simulation/model/zone.ts'
import type { Queue } from '../causes/queue.ts'
import { learnsAtOnce, withPool } from './pool.ts'
import type { Asked, Effort, Plan, RemedyKind, World } from './remedy.ts'
import { servingPools } from './remedy.ts'
import { bestContract, followingShifts, gapShifts, hourlyCost } from './shifts.ts'
import { hoursOf } from '../../simulation/model/shift-hours.ts'
import { formatShift } from '../../words/week.ts'

/** What is asked of a pool and who is there, by hour of the week of the pool's own clock. Without a run: the same at all hours. */
function week({ scenario, evidence }: Asked, id: string): Queue {
  const facts = evidence?.pools.find((pool) => pool.id === id)
  const always = Array.from({ length: 168 }, () => 1)
  if (!facts) return { work: always, staff: always, variation: 1, handle: 3600 }
  const start = zoneOf(scenario.timezone).toEpoch(localSeconds(scenario.start))
  const own = zoneOf(scenario.pools[id]?.timezone ?? scenario.timezone)
  const ahead = Math.round((own.toLocal(start) - localSeconds(scenario.start)) / 3600)
  const moved = (values: readonly number[]) => values.map((_, hour) => values[(((hour - ahead) % 168) + 168) % 168]!)
  return { ...facts, work: moved(facts.work), staff: moved(facts.staff) }
}

/** One more person: a contract of 40 hours a week, its shifts where they help most. */
export const people: RemedyKind = {
  place: 'pool',
  cures: ['too-few-people', 'ramp-up', 'variance', 'peak', 'skill'],
  find: (asked) =>
    servingPools(asked)
      .filter((id) => asked.scenario.pools[id] !== undefined)
      .map((id) => ({ id, plan: { shifts: [bestContract(week(asked, id), 'One more person')] } })),
  apply: (id, world, { shifts = [] }) => withPool(world, id, (pool) => withMore(pool, shifts)),
  effort: more,
  say: (id, { workflow }, { shifts = [] }) => {
    const pool = workflow.pools[id]
    if (!pool) return null
    const when = shifts.map(formatShift).join(', ')
    return { where: pool.title, label: `One more person in ${pool.title}, ${when}`, change: 'one more person', pools: [id] }
  },
}

/** The same hours where the work is. */
export const hours: RemedyKind = {
  place: 'pool',
  cures: ['wrong-hours', 'shift-gap', 'peak'],
  find: (asked) =>
    servingPools(asked).flatMap((id) => {
      const pool = asked.scenario.pools[id]
      const facts = asked.evidence?.pools.find((one) => one.id === id)
      if (!pool || !facts || pool.shifts.length === 0 || (pool.members ?? []).length > 0) return []
      const { work } = week(asked, id)
      const shifts = followingShifts(work, hoursOf(pool.shifts), 'Where the work is')
      return shifts.length > 0 ? [{ id, plan: { shifts } }] : []
    }),
  apply: (id, world, { shifts = [] }) => withPool(world, id, (pool) => ({ ...pool, shifts: [...shifts] })),
  effort: (id, { scenario }, { shifts = [] }) => {
    const pool = scenario.pools[id]
    const hoursPerWeek = Math.round(hoursOf(shifts) - hoursOf(pool?.shifts ?? []))
    const cost = hourlyCost(pool)
    return { hoursPerWeek, costPerWeek: cost === null ? null : hoursPerWeek * cost, once: 'a new rota' }
  },
  say: (id, { workflow }) => {
    const pool = workflow.pools[id]
    return pool
      ? {
          where: pool.title,
          label: `Moving the hours of ${pool.title} to where the work is`,
          change: 'hours moved to the work',
          pools: [id],
        }
      : null
  },
}

/** Somebody there when nobody is. */
export const gap: RemedyKind = {
  place: 'pool',
  cures: ['shift-gap'],
  find: (asked) =>
    servingPools(asked).flatMap((id) => {
      const facts = asked.evidence?.pools.find((one) => one.id === id)
      if (!facts || facts.by.unavailability < 0.1 * facts.wait) return []
      const { work, staff } = week(asked, id)
      const shifts = gapShifts(work, staff, 'In the gap')
      return shifts.length > 0 ? [{ id, plan: { shifts } }] : []
    }),
  apply: (id, world, { shifts = [] }) => withPool(world, id, (pool) => withMore(pool, shifts)),
  effort: more,
  say: (id, { workflow }, { shifts = [] }) => {
    const pool = workflow.pools[id]
    if (!pool) return null
    const when = shifts.map(formatShift).slice(0, 3).join(' and ')
    return {
      where: pool.title,
      label: `Somebody in ${pool.title} when nobody is there, ${when}`,
      change: 'somebody in the gap',
      pools: [id],
    }
  },
}

/** New people learn in half the time and begin at a better pace, because somebody sits with them. */
export const mentoring: RemedyKind = {
  place: 'pool',
  cures: ['ramp-up'],
  find: ({ scenario, workflow }) =>
    Object.keys(workflow.pools).flatMap((id) => ((scenario.pools[id]?.members ?? []).some(({ rampUp }) => rampUp) ? [{ id }] : [])),
  apply: (id, world) =>
    withPool(world, id, (pool) => ({
      ...pool,
      members: (pool.members ?? []).map((one) =>
        one.rampUp ? { ...one, rampUp: { days: one.rampUp.days / 2, from: (1 + one.rampUp.from) / 2 } } : one,
      ),
    })),
  effort: (id, { scenario }) => {
    const pool = scenario.pools[id]
    // An hour of an experienced colleague a day for each newcomer.
    const hoursPerWeek = 5 * (pool?.members ?? []).reduce((sum, { count = 1, rampUp }) => sum + (rampUp ? count : 0), 0)
    const cost = hourlyCost(pool)
    return { hoursPerWeek, costPerWeek: cost === null ? null : hoursPerWeek * cost, once: 'until they have learnt' }
  },
  say: (id, { workflow }) => {
    const pool = workflow.pools[id]
    return pool
      ? {
          where: pool.title,
          label: `A mentor for each new person in ${pool.title}`,
          change: 'mentors for new people',
          pools: [id],
        }
      : null
  },
}

/** People who can only take some cases learn to take all. */
export const training: RemedyKind = {
  place: 'pool',
  cures: ['skill'],
  find: (asked) => Object.keys(asked.workflow.pools).flatMap((id) => (learnsAtOnce(asked.scenario.pools[id]) === null ? [] : [{ id }])),
  apply: (id, world) =>
    withPool(world, id, (pool) => {
      const learner = learnsAtOnce(pool)
      if (learner === null) return pool
      const { takes: _takes, ...able } = learner
      const members = (pool.members ?? []).flatMap((one) => {
        if (one !== learner) return [one]
        const count = (one.count ?? 1) - 1
        return [...(count > 0 ? [{ ...one, count }] : []), { ...able, title: `${one.title}, trained for all cases`, count: 1 }]
      })
      return { ...pool, members }
    }),
  effort: () => ({ hoursPerWeek: 0, costPerWeek: 0, once: 'the training of one person' }),
  say: (id, { workflow, scenario }) => {
    const pool = workflow.pools[id]
    const learner = learnsAtOnce(scenario.pools[id])
    return pool && learner
      ? {
          where: pool.title,
          label: `Training one of “${learner.title}” in ${pool.title} for all cases`,
          change: `one of “${learner.title}” trained for all`,
          pools: [id],
        }
      : null
  },
}

function more(id: string, { scenario }: World, { shifts = [] }: Plan): Effort {
  const hoursPerWeek = Math.round(hoursOf(shifts))
  const cost = hourlyCost(scenario.pools[id])
  return { hoursPerWeek, costPerWeek: cost === null ? null : hoursPerWeek * cost, once: null }
}

function withMore(pool: PoolScenario, shifts: readonly Shift[]): PoolScenario {
  if (pool.shifts.length > 0 || (pool.members ?? []).length === 0) return { ...pool, shifts: [...pool.shifts, ...shifts] }
  const duties = shifts.map(({ people: _people, ...duty }) => duty)
  return { ...pool, members: [...(pool.members ?? []), { title: 'One more person', shifts: duties }] }
}
