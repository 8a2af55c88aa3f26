import { Play, Square } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { Panel } from '../kit/panel.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { Select } from '../kit/select.tsx'
import { setPlace, setScenario, useSession } from '../session/session.ts'
import { DemandPart } from './demand-part.tsx'
import { PeoplePart } from './people-part.tsx'
import { QualityPart } from './quality-part.tsx'
import { cancelRun, isUnderWay, setPrecision, startRun, useRuns } from '../session/runs/runs.ts'
import { beginScenario, editScenario } from './scenario-edit.ts'
import styles from './scenario-panel.module.css'
import { WorkPart } from './work-part.tsx'

/** The left of Simulate: the scenario that is run, where each of its parameters comes from, and how it is run. */
export function ScenarioPanel() {
  const scenarios = useSession((state) => state.tables.scenarios)
  const scenarioId = useSession((state) => state.scenarioId)
  const scenario = scenarioId === null ? undefined : scenarios[scenarioId]
  const panel = useRevealed()
  if (!scenario) {
    return (
      <Empty
        title="No scenario"
        action={
          <>
            <Button variant="primary" onClick={() => setPlace('history')}>
              Fit one to a history
            </Button>
            <Button onClick={beginScenario}>Begin with guesses</Button>
          </>
        }
      >
        A scenario says what comes in and who works.
      </Empty>
    )
  }
  return (
    <div ref={panel} className={styles.panel}>
      <div className={styles.head}>
        <Select
          label="Scenario"
          value={scenario.id}
          options={Object.values(scenarios).map(({ id, title }) => ({ value: id, label: title }))}
          onChange={setScenario}
        />
        <RunButton />
      </div>
      <Panel id="simulate.run" title="Run">
        <RunPart scenario={scenario} />
      </Panel>
      <Panel id="simulate.demand" title="Demand">
        <DemandPart scenario={scenario} />
      </Panel>
      <Panel id="simulate.people" title="People" count={Object.keys(scenario.pools).length}>
        <PeoplePart scenario={scenario} />
      </Panel>
      <Panel id="simulate.work" title="Work" count={Object.keys(scenario.performance).length}>
        <WorkPart scenario={scenario} />
      </Panel>
      {scenario.quality && (
        <Panel id="simulate.decisions" title="Decisions and harm">
          <QualityPart scenario={scenario} quality={scenario.quality} />
        </Panel>
      )}
    </div>
  )
}

/** Brings the part of the scenario into view that was asked for, for instance by a problem, and puts the focus in it. */
function useRevealed(): RefObject<HTMLDivElement | null> {
  const panel = useRef<HTMLDivElement>(null)
  const revealed = useSession((state) => state.revealed)
  useEffect(() => {
    if (revealed?.place.kind !== 'scenario') return
    const { path } = revealed.place
    const part = [...(panel.current?.querySelectorAll<HTMLElement>('[data-path]') ?? [])].find(({ dataset }) =>
      path.startsWith(dataset['path'] ?? path),
    )
    part?.scrollIntoView({ block: 'center' })
    part?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true })
  }, [revealed])
  return panel
}

function RunButton() {
  const phase = useRuns((state) => state.phase)
  return isUnderWay(phase) ? (
    <Button icon={<Square aria-hidden="true" />} onClick={cancelRun}>
      Cancel the run
    </Button>
  ) : (
    <Button variant="primary" icon={<Play aria-hidden="true" />} onClick={startRun} shortcut="Ctrl Enter">
      Run
    </Button>
  )
}

function RunPart({ scenario }: { readonly scenario: Scenario }) {
  const precision = useRuns((state) => state.precision)
  const { days, replications, warmup, seed } = scenario.run
  const edit = (label: string, part: Partial<Scenario['run']>) =>
    editScenario(label, (before) => ({ ...before, run: { ...before.run, ...part } }))
  return (
    <>
      <div className={styles.pair}>
        <NumberField
          label="Length"
          unit="days"
          value={days}
          min={1}
          max={3660}
          onCommit={(value) => value !== null && edit('Run length', { days: value })}
        />
        <NumberField
          label="Seed"
          value={seed}
          min={0}
          max={4_294_967_295}
          whole
          onCommit={(value) => value !== null && edit('Seed', { seed: value })}
        />
      </div>
      <div className={styles.choice}>
        <span id="simulate-until">Repeat</span>
        <Segmented
          label="Repeat"
          value={precision === null ? 'count' : 'precision'}
          options={[
            { value: 'count', label: 'Fixed' },
            { value: 'precision', label: 'Until precise' },
          ]}
          onChange={(value) => setPrecision(value === 'count' ? null : 0.05)}
        />
      </div>
      <div className={styles.pair}>
        <NumberField
          label={precision === null ? 'Replications' : 'At least'}
          value={replications}
          min={1}
          max={10_000}
          whole
          onCommit={(value) => value !== null && edit('Replications', { replications: value })}
        />
        {precision !== null && (
          <NumberField
            label="Half-width"
            unit="% of mean"
            value={precision * 100}
            min={0.1}
            max={50}
            onCommit={(value) => value !== null && setPrecision(value / 100)}
          />
        )}
      </div>
      <div className={styles.choice}>
        <span>Warm-up</span>
        <Segmented
          label="Warm-up"
          value={warmup === 'auto' ? 'auto' : 'days'}
          options={[
            { value: 'auto', label: 'Found' },
            { value: 'days', label: 'Fixed' },
          ]}
          onChange={(value) => edit('Warm-up', { warmup: value === 'auto' ? 'auto' : 7 })}
        />
      </div>
      {warmup !== 'auto' && (
        <NumberField
          label="Left out from the start"
          unit="days"
          value={warmup}
          min={0}
          max={days}
          onCommit={(value) => value !== null && edit('Warm-up', { warmup: value })}
        />
      )}
    </>
  )
}
