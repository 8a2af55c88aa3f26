import { useState } from 'react'
import { Button } from '../kit/button.tsx'
import { OriginChip } from '../kit/chip.tsx'
import { formatAmount } from '../../words/number.ts'
import { Notice } from '../kit/notice.tsx'
import { Panel } from '../kit/panel.tsx'
import { Progress } from '../kit/progress.tsx'
import { Select, type SelectOption } from '../kit/select.tsx'
import { Table, type Column } from '../kit/table.tsx'
import { TextField } from '../kit/text-field.tsx'
import { forgetFailure, runTrial, useTrial } from '../session/trials.ts'
import { TrialProgress } from '../simulate/trial-progress.tsx'
import { say, session, setScenario, useSession, run } from '../session/session.ts'
import type { LuckAsked } from '../../backtest/choose-luck.ts'
import { checkAgainst, checkRun } from '../../history/observed-times.ts'
import type { ObservedTimes } from '../../history/observed-times.ts'
import type { Check } from '../../simulation/model/check.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { asReplay } from '../../simulation/model/demand.ts'
import { trustOf } from '../../simulation/model/trust.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { finish, report as tellActivity } from '../session/activity.ts'
import { keepPast, pastOf } from '../session/past.ts'
import { experiments, forgetPrepared } from '../session/runs/experiments.ts'
import { CheckTable } from './check-table.tsx'
import { calibrationEdit } from './calibration-edit.ts'
import styles from './history.module.css'
import { calibrateScenario, compileReplay, useCalibrated, useLoadedHistory } from '../session/loaded-history.ts'
import { parameterRows, type ParameterRow } from './parameter-rows.ts'

const newScenario = 'from-history'
const trial = 'luck'
const lucks: readonly SelectOption<'drawn' | LuckAsked>[] = [
  { value: 'drawn', label: 'Fitted tables', hint: 'How long work and outside waits take, and how steps end, are drawn one by one' },
  { value: 'history', label: 'A past case', hint: 'All that befell one past case goes together; queues and people are computed anew' },
  { value: 'auto', label: 'Whichever foretells better', hint: 'Tried on the end of the history, which takes a while' },
]
const columns: readonly Column<ParameterRow>[] = [
  { id: 'what', title: 'Parameter', cell: ({ title }) => title },
  { id: 'before', title: 'Before', cell: ({ before }) => <span className={styles.before}>{before}</span> },
  { id: 'after', title: 'From the history', cell: ({ after }) => after },
  {
    id: 'origin',
    title: 'How',
    width: 90,
    cell: ({ origin, note }) => <OriginChip source={origin} title={note} />,
    sortBy: ({ origin }) => origin,
  },
  { id: 'note', title: 'Rests on', cell: ({ note }) => <span className={styles.before}>{note}</span> },
]

/** "Use for the scenario": fits it beside the page, applies it as one edit that can be undone, and keeps what it was before in sight. */
export function CalibratePanel() {
  const scenarioId = useSession((state) => state.scenarioId)
  const calibrated = useCalibrated()
  const lastDay = useLoadedHistory()?.profile.period.to.slice(0, 10) ?? ''
  const [until, setUntil] = useState('')
  const [luck, setLuck] = useState<'drawn' | LuckAsked>('drawn')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { running, isBusy } = useTrial(trial)
  const isClosed = busy || isBusy
  const use = async () => {
    if (isClosed) return
    setBusy(true)
    setFailure(null)
    forgetFailure(trial)
    try {
      await useForScenario(scenarioId, until.trim() === '' ? null : until.trim(), luck)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      if (message !== 'cancelled') setFailure(message)
    }
    setBusy(false)
  }
  return (
    <>
      <div className={styles.until}>
        <TextField
          label="Use cases until (a date; empty for all)"
          placeholder={lastDay}
          value={until}
          disabled={busy}
          onCommit={setUntil}
          onChange={setUntil}
        />
        <Select label="Each case takes its luck from" value={luck} options={lucks} onChange={setLuck} disabled={busy} />
        {/* Not `disabled`, which would take the focus from whoever pressed it. */}
        <Button variant="primary" aria-disabled={isClosed} onClick={() => void use()}>
          Use for the scenario
        </Button>
      </div>
      <TrialProgress id={trial} title="Trying past luck" failed="The scenario could not be fitted" />
      {busy && running === null && <Progress title="Fitting the scenario" done={0} total={null} unit="" />}
      {failure !== null && (
        <Notice tone="error" title="The scenario could not be fitted">
          {failure}
        </Notice>
      )}
      {calibrated && <Result />}
    </>
  )
}

function Result() {
  const calibrated = useCalibrated()
  const tables = useSession((state) => state.tables)
  if (!calibrated) return null
  const { before, calibration } = calibrated
  const rows = parameterRows(tables, before, calibration.scenario)
  const count = (origin: ParameterRow['origin']) => rows.filter((row) => row.origin === origin).length
  return (
    <Panel
      id="history-calibration"
      title={`The scenario “${calibration.scenario.title}” now: ${count('fitted')} fitted, ${count('typed')} kept as typed, ${count('guessed')} guessed`}
    >
      <CheckTable />
      <div className={styles.faults}>
        <Table caption="Parameters before and after" columns={columns} rows={rows} rowId={({ path }) => path} />
      </div>
      <Panel id="history-calibration-notes" title="What was done" count={calibration.notes.length} initiallyOpen={false}>
        <ul className={styles.notes}>
          {calibration.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Panel>
    </Panel>
  )
}

function freeId(scenarios: Readonly<Record<string, Scenario>>): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? newScenario : `${newScenario}-${number}`
    if (!Object.hasOwn(scenarios, id)) return id
  }
}

/** The scenario run over the history's own period on its own arrivals, in the worker that runs everything; null where there is nothing to compare, or it cannot be run. */
async function checkNow(slug: string | null, workflow: Workflow, scenario: Scenario, observed: ObservedTimes): Promise<Check | null> {
  if (observed.rows.length === 0) return null
  const { start, timezone } = scenario
  const replayed = { ...scenario, demand: asReplay(scenario.demand) }
  const input = { workflow, scenario: replayed, ...(await pastOf(slug, replayed)), run: checkRun(observed) }
  const compiled = await compileReplay(input, { start, timezone })
  if (!compiled.ok) return null
  const prepared = await experiments.adopt(compiled.program, workflow, scenario)
  if (!prepared.ok) return null
  const activity = 'check'
  try {
    const { report } = await experiments.run(
      prepared.job,
      null,
      ({ done, planned }) =>
        tellActivity({
          id: activity,
          title: 'Checking against the history',
          done,
          total: planned,
          unit: 'replications',
          cancel: () => void experiments.cancel().catch(() => {}),
        }),
      () => {},
    )
    return report && checkAgainst(observed, scenario, report)
  } finally {
    finish(activity)
    forgetPrepared()
  }
}

async function useForScenario(scenarioId: string | null, until: string | null, luck: 'drawn' | LuckAsked): Promise<void> {
  const { tables, slug } = session.getState()
  const base = (scenarioId === null ? undefined : tables.scenarios[scenarioId]) ?? null
  // What somebody typed is never replaced: the fitted scenario stands beside it. One that was fitted before makes room for the new fit.
  const id = base?.id.startsWith(newScenario) ? base.id : freeId(tables.scenarios)
  const { layout: _, scenarios: __, proposals: ___, ...workflow } = tables
  const made =
    luck === 'drawn'
      ? await calibrateScenario(workflow, id, base, until, luck)
      : await runTrial(trial, 'Trying past luck', (tell) => calibrateScenario(workflow, id, base, until, luck, tell))
  if (made === null) return
  const { scenario, notes, observed, past } = made
  if (past && slug !== null) await keepPast(slug, past.file, past.text)
  const check = await checkNow(slug, workflow, scenario, observed)
  const fitted = check ? { ...scenario, check } : scenario
  if (!run(calibrationEdit(session.getState().tables, fitted))) return
  setScenario(id)
  const { state, sentence } = trustOf(fitted)
  say(
    `A scenario is fitted to the history (${formatAmount(notes.length, 'note')}). ${sentence} Undo takes it back.`,
    state === 'off' ? 'warning' : 'good',
  )
}
