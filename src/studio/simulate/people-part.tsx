import { sayMember, sayPool } from '../../simulation/compile/people-words.ts'
import type { PoolScenario, Scenario } from '../../simulation/model/scenario.ts'
import { NumberField } from '../kit/number-field.tsx'
import { formatWeekday } from '../../words/week.ts'
import { useSession } from '../session/session.ts'
import { Origin } from './demand-part.tsx'
import { editScenario } from '../session/scenario-edit.ts'
import styles from './scenario-panel.module.css'

/** Who works when: the people of each shift can be changed here, to ask what more or fewer would do. */
export function PeoplePart({ scenario }: { readonly scenario: Scenario }) {
  const pools = useSession((state) => state.tables.pools)
  return Object.entries(scenario.pools).map(([id, pool]) => (
    <section key={id} className={styles.item} data-path={`pools.${id}`}>
      <h3 className={styles.name}>
        <span>{pools[id]?.title ?? id}</span>
        <Origin scenario={scenario} path={`pools.${id}.shifts`} />
      </h3>
      {pool.shifts.length === 0 && !pool.members?.length && <p className={styles.fact}>Nobody is ever on shift.</p>}
      {pool.shifts.map((shift, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- shifts have no name of their own; their place in the list is their identity
        <div key={index} className={styles.shift}>
          <span>
            {shift.title}
            {!shift.title.includes(shift.from) && (
              <small>
                {sayDays(shift.days)}, {shift.from} to {shift.to}
              </small>
            )}
          </span>
          <NumberField
            label={`People on ${shift.title}, ${pools[id]?.title ?? id}`}
            hideLabel
            value={shift.people}
            min={0}
            max={10_000}
            whole
            onCommit={(people) => people !== null && setPeople(id, index, people, pools[id]?.title ?? id)}
          />
        </div>
      ))}
      {pool.members?.map((member, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- members have no name of their own; their place in the list is their identity
        <div key={index} className={styles.shift}>
          <span>
            {member.title}
            <small>{sayMember({ ...member, count: 1 })}</small>
          </span>
          <NumberField
            label={`People like ${member.title}, ${pools[id]?.title ?? id}`}
            hideLabel
            value={member.count ?? 1}
            min={1}
            max={1000}
            whole
            onCommit={(count) => count !== null && setCount(id, index, count, pools[id]?.title ?? id)}
          />
        </div>
      ))}
      {sayPool({ ...pool, members: [] }).map((fact) => (
        <p key={fact} className={styles.fact}>
          {fact}
        </p>
      ))}
    </section>
  ))
}

function setPeople(id: string, index: number, people: number, title: string): void {
  const change = (pool: PoolScenario): PoolScenario => ({
    ...pool,
    shifts: pool.shifts.map((shift, at) => (at === index ? { ...shift, people } : shift)),
  })
  editScenario(`People in ${title}`, (scenario) => {
    const pool = scenario.pools[id]
    return pool ? { ...scenario, pools: { ...scenario.pools, [id]: change(pool) } } : scenario
  })
}

function setCount(id: string, index: number, count: number, title: string): void {
  const change = (pool: PoolScenario): PoolScenario => ({
    ...pool,
    members: (pool.members ?? []).map((member, at) => (at === index ? { ...member, count } : member)),
  })
  editScenario(`People in ${title}`, (scenario) => {
    const pool = scenario.pools[id]
    return pool ? { ...scenario, pools: { ...scenario.pools, [id]: change(pool) } } : scenario
  })
}

function sayDays(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b)
  const [first, last] = [sorted[0] ?? 1, sorted.at(-1) ?? 1]
  if (sorted.length === 7) return 'every day'
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${formatWeekday(first - 1)} to ${formatWeekday(last - 1)}`
  return sorted.map((day) => formatWeekday(day - 1)).join(', ')
}
