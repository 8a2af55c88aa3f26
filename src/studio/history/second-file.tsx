import { useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Followed } from '../../drift/alarms.ts'
import { controlOf } from '../../drift/control.ts'
import type { Control } from '../../drift/control.ts'
import type { Drift } from '../../drift/drift.ts'
import { sayAlarm, sayFigure } from '../../drift/say-alarm.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { formatAmount } from '../../words/number.ts'
import { Chip } from '../kit/chip.tsx'
import { FileDrop } from '../kit/file-drop.tsx'
import { LineChart } from '../kit/chart/line-chart.tsx'
import { Figure } from '../kit/figure.tsx'
import { Notice } from '../kit/notice.tsx'
import { Table, type Column } from '../kit/table.tsx'
import { historyWorker, type LoadedHistory, useLoadedHistory } from '../session/loaded-history.ts'
import { pastOf } from '../session/past.ts'
import { session, useSession } from '../session/session.ts'
import { runTrial, useTrial } from '../session/trials.ts'
import { Trust } from '../simulate/trust.tsx'
import styles from './history.module.css'
import { TrialProgress } from '../simulate/trial-progress.tsx'

const trial = 'drift'

/** What a second file says of the model, and of which it is. */
type Told = {
  readonly fileName: string
  readonly scenario: Scenario
  /** Of the history that was open: what is said goes when that goes. */
  readonly profile: LoadedHistory['profile']
  readonly drift: Drift
}
const store = createStore<{ readonly told: Told | null }>(() => ({ told: null }))

/** A newer file of history beside the model, month by month: what is no longer as the model has it, since when, and what went off with it. */
export function SecondFile() {
  const scenario = useSession((state) => (state.scenarioId === null ? undefined : state.tables.scenarios[state.scenarioId]))
  const loaded = useLoadedHistory()
  const last = useStore(store, (state) => state.told)
  const { isBusy } = useTrial(trial)
  if (!scenario || !loaded)
    return <p className={styles.muted}>A scenario is needed: fit one to this history first (Use for the scenario).</p>
  const told = last?.profile === loaded.profile ? last : null
  return (
    <div className={styles.trial}>
      {!isBusy && (
        <FileDrop
          label={told ? 'Choose another file' : 'Choose a second file'}
          accept=".csv,.gz,.zip,.xlsx,.parquet,.xes,.json,.jsonl,text/csv"
          onFile={(file) => void follow(file, scenario, loaded)}
        >
          Drop newer history here. It is read with the columns of {loaded.fileName} and put beside 20 runs of “{scenario.title}” over the
          same days; the history that is open stays as it is.
        </FileDrop>
      )}
      <TrialProgress id={trial} title="A second file" failed="The second file could not be followed" />
      {told && (
        <>
          {told.scenario !== scenario && (
            <Notice tone="warning" title="The scenario has changed since">
              Bring the file again to see it beside the scenario as it is now.
            </Notice>
          )}
          <Alarms told={told} />
          <Trust scenario={told.scenario} />
          <Controls drift={told.drift} />
        </>
      )}
    </div>
  )
}

async function follow(file: File, scenario: Scenario, { mapping, profile }: LoadedHistory): Promise<void> {
  const { slug, tables } = session.getState()
  const { layout: _, scenarios: __, proposals: ___, ...workflow } = tables
  const drift = await runTrial(trial, `Following ${file.name}`, async (tell) => {
    const { past = null } = await pastOf(slug, scenario)
    return historyWorker().followFile(file, mapping, { workflow, scenario }, past, tell)
  })
  if (drift) store.setState({ told: { fileName: file.name, scenario, profile, drift } })
}

function Alarms({ told: { fileName, drift } }: { readonly told: Told }) {
  const { spans, figures, replications } = drift
  const off = figures.filter(({ alarm }) => alarm !== null)
  // What follows from something comes after it.
  const ordered = [...off.filter(({ role }) => role === 'cause'), ...off.filter(({ role }) => role === 'result')]
  return (
    <section aria-label="What is off">
      <h3 className={styles.section}>
        {off.length === 0 ? 'Nothing is off' : `${formatAmount(off.length, 'figure is', 'figures are')} off`}: {fileName}, {spans[0]!.title}{' '}
        to {spans.at(-1)!.title}
      </h3>
      <ul className={styles.notes}>
        {ordered.map((figure) => (
          <li key={figure.id}>{sayAlarm(figure, drift)}</li>
        ))}
      </ul>
      <p className={styles.muted}>
        {formatAmount(figures.length, 'figure')} against {replications} runs of the model over the same days. One history in twenty that is
        just as the model has it raises any alarm.
      </p>
    </section>
  )
}

const columns: readonly Column<Followed>[] = [
  { id: 'title', title: 'Figure', cell: ({ title }) => title, sortBy: ({ title }) => title },
  {
    id: 'state',
    title: 'Against the model',
    cell: ({ alarm }) => (alarm ? <Chip tone="warning">off</Chip> : <Chip tone="good">as expected</Chip>),
    sortBy: ({ alarm }) => (alarm ? 0 : 1),
  },
  {
    id: 'control',
    title: 'By itself',
    hint: 'Whether the history’s own control chart finds a span beyond its limits',
    cell: (figure) => sayControl(controlOf(valuesOf(figure))),
  },
]

const valuesOf = ({ kind, points, sizes }: Followed) => ({ kind, sizes, values: points.map(({ seen }) => seen ?? NaN) })

function sayControl(control: Control | null): string {
  if (control === null) return 'too little seen'
  return control.out.length === 0 ? 'in control' : `${control.out.length} beyond the limits`
}

const explained: Readonly<Record<Control['chart'], string>> = {
  p: 'p-chart: share of the cases, limits of three sigma by the cases of each span',
  u: 'u-chart: count a day, limits of three sigma by the days of each span; arrivals that come in bursts pass them more often',
  XmR: 'XmR chart: individual values, limits from the moving range',
}

/** Every figure, and the control chart of the one that is chosen. */
function Controls({ drift: { spans, figures } }: { readonly drift: Drift }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = figures.find(({ id }) => id === chosen) ?? figures.find(({ alarm }) => alarm !== null) ?? figures[0]
  const control = shown && controlOf(valuesOf(shown))
  const write = (value: number) => (shown ? sayFigure(shown.kind, value) : '')
  return (
    <div className={styles.controls}>
      <div className={styles.faults}>
        <Table
          caption="Figures that are followed"
          columns={columns}
          rows={figures}
          rowId={({ id }) => id}
          selected={shown?.id ?? null}
          onSelect={({ id }) => setChosen(id)}
        />
      </div>
      {shown && (
        <Figure
          answer={`${shown.title}: ${control ? (control.out.length === 0 ? 'no span is beyond the limits of the history itself' : `${control.out.map((at) => spans[at]!.title).join(', ')} beyond the limits of the history itself`) : 'too little was seen for limits'}`}
          note={control ? `${explained[control.chart]}. The band is where one run more of the model would lie` : undefined}
          fileName={`control-${shown.id.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}`}
          table={{
            columns: [
              'Span',
              'Seen',
              'Rests on',
              'Centre',
              'Lower limit',
              'Upper limit',
              'Model',
              'Model, from',
              'Model, to',
              'Off the model',
            ],
            rows: shown.points.map(({ seen, model, low, high, isOut }, at) => [
              spans[at]!.title,
              round(seen),
              round(shown.sizes[at] ?? null),
              round(control?.centre ?? null),
              round(control?.limits[at]?.low ?? null),
              round(control?.limits[at]?.high ?? null),
              round(model),
              round(low),
              round(high),
              isOut ? 'yes' : 'no',
            ]),
          }}
        >
          <LineChart
            label={`Control chart of ${shown.title}`}
            lines={[
              ...(control
                ? [
                    lineOf(
                      'upper',
                      'upper limit',
                      control.limits.map((limit) => limit?.high ?? null),
                      true,
                    ),
                    lineOf(
                      'centre',
                      'centre',
                      control.limits.map((limit) => limit && control.centre),
                      true,
                    ),
                    lineOf(
                      'lower',
                      'lower limit',
                      control.limits.map((limit) => limit?.low ?? null),
                      true,
                    ),
                  ]
                : []),
              {
                id: 'model',
                title: 'model',
                colour: 'var(--color-kind-automatic)',
                points: shown.points.flatMap(({ model, low, high }, x) => (model === null ? [] : [{ x, y: model, low, high }])),
              },
              lineOf(
                'seen',
                'seen',
                shown.points.map(({ seen }) => seen),
                false,
              ),
            ]}
            x={{
              title: 'Span',
              format: (at) => spans[Math.round(at)]?.title ?? '',
              ticks: spans.map((_, at) => at).filter((at) => at % Math.ceil(spans.length / 6) === 0),
            }}
            y={{ title: shown.kind === 'count' ? 'a day' : shown.kind, format: write }}
          />
        </Figure>
      )}
    </div>
  )
}

function lineOf(id: string, title: string, values: readonly (number | null)[], past: boolean) {
  return { id, title, past, points: values.flatMap((y, x) => (y === null ? [] : [{ x, y }])) }
}

function round(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(4))
}
