import type { State } from '../../workflow/state.ts'
import { titleOf } from '../../workflow/tree.ts'
import type { PoolScenario } from '../model/scenario.ts'
import { groupsOf } from './crew-table.ts'
import { checkCaseCondition, scenarioPlace } from './found.ts'
import type { Context } from './found.ts'

/** A delay and the clock of a wait must have something that they act on, and the clock a pool that works. */
export function checkOutside(context: Context, state: State): void {
  const { scenario, workflow, found } = context
  const { delay, clock, rest } = scenario.performance[state.uid] ?? {}
  const [path, where, isWait] = [`performance.${state.uid}`, titleOf(state), state.step?.kind === 'wait']
  delay?.forEach(({ when }, i) => checkCaseCondition(context, when, scenarioPlace(`${path}.delay.${i}.when`), where))
  rest?.forEach(({ when }, i) => checkCaseCondition(context, when, scenarioPlace(`${path}.rest.${i}.when`), where))
  if (delay !== undefined && isWait)
    found(
      'idle-delay',
      scenarioPlace(`${path}.delay`),
      where,
      'A wait step is all delay: its time says how long it is.',
      'A delay before it has no effect; add it to the time.',
      { severity: 'warning' },
    )
  if ((rest ?? []).length > 0 && state.step?.kind !== 'review')
    found(
      'idle-rest',
      scenarioPlace(`${path}.rest`),
      where,
      'Only work of people stays open when nobody is at it any more.',
      'It has no effect; a delay of the next step holds a case up.',
      { severity: 'warning' },
    )
  if (clock === undefined) return
  const place = scenarioPlace(`${path}.clock`)
  if (!isWait && (delay ?? []).length === 0)
    found('idle-clock', place, where, 'This step has no delay that the clock could be for.', 'It has no effect; work goes by shifts.', {
      severity: 'warning',
    })
  if (!Object.hasOwn(workflow.pools, clock.pool))
    found(
      'unknown-pool',
      place,
      where,
      `The clock is that of the pool "${clock.pool}", which is not in the workflow.`,
      'Nobody knows when it runs.',
    )
  else if (shareOfWeek(scenario.pools[clock.pool]) === 0)
    found(
      'clock-never-runs',
      place,
      where,
      `The wait counts only while somebody of ${workflow.pools[clock.pool]!.title} is on shift, and nobody ever is.`,
      'It would never end. Give the pool a shift, or let the wait run at all times.',
    )
}

/** Share of the week in which somebody of the pool is on planned shift, to the minute. */
export function shareOfWeek(pool: PoolScenario | undefined): number {
  if (pool === undefined) return 0
  const week = new Uint8Array(7 * 1440)
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  for (const { days, from, to } of groupsOf(pool).flatMap(({ shifts }) => shifts)) {
    const [first, last] = [minutes(from), minutes(to)]
    const length = last <= first ? last + 1440 - first : last - first
    for (const day of days) for (let i = 0; i < length; i++) week[((day - 1) * 1440 + first + i) % week.length] = 1
  }
  return week.reduce((sum, on) => sum + on, 0) / week.length
}
