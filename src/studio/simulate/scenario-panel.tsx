import { Pencil } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { Panel } from '../kit/panel.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { Select } from '../kit/select.tsx'
import { formatCount } from '../../words/number.ts'
import { openEditor } from '../scenario/open.ts'
import { type PartId, partTitles } from '../scenario/parts.ts'
import { setPlace, setScenario, useSession } from '../session/session.ts'
import { DemandPart } from './demand-part.tsx'
import { PeoplePart } from './people-part.tsx'
import { QualityPart } from './quality-part.tsx'
import { setPrecision, useRuns } from '../session/runs/runs.ts'
import { BeginForm } from '../scenario/begin-form.tsx'
import { editScenario } from '../session/scenario-edit.ts'
import { ScenarioCard } from './scenario-card.tsx'
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
      <div ref={panel} className={styles.panel}>
        <Empty title="No scenario" action={<Button onClick={() => setPlace('history')}>Fit one to a history</Button>}>
          A scenario says what comes in and who works. Without a history four answers are enough to begin.
        </Empty>
        <div className={styles.head}>
          <BeginForm />
        </div>
      </div>
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
      </div>
      <Panel id="simulate.scenario" title="This scenario" initiallyOpen={false}>
        <ScenarioCard key={scenario.id} scenario={scenario} />
      </Panel>
      <Panel id="simulate.run" title="Run" aside={<Edit part="run" />}>
        <RunPart scenario={scenario} />
      </Panel>
      <Panel id="simulate.cases" title="Cases and targets">
        <div className={styles.more}>
          <More part="cases" count={scenario.mix.length} />
          <More part="open" count={(scenario.backlog ?? []).reduce((sum, { cases }) => sum + cases, 0)} />
          <More part="targets" count={scenario.segments.length} />
        </div>
      </Panel>
      <Panel id="simulate.demand" title="Demand" aside={<Edit part="demand" />}>
        <DemandPart scenario={scenario} />
      </Panel>
      <Panel id="simulate.people" title="People" count={Object.keys(scenario.pools).length} aside={<Edit part="people" />}>
        <PeoplePart scenario={scenario} />
      </Panel>
      <Panel id="simulate.work" title="Work" count={Object.keys(scenario.performance).length} aside={<Edit part="work" />}>
        <WorkPart scenario={scenario} />
      </Panel>
      <Panel id="simulate.decisions" title="Decisions and harm" aside={<Edit part="decisions" />}>
        {scenario.quality ? (
          <QualityPart scenario={scenario} quality={scenario.quality} />
        ) : (
          <p className={styles.fact}>Not asked: this scenario says nothing of errors, nor of what is seen meanwhile.</p>
        )}
      </Panel>
    </div>
  )
}

/** Opens the editor at a part of the scenario. */
function Edit({ part }: { readonly part: PartId }) {
  return <IconButton label={`Edit ${partTitles[part].toLowerCase()}`} icon={<Pencil />} onClick={() => openEditor(part)} />
}

function More({ part, count }: { readonly part: PartId; readonly count: number }) {
  return (
    <Button onClick={() => openEditor(part)}>
      {partTitles[part]} <span className={styles.count}>{formatCount(count)}</span>
    </Button>
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
