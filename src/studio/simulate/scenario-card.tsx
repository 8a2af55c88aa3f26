import { useState } from 'react'
import { LocalDate } from '../../simulation/model/fields.ts'
import { scenarioInForce } from '../../simulation/model/in-force.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/text-field.tsx'
import { copyScenario, deleteScenario, describeScenario } from '../session/scenarios.ts'
import { useSession } from '../session/session.ts'
import styles from './scenario-panel.module.css'

/** What the scenario is called, whether it is in force and from when, and the ways to another. */
export function ScenarioCard({ scenario }: { readonly scenario: Scenario }) {
  const scenarios = useSession((state) => state.tables.scenarios)
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const { id, title, inForceFrom } = scenario
  const nameIt = (name: string) => name.trim() !== '' && describeScenario(id, { title: name.trim() })
  const from = (day: string) => {
    if (day === '' || LocalDate.safeParse(day).success) describeScenario(id, { inForceFrom: day === '' ? null : day })
  }
  return (
    <>
      <TextField label="Name" value={title} onCommit={nameIt} />
      <TextField label="In force from" type="date" value={inForceFrom ?? ''} onCommit={from} />
      <p className={styles.fact}>{standing(scenario, scenarioInForce(scenarios, today), today)}</p>
      <div className={styles.pair}>
        <Button onClick={() => copyScenario(id)}>Copy</Button>
        <Button onClick={() => deleteScenario(id)}>Delete</Button>
      </div>
    </>
  )
}

function standing({ id, inForceFrom }: Scenario, inForce: Scenario | null, today: string): string {
  if (inForce?.id === id) return 'In force now.'
  const other = inForce === null ? 'No scenario is said to be in force.' : `“${inForce.title}” is in force now.`
  return inForceFrom !== undefined && inForceFrom > today ? `In force from ${inForceFrom}. ${other}` : other
}
