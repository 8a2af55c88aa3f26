import type { State } from '../../workflow/state.ts'
import { parseDuration } from '../../workflow/duration.ts'
import { titleOf } from '../../workflow/tree.ts'
import type { Absence, Member } from '../model/people.ts'
import type { PoolScenario } from '../model/scenario.ts'
import { isZone } from '../model/zone.ts'
import { groupsOf, isCrew } from './crew-table.ts'
import { meanOf } from './distribution-facts.ts'
import { checkCondition, round, scenarioPlace } from './found.ts'
import type { Context } from './found.ts'

/** People are followed one by one up to this many in a pool, and up to so many kinds of skill. */
const mostPersons = 5000
const mostSkills = 30
/** A share of the people that rounding changes by more than this is said. */
const roundedMuch = 0.2

/** Every pool that a step needs has people, and what the scenario says of them can be meant. */
export function checkPools(context: Context): void {
  checkStaff(context)
  checkDates(context, context.scenario.holidays ?? [], 'holidays', 'Scenario')
  for (const [id, pool] of Object.entries(context.scenario.pools)) {
    const one: OnePool = { context, id, pool, path: `pools.${id}`, where: context.workflow.pools[id]?.title ?? id }
    checkOrder(one)
    checkDates(context, pool.holidays ?? [], `${one.path}.holidays`, one.where)
    pool.members?.forEach((member, i) => checkMember(one, member, i))
    pool.absences?.forEach((absence, i) => checkAbsence(one, absence, i))
    checkExposure(one)
    checkSize(one)
  }
}

type OnePool = {
  readonly context: Context
  readonly id: string
  readonly pool: PoolScenario
  readonly path: string
  readonly where: string
}

function checkStaff({ workflow, scenario, found }: Context): void {
  const used = new Map<string, State>()
  for (const state of Object.values(workflow.states))
    if (state.step?.kind === 'review') for (const pool of state.step.pools) if (!used.has(pool)) used.set(pool, state)
  for (const [id, state] of used) {
    if (!Object.hasOwn(workflow.pools, id))
      found(
        'unknown-pool',
        { kind: 'state', id: state.uid },
        titleOf(state),
        `The step names the pool "${id}", which is not there.`,
        'Nobody would ever work on it.',
      )
    else if (!Object.hasOwn(scenario.pools, id))
      found(
        'missing-pool',
        scenarioPlace(`pools.${id}`),
        workflow.pools[id]!.title,
        'The scenario says nothing about this pool.',
        'The engine must know who is on shift when.',
      )
    else if (groupsOf(scenario.pools[id]!).length === 0)
      found(
        'unstaffed-pool',
        scenarioPlace(`pools.${id}.shifts`),
        workflow.pools[id]!.title,
        'Nobody is ever on shift in this pool.',
        'Cases that need it would wait for ever.',
      )
  }
}

function checkOrder({ context, pool, path, where }: OnePool): void {
  const { scenario, found } = context
  if (pool.timezone !== undefined && !isZone(pool.timezone))
    found(
      'bad-zone',
      scenarioPlace(`${path}.timezone`),
      where,
      `"${pool.timezone}" is not a time zone; write one like Europe/Dublin.`,
      'Shifts are wall-clock times.',
    )
  const { order } = pool
  if (order.kind === 'priority' || order.kind === 'value')
    checkCondition(context, order.expression, scenarioPlace(`${path}.order`), where, 'number')
  if (order.kind === 'deadline' && scenario.segments.every(({ target }) => target === undefined))
    found(
      'no-deadline',
      scenarioPlace(`${path}.order`),
      where,
      'Cases are taken by deadline, but no segment has a target.',
      'They are taken in the order of arrival.',
      { severity: 'warning' },
    )
}

function checkDates({ found }: Context, dates: readonly string[], path: string, where: string): void {
  dates.forEach((date, i) => {
    if (!exists(date))
      found('bad-date', scenarioPlace(`${path}.${i}`), where, `"${date}" is not a date that exists.`, 'No day is meant by it.')
  })
}

function exists(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}

function checkMember({ context, path, where }: OnePool, member: Member, index: number): void {
  const { found } = context
  const place = (field: string) => scenarioPlace(`${path}.members.${index}.${field}`)
  const who = `${where}, ${member.title}`
  checkCondition(context, member.takes, place('takes'), who)
  if (member.startedOn !== undefined && !exists(member.startedOn))
    found('bad-date', place('startedOn'), who, `"${member.startedOn}" is not a date that exists.`, 'Nobody could begin on it.')
  if (member.rampUp && member.startedOn === undefined)
    found(
      'no-start',
      place('rampUp'),
      who,
      'These people become faster from their first day on, but it is not said.',
      'Give the day that they started on.',
    )
}

function checkAbsence({ context, pool, path, where }: OnePool, absence: Absence, index: number): void {
  const { found } = context
  const place = scenarioPlace(`${path}.absences.${index}`)
  if (absence.kind === 'drawn') {
    if (meanOf(absence.every) < 1)
      found('endless-absence', place, where, `"${absence.title}" comes at once again and again.`, 'Nobody would ever work.')
    return
  }
  const { share, people } = absence
  if ((share === undefined) === (people === undefined))
    return found(
      'bad-absence',
      place,
      where,
      `"${absence.title}" needs either a share of the people or a number.`,
      'One of them decides who is away.',
    )
  const most = groupsOf(pool).reduce((sum, group) => Math.max(sum, group.count ?? 1), 0)
  const exact = (share ?? 0) * most
  if (share !== undefined && Math.abs(Math.round(exact) - exact) > roundedMuch * exact)
    found(
      'rounded-absence',
      place,
      where,
      `"${absence.title}" takes ${round(share * 100)} % of ${most} people, which is ${round(exact)}; it counts as ${Math.round(exact)}.`,
      'People are away as a whole.',
      { severity: 'warning' },
    )
}

function checkExposure({ context, id, pool, path, where }: OnePool): void {
  const { workflow, found } = context
  const budgets = [pool, ...(pool.members ?? [])].flatMap(({ exposure }) => (exposure ? [exposure] : []))
  if (budgets.length === 0) return
  if (budgets.some(({ perShift, perWeek }) => perShift === undefined && perWeek === undefined))
    found(
      'empty-budget',
      scenarioPlace(path),
      where,
      'An exposure budget says nothing of the shift nor of the week.',
      'It limits nothing.',
      {
        severity: 'warning',
      },
    )
  const isSensitive = ({ step }: State) => step?.kind === 'review' && step.pools.includes(id) && step.sensitive === true
  if (!Object.values(workflow.states).some(isSensitive))
    found(
      'idle-budget',
      scenarioPlace(path),
      where,
      'There is an exposure budget, but no step of this pool is sensitive.',
      'It limits nothing.',
      {
        severity: 'warning',
      },
    )
  else if (budgets.some(({ perShift, perWeek }) => [perShift, perWeek].some((text) => text !== undefined && parseDuration(text) === 0)))
    found('no-budget', scenarioPlace(path), where, 'An exposure budget is nothing.', 'These people never take a sensitive case.', {
      severity: 'warning',
    })
}

function checkSize({ context, id, pool, path, where }: OnePool): void {
  const groups = groupsOf(pool)
  const people = groups.reduce((sum, { count }) => sum + (count ?? 1), 0)
  if (people > mostPersons && isCrew(id, pool, Object.values(context.workflow.states)))
    context.found(
      'too-many-people',
      scenarioPlace(path),
      where,
      `${people} people are too many to follow one by one; ${mostPersons} are possible.`,
      'Without members, drawn absences and budgets, and with work finished at the end of a shift, they count as alike.',
    )
  if (new Set(groups.map(({ takes }) => takes)).size > mostSkills)
    context.found(
      'too-many-skills',
      scenarioPlace(`${path}.members`),
      where,
      `There are more than ${mostSkills} different conditions on what people take.`,
      'The engine keeps a queue for each mix of them.',
    )
}
