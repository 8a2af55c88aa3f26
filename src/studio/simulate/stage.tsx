import { History, Play } from 'lucide-react'
import { memo, useEffect, useMemo, useState } from 'react'
import { Canvas } from '../canvas/canvas.tsx'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { formatAmount, formatDuration } from '../kit/format.ts'
import { Menu } from '../kit/menu.tsx'
import { Progress } from '../kit/progress.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { Split } from '../kit/split.tsx'
import { offerCommands } from '../session/commands.ts'
import { useSession } from '../session/session.ts'
import { heatLayer, type HeatMeasure } from './heat-layer.ts'
import { Refusal } from './refusal.tsx'
import { Results } from './results.tsx'
import { cancelRun, showRun, startRun, useRuns, type Run } from './runs.ts'
import styles from './stage.module.css'
import { useShown, type Shown } from './use-shown.ts'

const measures: readonly { readonly value: HeatMeasure; readonly label: string }[] = [
  { value: 'wait', label: 'Wait' },
  { value: 'utilization', label: 'At work' },
  { value: 'queue', label: 'Queue' },
]

// Redrawn only when their own figures change, not with every step of the progress.
const Drawing = memo(Canvas)
const Figures = memo(Results)

/** The middle of Simulate: the run's progress, the drawing under heat, the results below it. */
export function Stage() {
  const shown = useShown()
  const slug = useSession((state) => state.slug)
  const [measure, setMeasure] = useState<HeatMeasure>('wait')
  // The layer is of what was run: a step drawn since then has no heat.
  const layer = useMemo(() => (shown ? heatLayer(shown.workflow, shown.report, measure) : undefined), [shown, measure])
  useEffect(
    () =>
      offerCommands([
        { id: 'simulate.run', title: 'Run the open scenario', group: 'Work', run: startRun },
        { id: 'simulate.cancel', title: 'Cancel the run', group: 'Work', run: cancelRun },
      ]),
    [],
  )
  return (
    <div className={styles.stage}>
      <div className={styles.bar}>
        <RunState shown={shown} />
        {shown && <Segmented label="What the heat shows" value={measure} options={measures} onChange={setMeasure} />}
      </div>
      <Refusal />
      <div className={styles.work}>
        <Split
          id="simulate.results"
          label="Results"
          direction="column"
          sized="second"
          initial={340}
          min={140}
          max={640}
          first={<Drawing {...(layer && { layer })} />}
          second={shown ? <Figures report={shown.report} name={slug ?? 'run'} /> : <NoResults />}
        />
      </div>
    </div>
  )
}

function NoResults() {
  const phase = useRuns((state) => state.phase)
  const hasScenario = useSession((state) => state.scenarioId !== null && Object.hasOwn(state.tables.scenarios, state.scenarioId))
  if (!hasScenario)
    return <Empty title="A run needs a scenario">Fit one to a history, or begin with guesses: both stand on the left.</Empty>
  if (phase === 'compiling' || phase === 'running')
    return <Empty title="Running">The first figures stand here after the first replication.</Empty>
  return (
    <Empty
      title="Nothing has run yet"
      action={
        <Button variant="primary" icon={<Play aria-hidden="true" />} onClick={startRun} shortcut="Ctrl Enter">
          Run
        </Button>
      }
    >
      Run the scenario to see where cases wait, and for whom.
    </Empty>
  )
}

function RunState({ shown }: { readonly shown: Shown | null }) {
  const phase = useRuns((state) => state.phase)
  const { done, planned, remaining } = useRuns((state) => state.now)
  if (phase === 'compiling')
    return (
      <div className={styles.grow}>
        <Progress title="Getting ready" done={0} total={null} unit="" onCancel={cancelRun} />
      </div>
    )
  if (phase === 'running') {
    return (
      <div className={styles.grow}>
        <Progress
          title="Simulating"
          done={done}
          total={planned}
          unit="replications"
          {...(remaining !== null && { remaining: `about ${formatDuration(Math.max(1, Math.round(remaining)))}` })}
          onCancel={cancelRun}
        />
      </div>
    )
  }
  if (!shown) return <p className={styles.words}>No run yet</p>
  const { report, scenario, stale, cancelled } = shown
  return (
    <div className={styles.words}>
      <Earlier />
      <span>
        {scenario.title}: {formatAmount(report.replications, 'replication')} of {formatAmount(scenario.run.days, 'day')}
        {cancelled ? ', cancelled' : ''}
      </span>
      {stale && (
        <>
          <span className={styles.stale}>
            <History aria-hidden="true" />
            Stale: changed since this run
          </span>
          <Button icon={<Play aria-hidden="true" />} onClick={startRun}>
            Run again
          </Button>
        </>
      )}
    </div>
  )
}

/** The runs of this visit, to look back at. */
function Earlier() {
  const slug = useSession((state) => state.slug)
  const runs = useRuns((state) => state.runs)
  const own = runs.filter((run) => run.slug === slug)
  const shownId = useRuns((state) => state.shownId) ?? own[0]?.id ?? null
  return (
    <Menu
      items={[
        'Runs of this visit',
        ...own.map((run) => ({ label: nameOf(run), checked: run.id === shownId, onSelect: () => showRun(run.id) })),
      ]}
    >
      <Button variant="quiet">Run {shownId}</Button>
    </Menu>
  )
}

function nameOf({ id, at, scenario, report, cancelled }: Run): string {
  const time = new Date(at)
  const clock = [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
  return `Run ${id}, ${clock}: ${scenario.title}, mean lead time ${formatDuration(report.leadTime.mean.value)}${cancelled ? ', cancelled' : ''}`
}
