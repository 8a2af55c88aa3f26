import type { LogFigures, StepTimes } from '../../backtest/log-figures.ts'
import type { SideBySide } from '../../backtest/side-by-side.ts'
import { formatMeasured } from '../../words/duration.ts'
import { formatCount, formatNumber, formatShare, formatSigned } from '../../words/number.ts'
import { formatHourOfWeek } from '../../words/week.ts'
import { BarChart } from '../kit/chart/bar-chart.tsx'
import { Histogram } from '../kit/chart/histogram.tsx'
import { LineChart } from '../kit/chart/line-chart.tsx'
import { dayTicks, roundDurationsBetween } from '../kit/chart/ticks.ts'
import { Figure } from '../kit/figure.tsx'

type Props = { readonly found: SideBySide }
type Band = { readonly value: number; readonly low: number; readonly high: number }

/** Mean of the runs, and their least and most. */
function bandOf(runs: readonly LogFigures[], of: (run: LogFigures) => number | undefined): Band {
  const values = runs.flatMap((run) => of(run) ?? [])
  const sum = values.reduce((total, value) => total + value, 0)
  return { value: values.length > 0 ? sum / values.length : 0, low: Math.min(...values), high: Math.max(...values) }
}

const round = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null)

/** `the model has 12 % more`, or that both are alike. */
function sayOff(model: number, history: number): string {
  if (history === 0) return 'the history has none'
  const by = model / history - 1
  return Math.abs(by) < 0.05 ? 'the model comes within 5 %' : `the model has ${formatSigned(by, formatShare)}`
}

/** How long cases take. */
export function LeadPicture({ found }: Props) {
  const { history, runs, edges } = found
  const shares = history.leadShares.map((_, at) => bandOf(runs, (run) => run.leadShares[at]))
  const [p50, p90] = [bandOf(runs, ({ leadTime }) => leadTime?.p50), bandOf(runs, ({ leadTime }) => leadTime?.p90)]
  const real = history.leadTime
  return (
    <Figure
      answer={
        real
          ? `Half of the cases took ${formatMeasured(real.p50)}, in the model ${formatMeasured(p50.value)}; nine of ten ${formatMeasured(real.p90)}, in the model ${formatMeasured(p90.value)}`
          : 'No case can be complete'
      }
      note="Share of cases by lead time, on a log scale; grey: history"
      fileName="over-lead-time"
      table={{
        columns: ['From, s', 'Share, history', 'Share, model', 'Least run', 'Most'],
        rows: shares.map(({ value, low, high }, at) => [
          Math.round(edges[at] ?? 0),
          round(history.leadShares[at] ?? 0),
          round(value),
          round(low),
          round(high),
        ]),
      }}
    >
      <Histogram
        label="Lead time in history and model"
        edges={edges}
        shares={shares.map(({ value }) => value)}
        past={history.leadShares}
        format={formatMeasured}
        axis="Lead time"
        ticks={roundDurationsBetween(edges[0] ?? 0, edges.at(-1) ?? 1)}
        marks={[{ at: p50.value, title: 'half, model' }, ...(real ? [{ at: real.p50, title: 'half, history' }] : [])]}
      />
    </Figure>
  )
}

/** Wait before each step, or the work at it. */
export function TimesPicture({ found: { history, runs }, of }: Props & { readonly of: 'wait' | 'work' }) {
  const modelOf = (title: string, pick: (step: StepTimes) => number | undefined) =>
    bandOf(runs, ({ steps }) => {
      const step = steps.find((one) => one.title === title)
      return step && pick(step)
    })
  const rows = history.steps
    .flatMap((step) => {
      const real = step[of]
      return real
        ? [{ step, real, mean: modelOf(step.title, (one) => one[of]?.mean), p90: modelOf(step.title, (one) => one[of]?.p90) }]
        : []
    })
    .toSorted((a, b) => b.real.mean * b.step.visits - a.real.mean * a.step.visits)
  const worst = rows.toSorted(
    (a, b) => Math.abs(b.mean.value - b.real.mean) * b.step.visits - Math.abs(a.mean.value - a.real.mean) * a.step.visits,
  )[0]
  const what = of === 'wait' ? 'wait' : 'work'
  return (
    <Figure
      answer={
        worst ? `The ${what} is furthest off at ${worst.step.title}: ${sayOff(worst.mean.value, worst.real.mean)}` : `No ${what} is told`
      }
      note={`Mean ${what}${of === 'wait' ? ' before each step, from the end of the step before' : ' at each step'}; grey: history`}
      fileName={`over-${of}`}
      table={{
        columns: [
          'Step',
          'Rows, history',
          'Mean, history, s',
          'Mean, model, s',
          'Least run, s',
          'Most, s',
          'p90, history, s',
          'p90, model, s',
        ],
        rows: rows.map(({ step, real, mean, p90 }) => [
          step.title,
          real.n,
          round(real.mean),
          round(mean.value),
          round(mean.low),
          round(mean.high),
          round(real.p90),
          round(p90.value),
        ]),
      }}
    >
      <BarChart
        label={`Mean ${what} by step, model before history`}
        format={formatMeasured}
        bars={rows.map(({ step, real, mean }) => ({
          id: step.title,
          title: step.title,
          value: mean.value,
          low: mean.low,
          high: mean.high,
          past: real.mean,
          note: `(history ${formatMeasured(real.mean)})`,
        }))}
      />
    </Figure>
  )
}

/** How many cases wait at nine in the morning, day by day. */
export function QueuePicture({ found: { history, runs, from } }: Props) {
  const dates = history.queueAtNine.map((_, at) => dateOf(from, at))
  const model = history.queueAtNine.map((_, at) => bandOf(runs, ({ queueAtNine }) => queueAtNine[at]))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const [real, here] = [mean(history.queueAtNine), mean(model.map(({ value }) => value))]
  return (
    <Figure
      answer={`At 09:00 ${formatNumber(real)} cases wait on average, in the model ${formatNumber(here)}`}
      note="Cases between arrival or one step and the next, at 09:00 of each day; those that still wait at the end are not in a history"
      fileName="over-queue-at-nine"
      table={{
        columns: ['Day', 'History', 'Model', 'Least run', 'Most'],
        rows: dates.map((date, at) => [
          date,
          history.queueAtNine[at] ?? 0,
          round(model[at]!.value),
          round(model[at]!.low),
          round(model[at]!.high),
        ]),
      }}
    >
      <LineChart
        label="Cases waiting at 09:00"
        lines={[
          { id: 'history', title: 'history', past: true, points: history.queueAtNine.map((y, x) => ({ x, y })) },
          { id: 'model', title: 'model', points: model.map(({ value, low, high }, x) => ({ x, y: value, low, high })) },
        ]}
        x={{ title: 'Day', format: (at) => dates[Math.round(at)] ?? '', ticks: dayTicks(dates) }}
        y={{ title: 'Cases', format: formatCount }}
      />
    </Figure>
  )
}

/** Cases done, or hours of work, week by week. */
export function WeekPicture({ found: { history, runs, from }, of }: Props & { readonly of: 'done' | 'work' }) {
  const pick = (figures: LogFigures) => (of === 'done' ? figures.doneByWeek : figures.workByWeek)
  const real = pick(history)
  const dates = real.map((_, at) => dateOf(from, 7 * at))
  const model = real.map((_, at) => bandOf(runs, (run) => pick(run)[at]))
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const off = sayOff(sum(model.map(({ value }) => value)), sum(real))
  return (
    <Figure
      answer={of === 'done' ? `Of cases done in a week ${off}` : `Of hours of work in a week ${off}`}
      note={of === 'done' ? 'Cases whose last row ends in the week that begins then' : 'Hours of work in the week that begins then'}
      fileName={of === 'done' ? 'over-done-by-week' : 'over-work-by-week'}
      table={{
        columns: ['Week from', of === 'done' ? 'Cases, history' : 'Hours, history', 'Model', 'Least run', 'Most'],
        rows: dates.map((date, at) => [date, round(real[at] ?? 0), round(model[at]!.value), round(model[at]!.low), round(model[at]!.high)]),
      }}
    >
      <LineChart
        label={of === 'done' ? 'Cases done by week' : 'Hours of work by week'}
        lines={[
          { id: 'history', title: 'history', past: true, points: real.map((y, x) => ({ x, y })) },
          { id: 'model', title: 'model', points: model.map(({ value, low, high }, x) => ({ x, y: value, low, high })) },
        ]}
        x={{ title: 'Week from', format: (at) => dates[Math.round(at)] ?? '', ticks: dayTicks(dates) }}
        y={{ title: of === 'done' ? 'Cases' : 'Hours', format: formatCount }}
      />
    </Figure>
  )
}

/** When in the week work is begun, and how much of it is done. */
export function HourPictures({ found: { history, runs, isTimed } }: Props) {
  const kinds = [
    { of: 'begunByHour', title: 'Pieces of work begun', unit: 'an hour' },
    ...(isTimed ? [{ of: 'workByHour', title: 'People busy', unit: 'on average' } as const] : []),
  ] as const
  return kinds.map(({ of, title, unit }) => {
    const model = history[of].map((_, at) => bandOf(runs, (run) => run[of][at]))
    const peak = history[of].reduce((best, value, at) => (value > history[of][best]! ? at : best), 0)
    return (
      <Figure
        key={of}
        answer={`${title}: most in the history on ${formatHourOfWeek(peak)}, ${formatNumber(history[of][peak] ?? 0)} ${unit}; in the model then ${formatNumber(model[peak]?.value ?? 0)}`}
        note={`${title}, ${unit}, by hour of the week from Monday 00:00; grey: history`}
        fileName={of === 'begunByHour' ? 'over-begun-by-hour' : 'over-busy-by-hour'}
        table={{
          columns: ['Hour of the week', 'History', 'Model', 'Least run', 'Most'],
          rows: history[of].map((value, at) => [
            formatHourOfWeek(at),
            round(value),
            round(model[at]!.value),
            round(model[at]!.low),
            round(model[at]!.high),
          ]),
        }}
      >
        <LineChart
          label={`${title} by hour of the week`}
          lines={[
            { id: 'history', title: 'history', past: true, points: history[of].map((y, x) => ({ x, y })) },
            { id: 'model', title: 'model', points: model.map(({ value, low, high }, x) => ({ x, y: value, low, high })) },
          ]}
          x={{ title: 'Hour of the week', format: (at) => formatHourOfWeek(Math.round(at) % 168), ticks: [0, 24, 48, 72, 96, 120, 144] }}
          y={{ title, format: formatNumber }}
        />
      </Figure>
    )
  })
}

function dateOf(from: string, days: number): string {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
