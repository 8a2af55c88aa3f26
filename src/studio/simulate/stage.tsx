import { lazy, memo, Suspense, useEffect, useMemo, useState } from 'react'
import { Canvas } from '../canvas/canvas.tsx'
import { Legend } from '../canvas/legend.tsx'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { ScenarioEditor } from '../scenario/editor.tsx'
import { useEditor } from '../scenario/open.ts'
import { Split, tabsHigh } from '../kit/split.tsx'
import { offerCommands } from '../session/commands.ts'
import { useSession } from '../session/session.ts'
import { showAhead, useAhead } from './ahead-store.ts'
import { heatLayer, type HeatMeasure } from './heat-layer.ts'
import { Refusal } from './refusal.tsx'
import { Results } from './results.tsx'
import { RunState } from './run-state.tsx'
import { cancelRun, isUnderWay, pauseRun, prepareRun, resumeRun, runs, startRun, useRuns } from '../session/runs/runs.ts'
import styles from './stage.module.css'
import { useLater } from './use-later.ts'
import { useShown } from '../session/runs/use-shown.ts'

const measures: readonly { readonly value: HeatMeasure; readonly label: string }[] = [
  { value: 'wait', label: 'Wait' },
  { value: 'utilization', label: 'At work' },
  { value: 'queue', label: 'Waiting' },
]

// Redrawn only when their own figures change, not with every step of the progress.
const Drawing = memo(Canvas)
const Figures = memo(Results)
// Fetched when it is first asked for.
const Ahead = lazy(async () => ({ default: (await import('./ahead.tsx')).Ahead }))

const isBusy = () => isUnderWay(runs.getState().phase)
const pauseOrResume = () => (runs.getState().phase === 'paused' ? resumeRun() : pauseRun())
/** Height of a note that stands where results will, px: in a low window the drawing has the rest. */
const noteHigh = 100
/** Milliseconds without an edit after which what stands there is prepared. */
const calm = 400

/** Keeps what would be run compiled, and the workers warm, while the place is open. */
function usePrepared(): void {
  const tables = useSession((state) => state.tables)
  const scenarioId = useSession((state) => state.scenarioId)
  const replay = useRuns((state) => state.replay)
  useEffect(() => {
    const timer = setTimeout(prepareRun, calm)
    return () => clearTimeout(timer)
  }, [tables, scenarioId, replay])
}

/** The middle of Simulate: the run's progress, the drawing under heat, the results below it. */
export function Stage() {
  const shown = useShown()
  const slug = useSession((state) => state.slug)
  const [measure, setMeasure] = useState<HeatMeasure>('wait')
  const ahead = useAhead().isOpen
  const editing = useEditor((state) => state.part !== null)
  const drawn = useLater(shown)
  // The layer is of what was run: a step drawn since then has no heat.
  const layer = useMemo(() => (drawn ? heatLayer(drawn.workflow, drawn.report, measure) : undefined), [drawn, measure])
  useEffect(
    () =>
      offerCommands([
        { id: 'simulate.run', title: 'Run the open scenario', group: 'Work', run: startRun },
        {
          id: 'simulate.ahead',
          title: 'Monday 08:00: the next days from the open cases',
          group: 'Work',
          words: 'forecast',
          run: () => showAhead(true),
        },
        {
          id: 'simulate.pause',
          title: 'Pause the run, or let it go on',
          group: 'Work',
          shortcut: 'Ctrl Shift Enter',
          enabled: isBusy,
          run: pauseOrResume,
        },
        { id: 'simulate.cancel', title: 'Cancel the run', group: 'Work', shortcut: 'Ctrl .', enabled: isBusy, run: cancelRun },
      ]),
    [],
  )
  usePrepared()
  return (
    <div className={styles.stage}>
      <div className={styles.bar}>
        <RunState shown={shown} />
        <Button variant={ahead ? 'primary' : 'plain'} aria-pressed={ahead} onClick={() => showAhead(!ahead)}>
          Monday 08:00
        </Button>
        {shown && !ahead && (
          <div className={styles.heat}>
            <Segmented label="What the heat shows" value={measure} options={measures} onChange={setMeasure} />
            {layer?.legend && <Legend legend={layer.legend} />}
          </div>
        )}
      </div>
      <Refusal />
      <div className={styles.work}>
        <Split
          id="simulate.results"
          label="Results"
          direction="column"
          open={!editing && !ahead}
          sized="second"
          initial={190}
          former={340}
          min={140}
          max={640}
          folds={shown ? tabsHigh : noteHigh}
          first={editing ? <ScenarioEditor /> : ahead ? <NextDays /> : <Drawing {...(layer && { layer })} />}
          second={shown ? <Figures report={shown.report} scenario={shown.asked} name={slug ?? 'run'} /> : <NoResults />}
        />
      </div>
    </div>
  )
}

function NextDays() {
  return (
    <Suspense fallback={<Empty title="Opening">The next days are being fetched.</Empty>}>
      <Ahead />
    </Suspense>
  )
}

function NoResults() {
  const phase = useRuns((state) => state.phase)
  const hasScenario = useSession((state) => state.scenarioId !== null && Object.hasOwn(state.tables.scenarios, state.scenarioId))
  if (!hasScenario)
    return <Empty title="A run needs a scenario">Fit one to a history, or begin with guesses: both stand on the left.</Empty>
  if (isUnderWay(phase)) return <Empty title="Running">The first figures stand here after the first replication.</Empty>
  return <Empty title="Nothing has run yet">Run (top right, or Ctrl Enter) shows where cases wait, and for whom.</Empty>
}
