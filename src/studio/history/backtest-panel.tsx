import { trustOf } from '../../simulation/model/trust.ts'
import { uncheckedHash } from '../../simulation/model/scenario-file.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { formatAmount } from '../../words/number.ts'
import { changeBetween } from '../../workflow/change-set.ts'
import { Button } from '../kit/button.tsx'
import { historyWorker, type LoadedHistory, useCalibrated, useLoadedHistory } from '../session/loaded-history.ts'
import { run, say, session, useSession } from '../session/session.ts'
import { runTrial, useTrial } from '../session/trials.ts'
import { TrustWords } from '../simulate/trust.tsx'
import styles from './history.module.css'
import { TrialProgress } from '../simulate/trial-progress.tsx'

const trial = 'backtest'

/** Which questions the fitted scenario may answer: measured by fitting to the first part of the history alone and foretelling the rest; kept with the scenario. */
export function BacktestPanel() {
  const scenario = useSession((state) => (state.scenarioId === null ? undefined : state.tables.scenarios[state.scenarioId]))
  const loaded = useLoadedHistory()
  const fitted = useCalibrated()?.calibration.scenario
  const { isBusy } = useTrial(trial)
  if (!scenario || !loaded) return null
  const why = whyNot(scenario, fitted, loaded)
  const known = scenario.check?.foretold
  return (
    <div className={styles.trial}>
      <div className={styles.actions}>
        <Button disabled={why !== null} aria-disabled={isBusy} onClick={() => void (isBusy || measure(scenario, loaded))}>
          {known ? 'Measure again' : 'Measure what it may be used for'}
        </Button>
        <span className={styles.muted}>
          {why ??
            'Fits to the first four fifths of the cases alone, foretells the rest ten times in two ways, and puts them beside what came. Kept with the scenario.'}
        </span>
      </div>
      <TrialProgress id={trial} title="Back-test" failed="The back-test could not be made" />
      <div className={styles.trustWords}>
        <TrustWords trust={trustOf(scenario)} />
      </div>
    </div>
  )
}

/** Why the words of a back-test would not be this scenario's; null: they would. */
function whyNot(scenario: Scenario, fitted: Scenario | undefined, { profile }: LoadedHistory): string | null {
  if (profile.form !== 'events') return 'A back-test needs an event log: one row for each piece of work.'
  if (fitted?.id !== scenario.id || !scenario.check)
    return 'Fit a scenario to this history first (Use for the scenario): a back-test speaks of the fit to the history that is open.'
  return scenario.check.of === uncheckedHash(scenario)
    ? null
    : 'The scenario was changed since it was fitted. Fit it again, or undo the change.'
}

async function measure(scenario: Scenario, { mapping }: LoadedHistory): Promise<void> {
  const { layout: _, scenarios: __, proposals: ___, ...workflow } = session.getState().tables
  const on = new Date().toISOString().slice(0, 10)
  const foretold = await runTrial(trial, 'Back-test', (tell) =>
    historyWorker().backtest(workflow, scenario.run.luck ?? 'drawn', on, mapping, tell),
  )
  if (!foretold) return
  const { tables } = session.getState()
  const now = tables.scenarios[scenario.id]
  // The scenario may have been changed or undone while it was measured: the words are of what was there before.
  if (!now?.check || now.check.of !== scenario.check?.of)
    return say('The scenario was fitted anew meanwhile; the words of the back-test are not kept.', 'warning')
  const next = { ...tables, scenarios: { ...tables.scenarios, [now.id]: { ...now, check: { ...now.check, foretold } } } }
  if (!run({ label: 'Keep what the scenario may be used for', change: changeBetween(tables, next) })) return
  const good = foretold.answers.filter(({ colour }) => colour === 'green').length
  say(`It may answer ${good} of ${formatAmount(foretold.answers.length, 'question')}. The words stay with the scenario.`, 'good')
}
