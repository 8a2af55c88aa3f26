import { History } from 'lucide-react'
import { sayEnding } from '../../simulation/report/say-ending.ts'
import { Button } from '../kit/button.tsx'
import { formatMeasured } from '../../words/duration.ts'
import { formatAmount, formatCompact } from '../../words/number.ts'
import { Menu } from '../kit/menu.tsx'
import { Progress } from '../kit/progress.tsx'
import { useSession } from '../session/session.ts'
import type { RunWork } from '../session/runs/run-machine.ts'
import { cancelRun, isUnderWay, pauseRun, resumeRun, showRun, useRuns, type Run } from '../session/runs/runs.ts'
import styles from './stage.module.css'
import type { Shown } from '../session/runs/use-shown.ts'

/** Where the run stands: under way with its figures and a way to pause and cancel it, or which run is shown. */
export function RunState({ shown }: { readonly shown: Shown | null }) {
  const phase = useRuns((state) => state.phase)
  if (isUnderWay(phase)) return <UnderWay paused={phase === 'paused'} compiling={phase === 'compiling'} />
  if (!shown) return <p className={styles.words}>No run yet</p>
  const { report, scenario, stale, cancelled } = shown
  const ending = sayEnding(report)
  return (
    <div className={styles.words}>
      <Earlier />
      <span>
        {scenario.title}: {formatAmount(report.replications, 'replication')} of {formatAmount(scenario.run.days, 'day')}
        {cancelled ? ', then cancelled' : ending === null ? '' : `, ${ending}`}
      </span>
      {stale && (
        <span className={styles.stale}>
          <History aria-hidden="true" />
          Stale: changed since this run
        </span>
      )}
    </div>
  )
}

function UnderWay({ paused, compiling }: { readonly paused: boolean; readonly compiling: boolean }) {
  const { done, planned, work, remaining } = useRuns((state) => state.now)
  if (compiling)
    return (
      <div className={styles.grow}>
        <Progress title="Getting ready" done={0} total={null} unit="" onCancel={cancelRun} />
      </div>
    )
  return (
    <div className={styles.grow}>
      <Progress
        title={paused ? 'Paused' : 'Simulating'}
        done={done}
        reached={work.worked}
        total={planned}
        unit="replications"
        {...(remaining !== null && !paused && { remaining: `about ${formatMeasured(Math.max(1, Math.round(remaining)))}` })}
        {...(work.events > 0 && { more: sayWork(work) })}
        {...(paused ? { onResume: resumeRun } : { onPause: pauseRun })}
        onCancel={cancelRun}
      />
    </div>
  )
}

function sayWork({ events, openCases, bytes }: RunWork): string {
  return `${formatCompact(events)} events, ${formatCompact(openCases)} cases open, ${Math.max(1, Math.round(bytes / 2 ** 20))} MB`
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
  return `Run ${id}, ${clock}: ${scenario.title}, mean lead time ${formatMeasured(report.leadTime.mean.value)}${cancelled ? ', cancelled' : ''}`
}
