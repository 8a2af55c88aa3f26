import { useMemo, useState } from 'react'
import type { CaseForecast, Fan, Forecast, PlaceForecast } from '../../forecast/forecast.ts'
import { caseTable, sayBand, sayClears } from '../../forecast/say-forecast.ts'
import { poolName } from '../../revisions/names.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { localText } from '../../simulation/model/wall-clock.ts'
import { zoneOf } from '../../simulation/model/zone.ts'
import { formatAmount, formatNumber, formatShare } from '../../words/number.ts'
import { csvOf } from '../../workflow/csv.ts'
import { Button } from '../kit/button.tsx'
import { LineChart } from '../kit/chart/line-chart.tsx'
import { download } from '../kit/export-picture.ts'
import { Figure } from '../kit/figure.tsx'
import { FileDrop } from '../kit/file-drop.tsx'
import { Notice } from '../kit/notice.tsx'
import { Select } from '../kit/select.tsx'
import { Table, type Column } from '../kit/table.tsx'
import { TextField } from '../kit/text-field.tsx'
import { useSession } from '../session/session.ts'
import { useTrial } from '../session/trials.ts'
import { changesOf } from './ahead-changes.ts'
import { aheadTrial, beginAhead, chooseOpenCases, lookAhead, useAhead } from './ahead-store.ts'
import styles from './ahead.module.css'
import { TrialProgress } from './trial-progress.tsx'
import { Trust } from './trust.tsx'

/** The next 72 hours from the cases that are open now: how many wait where, when each queue clears, which cases will miss their target, and what a change to the rota would do. */
export function Ahead() {
  const scenario = useSession((state) => (state.scenarioId === null ? undefined : state.tables.scenarios[state.scenarioId]))
  const { file, from, ahead } = useAhead()
  const { isBusy } = useTrial(aheadTrial)
  if (!scenario) return <p className={styles.page}>A scenario is needed: how many cases come, and who works when.</p>
  return (
    <div className={styles.page}>
      <h2 className={styles.title}>The next 72 hours</h2>
      <div className={styles.ask}>
        <FileDrop label={file ? `${file.name}: choose another` : 'Choose the open cases'} accept=".csv,text/csv" onFile={chooseOpenCases}>
          A CSV with a line for each open case: case_id, state, since, arrived, and the workflow’s attributes.
        </FileDrop>
        <div className={styles.begin}>
          <TextField
            label="From (empty: the latest time in the file)"
            placeholder="2026-10-05T08:00"
            value={from}
            onCommit={beginAhead}
            onChange={beginAhead}
          />
          <Button variant="primary" disabled={isBusy || file === null} onClick={() => void lookAhead(scenario, null)}>
            Look ahead
          </Button>
        </div>
      </div>
      <TrialProgress id={aheadTrial} title="Looking ahead" failed="The next days could not be foretold" />
      {ahead && ahead.scenario !== scenario && (
        <Notice tone="warning" title="The scenario has changed since">
          Look ahead again to see the next days as it is now.
        </Notice>
      )}
      {ahead && <Found scenario={scenario} />}
    </div>
  )
}

function Found({ scenario }: { readonly scenario: Scenario }) {
  const workflow = useSession((state) => state.tables)
  const { isBusy } = useTrial(aheadTrial)
  const { ahead } = useAhead()
  const changes = useMemo(() => changesOf(scenario, (pool) => poolName(workflow, pool)), [scenario, workflow])
  if (!ahead) return null
  const { forecast, change, notes, fileName } = ahead
  const zone = zoneOf(ahead.scenario.timezone)
  const local = (instant: number) => localText(zone.toLocal(instant)).slice(0, 16).replace('T', ' ')
  return (
    <>
      <p className={styles.verdict}>{sayShort(forecast)}</p>
      <Trust scenario={ahead.scenario} />
      <p className={styles.muted}>
        From {local(forecast.from)} ({ahead.scenario.timezone}), {fileName}, in {forecast.replications} futures; four of five lie in each
        band.
      </p>
      {notes.length > 0 && <p className={styles.muted}>{notes.join(' ')}</p>}
      <div className={styles.begin}>
        <Select
          label="What if"
          value={change?.change.id ?? null}
          placeholder="Nothing else"
          disabled={isBusy}
          options={changes.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => void lookAhead(ahead.scenario, changes.find((one) => one.id === id) ?? null)}
        />
        {change && <p>{sayChange(forecast, change.forecast, change.change.title)}</p>}
      </div>
      <FanPicture forecast={forecast} other={change?.forecast ?? null} local={local} />
      <Queues forecast={forecast} other={change?.forecast ?? null} />
      <Cases forecast={forecast} other={change?.forecast ?? null} local={local} />
    </>
  )
}

const likelyOf = ({ cases, from }: Forecast) => cases.filter(({ due }) => due !== null && due.at > from && (due.breach ?? 0) >= 0.5).length
const missedOf = ({ cases, from }: Forecast) => cases.filter(({ due }) => due !== null && due.at <= from).length

function sayShort(forecast: Forecast): string {
  const likely = likelyOf(forecast)
  return `${formatAmount(forecast.cases.length, 'case is', 'cases are')} open; ${formatAmount(missedOf(forecast), 'has', 'have')} missed the target already, ${likely} more ${likely === 1 ? 'is' : 'are'} likelier than not to miss it. In three days ${sayBand(forecast.all.byHour.at(-1)!)} are open.`
}

function sayChange(before: Forecast, after: Forecast, title: string): string {
  return `With ${title}, from the same cases: ${likelyOf(after)} instead of ${likelyOf(before)} are likelier than not to miss their target, and in three days ${sayBand(after.all.byHour.at(-1)!)} are open instead of ${sayBand(before.all.byHour.at(-1)!)}.`
}

type Props = { readonly forecast: Forecast; /** With what would be else. */ readonly other: Forecast | null }

const fansOf = ({ all, pools, places }: Forecast): readonly { readonly id: string; readonly label: string; readonly fan: Fan }[] => [
  { id: 'all', label: all.title, fan: all },
  ...pools.map((fan) => ({ id: `pool ${fan.id}`, label: `Pool: ${fan.title}`, fan })),
  ...places.map((fan) => ({ id: `place ${fan.id}`, label: `Queue: ${fan.title}`, fan })),
]

/** How many cases are in a queue, or at the steps of a pool, hour by hour. */
function FanPicture({ forecast, other, local }: Props & { readonly local: (instant: number) => string }) {
  const [chosen, setChosen] = useState('all')
  const fans = fansOf(forecast)
  const one = fans.find(({ id }) => id === chosen) ?? fans[0]!
  const beside = other ? fansOf(other).find(({ id }) => id === one.id)?.fan : undefined
  const at = (hour: number) => local(forecast.from + hour * 3600)
  const pointsOf = (fan: Fan) => fan.byHour.map(({ middle, low, high }, x) => ({ x, y: middle, low, high }))
  const last = one.fan.byHour.at(-1)!
  return (
    <section className={styles.block}>
      <Select label="Queue or pool" value={one.id} options={fans.map(({ id, label }) => ({ value: id, label }))} onChange={setChosen} />
      <Figure
        answer={`${one.fan.title}: ${formatNumber(one.fan.byHour[0]!.middle)} now, ${sayBand(one.fan.byHour[Math.min(24, one.fan.byHour.length - 1)]!)} in a day, ${sayBand(last)} in three`}
        note="Cases there, waiting or in work, at every full hour; the band holds four of five futures"
        fileName={`ahead-${one.id.replaceAll(' ', '-')}`}
        table={{
          columns: ['Time', 'Middle', 'From', 'To', ...(beside ? ['Middle, what if', 'From, what if', 'To, what if'] : [])],
          rows: one.fan.byHour.map(({ middle, low, high }, hour) => {
            const else_ = beside?.byHour[hour]
            return [at(hour), middle, low, high, ...(else_ ? [else_.middle, else_.low, else_.high] : [])]
          }),
        }}
      >
        <LineChart
          label={`${one.fan.title}, the next hours`}
          lines={[
            ...(beside ? [{ id: 'else', title: 'what if', colour: 'var(--color-kind-automatic)', points: pointsOf(beside) }] : []),
            { id: 'fan', title: beside ? 'as planned' : 'cases', points: pointsOf(one.fan) },
          ]}
          x={{ title: 'Time', format: (hour) => at(Math.round(hour)).slice(5), ticks: [0, 12, 24, 36, 48, 60, 72] }}
          y={{ title: 'Cases', format: formatNumber }}
        />
      </Figure>
    </section>
  )
}

/** When each queue clears. */
function Queues({ forecast, other }: Props) {
  const { hours } = forecast
  const band = (fan: Fan, hour: number) => sayBand(fan.byHour[Math.min(hour, hours)]!)
  const elseOf = ({ id }: PlaceForecast) => other?.places.find((place) => place.id === id)
  const columns: Column<PlaceForecast>[] = [
    { id: 'place', title: 'Queue', cell: ({ title }) => title, sortBy: ({ title }) => title },
    { id: 'now', title: 'Now', numeric: true, cell: (fan) => formatNumber(fan.byHour[0]!.middle), sortBy: (fan) => fan.byHour[0]!.middle },
    ...[8, 24, 72].map((hour) => ({
      id: `${hour}`,
      title: `In ${hour} h`,
      numeric: true,
      cell: (fan: PlaceForecast) => band(fan, hour),
      sortBy: (fan: PlaceForecast) => fan.byHour[Math.min(hour, hours)]!.middle,
    })),
    {
      id: 'clears',
      title: 'Today’s are gone after',
      numeric: true,
      cell: ({ clears }) => sayClears(clears, hours),
      sortBy: ({ clears }) => clears?.middle ?? null,
    },
    ...(other
      ? [
          {
            id: 'else',
            title: 'What if: gone after',
            numeric: true,
            cell: (fan: PlaceForecast) => sayClears(elseOf(fan)?.clears ?? null, hours),
          },
        ]
      : []),
  ]
  return (
    <section className={styles.block}>
      <h3 className={styles.section}>When each queue clears</h3>
      <div className={styles.table}>
        <Table caption="When each queue clears" columns={columns} rows={forecast.places} rowId={({ id }) => id} />
      </div>
    </section>
  )
}

const shownCases = 500

/** Every open case with the chance that it misses its target, the likeliest first. */
function Cases({ forecast, other, local }: Props & { readonly local: (instant: number) => string }) {
  const { cases, hours } = forecast
  const after = useMemo(() => new Map(other?.cases.map((one) => [one.open.id, one])), [other])
  const rows = useMemo(() => cases.toSorted((a, b) => (b.due?.breach ?? -1) - (a.due?.breach ?? -1)).slice(0, shownCases), [cases])
  const chance = (one: CaseForecast | undefined) => (one?.due ? (one.due.breach === null ? 'due later' : formatShare(one.due.breach)) : '–')
  const columns: Column<CaseForecast>[] = [
    { id: 'case', title: 'Case', cell: ({ open }) => open.id, sortBy: ({ open }) => open.id },
    { id: 'state', title: 'State', cell: ({ state }) => state, sortBy: ({ state }) => state },
    { id: 'target', title: 'Target', cell: ({ due }) => due?.what ?? '–' },
    { id: 'due', title: 'Due', cell: ({ due }) => (due ? local(due.at) : '–'), sortBy: ({ due }) => due?.at ?? null },
    { id: 'chance', title: 'Chance to miss it', numeric: true, cell: chance, sortBy: ({ due }) => due?.breach ?? null },
    ...(other ? [{ id: 'else', title: 'What if', numeric: true, cell: ({ open }: CaseForecast) => chance(after.get(open.id)) }] : []),
    {
      id: 'done',
      title: 'Done after',
      numeric: true,
      cell: ({ done }) => sayClears(done, hours),
      sortBy: ({ done }) => (Number.isFinite(done.middle) ? done.middle : 1e9),
    },
  ]
  return (
    <section className={styles.block}>
      <div className={styles.begin}>
        <h3 className={styles.section}>Case by case</h3>
        <Button onClick={() => download('open-cases-ahead.csv', 'text/csv', csvOf(caseTable(cases, local)))}>Save all as CSV</Button>
        {cases.length > shownCases && (
          <span className={styles.muted}>
            The {shownCases} likeliest of {cases.length} are shown.
          </span>
        )}
      </div>
      <div className={styles.table}>
        <Table caption="Open cases" columns={columns} rows={rows} rowId={({ open }) => open.id} />
      </div>
    </section>
  )
}
