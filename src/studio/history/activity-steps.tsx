import { useMemo } from 'react'
import { activityStates } from '../../history/activity-states.ts'
import { documentOrder, pathOf, titleOf } from '../../workflow/tree.ts'
import { formatAmount } from '../../words/number.ts'
import { Panel } from '../kit/panel.tsx'
import { Select } from '../kit/select.tsx'
import { useSession } from '../session/session.ts'
import styles from './history.module.css'
import { wizardActor } from './wizard-actor.ts'
import { type LoadedHistory } from '../session/loaded-history.ts'

const none = ''

/** Which activity of the log is which step of the drawing: by name, or as said here. Open while one is not known. */
export function ActivitySteps({ loaded }: { readonly loaded: LoadedHistory }) {
  const tables = useSession((state) => state.tables)
  const { profile, mapping } = loaded
  const names = useMemo(() => profile.activities.map(({ name }) => name), [profile])
  const states = useMemo(() => activityStates(names, tables, mapping), [names, tables, mapping])
  const options = useMemo(
    () =>
      documentOrder(tables)
        .filter(({ step, type, parent }) => step !== null || (type === 'final' && parent !== null))
        .map((state) => ({ value: state.uid, label: titleOf(state), hint: pathOf(tables, state.uid) })),
    [tables],
  )
  if (names.length === 0) return null
  const unknown = states.filter((state) => state === null).length
  const set = (activity: string, uid: string) => {
    const others = Object.entries(mapping.activities ?? {}).filter(([name]) => name !== activity)
    wizardActor.send({
      type: 'MAP',
      mapping: { ...mapping, activities: Object.fromEntries(uid === none ? others : [...others, [activity, uid]]) },
    })
  }
  return (
    <Panel
      id={unknown > 0 ? 'history-steps-open' : 'history-steps'}
      title={
        unknown > 0
          ? `${formatAmount(unknown, 'activity', 'activities')} of ${names.length} not found in the drawing`
          : `All ${formatAmount(names.length, 'activity', 'activities')} are steps of the drawing`
      }
      initiallyOpen={unknown > 0}
    >
      <div className={styles.steps}>
        {names.map((name, at) => (
          <Select
            key={name}
            label={name}
            value={states[at]?.uid ?? none}
            options={[{ value: none, label: 'not in the drawing' }, ...options]}
            onChange={(uid) => set(name, uid)}
          />
        ))}
      </div>
    </Panel>
  )
}
