import { useMemo } from 'react'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { trustOf } from '../../simulation/model/scenario-file.ts'
import { Chip } from '../kit/chip.tsx'
import { useSession } from '../session/session.ts'
import styles from './trust.module.css'

/** Beside a headline: whether the scenario that it rests on was looked at beside history, and where it does not come back. */
export function Trust({ scenario }: { readonly scenario?: Scenario }) {
  const open = useSession((state) => (state.scenarioId === null ? undefined : state.tables.scenarios[state.scenarioId]))
  const shown = scenario ?? open
  const trust = useMemo(() => (shown ? trustOf(shown) : null), [shown])
  if (!trust) return null
  return (
    <p className={styles.trust}>
      <Chip tone={trust.state === 'good' ? 'good' : 'warning'}>
        {trust.state === 'good' ? 'checked' : trust.state === 'off' ? 'off' : 'unchecked'}
      </Chip>{' '}
      {trust.sentence}
    </p>
  )
}
