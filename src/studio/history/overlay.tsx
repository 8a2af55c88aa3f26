import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { SideBySide } from '../../backtest/side-by-side.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { formatAmount } from '../../words/number.ts'
import { Button } from '../kit/button.tsx'
import { Notice } from '../kit/notice.tsx'
import { Select } from '../kit/select.tsx'
import { historyWorker, type LoadedHistory, useLoadedHistory } from '../session/loaded-history.ts'
import { pastOf } from '../session/past.ts'
import { session, useSession } from '../session/session.ts'
import { runTrial, useTrial } from '../session/trials.ts'
import { Trust } from '../simulate/trust.tsx'
import styles from './history.module.css'
import { HourPictures, LeadPicture, QueuePicture, TimesPicture, WeekPicture } from './overlay-pictures.tsx'
import { TrialProgress } from '../simulate/trial-progress.tsx'

const trial = 'overlay'
const allKinds = 'all kinds'

/** The last overlay, and of what it is. */
type Laid = { readonly scenario: Scenario; readonly profile: LoadedHistory['profile']; readonly found: SideBySide }
const store = createStore<{ readonly laid: Laid | null }>(() => ({ laid: null }))

/** Model and history laid one over the other: the model runs on the history's own arrivals, so that a difference is one of the work and not of the volume. */
export function Overlay() {
  const scenario = useSession((state) => (state.scenarioId === null ? undefined : state.tables.scenarios[state.scenarioId]))
  const loaded = useLoadedHistory()
  const laid = useStore(store, (state) => state.laid)
  const { isBusy } = useTrial(trial)
  if (!scenario || !loaded)
    return <p className={styles.muted}>A scenario is needed: fit one to this history first (Use for the scenario).</p>
  const own = laid?.profile === loaded.profile ? laid : null
  return (
    <div className={styles.trial}>
      <div className={styles.actions}>
        <Button disabled={isBusy} onClick={() => void layOver(scenario, loaded, own?.found.kind ?? null)}>
          {own ? 'Lay them over again' : 'Lay the model over the history'}
        </Button>
        {own && own.found.kinds.length > 1 && (
          <Select
            label="Kind of case"
            value={own.found.kind ?? allKinds}
            options={[allKinds, ...own.found.kinds].map((kind) => ({ value: kind, label: kind }))}
            onChange={(kind) => void layOver(scenario, loaded, kind === allKinds ? null : kind)}
          />
        )}
        <span className={styles.muted}>
          Runs “{scenario.title}” five times on the history’s own arrivals, over its own days (the last year).
        </span>
      </div>
      <TrialProgress id={trial} title="Model over history" failed="The model could not be laid over the history" />
      {own && own.scenario !== scenario && (
        <Notice tone="warning" title="The scenario has changed since">
          Lay them over again to see it as it is now.
        </Notice>
      )}
      {own && (
        <>
          <Trust scenario={own.scenario} />
          <p className={styles.muted}>
            {formatAmount(own.found.history.cases, 'case')} that can be complete, {own.found.from} to {own.found.to}; grey is the history,
            the line or bar before it the model (mean of {own.found.runs.length} runs, the band from the least to the most of them).
          </p>
          <div className={styles.pictures}>
            <LeadPicture found={own.found} />
            {own.found.isTimed && <TimesPicture found={own.found} of="wait" />}
            {own.found.isTimed && <TimesPicture found={own.found} of="work" />}
            <QueuePicture found={own.found} />
            <WeekPicture found={own.found} of="done" />
            {own.found.isTimed && <WeekPicture found={own.found} of="work" />}
            <HourPictures found={own.found} />
          </div>
        </>
      )}
    </div>
  )
}

async function layOver(scenario: Scenario, { mapping, profile }: LoadedHistory, kind: string | null): Promise<void> {
  const { slug, tables } = session.getState()
  const { layout: _, scenarios: __, proposals: ___, ...workflow } = tables
  const found = await runTrial(trial, 'Laying the model over the history', async (tell) => {
    const { past = null } = await pastOf(slug, scenario)
    return historyWorker().layOver({ workflow, scenario }, past, kind, mapping, tell)
  })
  if (found) store.setState({ laid: { scenario, profile, found } })
}
