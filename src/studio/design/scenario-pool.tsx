import { X } from 'lucide-react'
import { sayPool } from '../../simulation/compile/people-words.ts'
import type { PoolScenario } from '../../simulation/model/scenario.ts'
import { isZone } from '../../simulation/model/zone.ts'
import type { Pool } from '../../workflow/pool.ts'
import { IconButton } from '../kit/icon-button.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { attempt, CheckedField } from '../fields/checked-field.tsx'
import { readDays, sayDays } from '../fields/days.ts'
import shared from '../fields/fields.module.css'
import styles from './inspector.module.css'
import { editPool, originOf, useScenario } from '../session/scenario-edit.ts'
import { OriginHeading } from '../fields/origin-heading.tsx'
import { AddButton } from '../fields/add-button.tsx'

type Shift = PoolScenario['shifts'][number]

/** Who is on duty in a pool, in the scenario at hand. */
export function ScenarioPool({ pool }: { pool: Pool }) {
  const scenario = useScenario()
  if (!scenario) return null
  const duty = (Object.hasOwn(scenario.pools, pool.id) ? scenario.pools[pool.id] : undefined) ?? {
    shifts: [],
    order: { kind: 'arrival' as const },
  }
  const put = (shifts: Shift[]) => attempt(editPool(pool.id, { shifts }, `Change the shifts of ${pool.title}`))
  return (
    <section aria-label={`Shifts of ${pool.title}`} className={shared.fields}>
      <OriginHeading
        title={`Reviewers on shift in “${scenario.title}”`}
        origin={duty.shifts.length > 0 ? originOf(scenario, `pools.${pool.id}.shifts`) : null}
      />
      {duty.shifts.map((shift, index) => {
        const change = (patch: Partial<Shift>) => put(duty.shifts.with(index, { ...shift, ...patch }))
        return (
          <div key={index} className={styles.item}>
            <div className={shared.row}>
              <div className={shared.pair}>
                <CheckedField label="Shift" value={shift.title} onCommit={(title) => change({ title })} />
                <NumberField label="People" whole min={0} value={shift.people} onCommit={(people) => change({ people: people ?? 0 })} />
              </div>
              <IconButton label={`Take ${shift.title} away`} icon={<X />} onClick={() => put(duty.shifts.toSpliced(index, 1))} />
            </div>
            <div className={shared.pair}>
              <CheckedField
                label="Days"
                value={sayDays(shift.days)}
                onCommit={(text) => {
                  const read = readDays(text)
                  return read.ok ? change({ days: read.days }) : read.message
                }}
              />
              <CheckedField
                label="Hours"
                value={`${shift.from}–${shift.to}`}
                onCommit={(text) => {
                  const found = /^\s*(\d{1,2}:\d\d)\s*[-–to]+\s*(\d{1,2}:\d\d)\s*$/.exec(text)
                  return found
                    ? change({ from: (found[1] ?? '').padStart(5, '0'), to: (found[2] ?? '').padStart(5, '0') })
                    : 'Write the hours like 08:00–16:30.'
                }}
              />
            </div>
          </div>
        )
      })}
      {sayPool(duty).map((fact) => (
        <p key={fact} className={shared.quiet}>
          {fact}
        </p>
      ))}
      <AddButton onClick={() => put([...duty.shifts, { title: 'Day', people: 4, days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }])}>
        Add a shift
      </AddButton>
      <div className={shared.pair}>
        <NumberField
          label="Cost"
          unit="per hour"
          optional
          min={0}
          value={duty.costPerHour ?? null}
          onCommit={(costPerHour) => attempt(editPool(pool.id, { costPerHour: costPerHour ?? 0 }, `Change the cost of ${pool.title}`))}
        />
        <CheckedField
          label="Time zone"
          value={duty.timezone ?? ''}
          placeholder={scenario.timezone}
          onCommit={(zone) =>
            isZone(zone.trim())
              ? attempt(editPool(pool.id, { timezone: zone.trim() }, `Change the time zone of ${pool.title}`))
              : `“${zone}” is no time zone; write one like Europe/Dublin.`
          }
        />
      </div>
    </section>
  )
}
