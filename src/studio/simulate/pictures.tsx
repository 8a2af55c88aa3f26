import { useMemo } from 'react'
import { measuredCases } from '../../lean/measured-cases.ts'
import { findShortages, sayWeek, type ShortageWindow } from '../../lean/shortage.ts'
import type { Report } from '../../simulation/report/report.ts'
import { BarChart, type Bar } from '../kit/chart/bar-chart.tsx'
import { Histogram } from '../kit/chart/histogram.tsx'
import { roundDurationsBetween } from '../kit/chart/ticks.ts'
import { WeekStrip } from '../kit/chart/week-strip.tsx'
import { WhiskerList } from '../kit/chart/whisker-list.tsx'
import { Figure } from '../kit/figure.tsx'
import { formatDuration, formatMeasured } from '../../words/duration.ts'
import { formatShareInterval } from '../../words/interval.ts'
import { formatAmount, formatNumber, formatShare } from '../../words/number.ts'
import { formatHourOfWeek } from '../../words/week.ts'
import { select, useSession } from '../session/session.ts'
import styles from './pictures.module.css'

/** Causes of waiting, in the words of the screen, each with the colour of the kind of thing that makes cases wait. */
export const causes = [
  { id: 'contention', title: 'All busy', colour: 'var(--color-kind-review)' },
  { id: 'unavailability', title: 'Nobody on shift', colour: 'var(--color-kind-rest)' },
  { id: 'priority', title: 'Overtaken', colour: 'var(--color-kind-decision)' },
  { id: 'batching', title: 'Batch', colour: 'var(--color-kind-batch)' },
  { id: 'external', title: 'Outside world', colour: 'var(--color-kind-automatic)' },
] as const

function useNote(report: Report): string {
  return `${formatAmount(report.replications, 'replication')}, ${report.period.from.slice(0, 10)} to ${report.period.to.slice(0, 10)}`
}

/** Why cases wait, step by step: hours of waiting per 100 cases, by cause. */
export function WaitsPicture({ report }: { readonly report: Report }) {
  const selection = useSession((state) => state.selection)
  const note = useNote(report)
  const cases = measuredCases(report)
  const steps = Object.values(report.steps)
    .filter(({ wait, visits }) => visits * wait.mean.value > 0)
    .toSorted((a, b) => b.visits * b.wait.mean.value - a.visits * a.wait.mean.value)
  const bars = steps.map((step): Bar => ({
    id: step.uid,
    title: step.title,
    value: (step.visits * step.wait.mean.value) / cases,
    parts: causes.map(({ id, title, colour }) => ({ title, colour, value: (step.visits * step.waitBy[id]) / cases })),
  }))
  const rows = steps.map((step) => [
    step.title,
    step.visits,
    ...causes.map(({ id }) => Math.round(step.waitBy[id])),
    Math.round(step.wait.mean.value),
  ])
  return (
    <Figure
      answer={sayWaits(report)}
      note={`Mean wait per case over all cases, by cause. ${note}`}
      fileName="waits-by-cause"
      table={{ columns: ['Step', 'Visits', ...causes.map(({ title }) => `${title}, s per visit`), 'Wait, s per visit'], rows }}
    >
      <Legend causes={causes.filter(({ id }) => steps.some(({ waitBy }) => waitBy[id] > 0))} />
      <BarChart
        label="Wait by step and cause"
        bars={bars}
        format={formatMeasured}
        selected={[...selection][0] ?? null}
        onSelect={(uid) => select([uid])}
      />
    </Figure>
  )
}

function sayWaits(report: Report): string {
  const total = Object.values(report.leadTimeBy).reduce((sum, seconds) => sum + seconds, 0)
  const [main] = causes.toSorted((a, b) => report.leadTimeBy[b.id] - report.leadTimeBy[a.id])
  const waiting = causes.reduce((sum, { id }) => sum + report.leadTimeBy[id], 0)
  if (!main || waiting <= 0) return 'No case waits'
  const because = {
    contention: 'because all are busy',
    unavailability: 'because nobody is on shift',
    priority: 'because other cases go first',
    batching: 'for a batch to move on',
    external: 'for the outside world',
  }[main.id]
  return `Waiting is ${formatShare(waiting / total)} of the lead time; most of it, ${formatMeasured(report.leadTimeBy[main.id])} a case, ${because}`
}

/** Direct labels for the parts of bars. */
export function Legend({ causes: shown }: { readonly causes: readonly { readonly title: string; readonly colour: string }[] }) {
  return (
    <ul className={styles.legend}>
      {shown.map(({ title, colour }) => (
        <li key={title}>
          <span style={{ background: colour }} aria-hidden="true" />
          {title}
        </li>
      ))}
    </ul>
  )
}

/** Each pool's queue by hour of the week, the worst first, its shortage as the sentence above it. */
export function WeekPictures({ report }: { readonly report: Report }) {
  const pools = useMemo(
    () =>
      Object.entries(report.pools)
        .map(([id, pool]) => ({ id, pool, shortages: findShortages(pool) }))
        .toSorted((a, b) => Math.max(...b.pool.queueByHour) - Math.max(...a.pool.queueByHour)),
    [report],
  )
  return (
    <div className={styles.grid}>
      {pools.map(({ id, pool, shortages }) => (
        <Figure
          key={id}
          answer={sayWeek(pool.title, shortages)}
          note="Mean number of cases waiting, on the pool’s own clock"
          fileName={`queue-by-hour-${id}`}
          table={{
            columns: ['Hour', 'Cases waiting', 'People on shift', 'People at work'],
            rows: pool.queueByHour.map((queue, hour) => [
              formatHourOfWeek(hour),
              round(queue),
              round(pool.peopleByHour[hour] ?? 0),
              round(pool.busyByHour[hour] ?? 0),
            ]),
          }}
        >
          <WeekStrip
            label={`Cases waiting for ${pool.title}`}
            values={pool.queueByHour}
            format={(value) => `${formatNumber(value)} waiting`}
            max={Math.max(1, ...pool.queueByHour)}
            marked={(hour) => shortages.some((window) => isIn(window, hour))}
          />
        </Figure>
      ))}
    </div>
  )
}

function isIn({ from, to, days }: ShortageWindow, hour: number): boolean {
  const [day, clock] = [Math.floor(hour / 24) + 1, hour % 24]
  if (to > from) return days.includes(day) && clock >= from && clock < to
  return clock >= from ? days.includes(day) : clock < to && days.includes(day === 1 ? 7 : day - 1)
}

/** How long cases take. */
export function LeadTimePicture({ report }: { readonly report: Report }) {
  const note = useNote(report)
  const { p50, p90, mean } = report.leadTime
  const { edges, shares } = report.leadTimeHistogram
  const used = usedBins(shares)
  return (
    <Figure
      answer={`Half of the cases are done within ${formatMeasured(p50.value)}, nine of ten within ${formatMeasured(p90.value)}`}
      note={`Share of completed cases by lead time, on a log scale. ${note}`}
      fileName="lead-time"
      table={{ columns: ['From, s', 'Share of cases'], rows: shares.map((share, index) => [Math.round(edges[index] ?? 0), round(share)]) }}
    >
      <Histogram
        label="Lead time"
        edges={edges.slice(used.from, used.to + 1)}
        shares={shares.slice(used.from, used.to)}
        format={formatMeasured}
        axis="Lead time"
        ticks={roundDurationsBetween(edges[used.from] ?? 0, edges[used.to] ?? Infinity)}
        marks={[
          { at: p50.value, title: 'half' },
          { at: mean.value, title: 'mean' },
          { at: p90.value, title: 'nine of ten' },
        ]}
      />
    </Figure>
  )
}

function usedBins(shares: readonly number[]): { from: number; to: number } {
  const from = shares.findIndex((share) => share > 0.0005)
  const to = shares.findLastIndex((share) => share > 0.0005)
  return from < 0 ? { from: 0, to: shares.length } : { from, to: to + 1 }
}

/** Share of cases in time, segment by segment. */
export function ServicePicture({ report }: { readonly report: Report }) {
  const note = useNote(report)
  const segments = Object.entries(report.segments).flatMap(([title, { sla, leadTime, cases }]) =>
    sla.met && sla.target !== null ? [{ title, met: sla.met, target: sla.target, leadTime, cases }] : [],
  )
  const worst = segments.toSorted((a, b) => a.met.value - b.met.value)[0]
  if (!worst) return <p className={styles.none}>No segment of the scenario has a service target.</p>
  return (
    <Figure
      answer={`${worst.title} is in time least often: ${formatShareInterval(worst.met)} of its cases within ${formatDuration(worst.target)}`}
      note={`Share of cases done within the target. ${note}`}
      fileName="service-level"
      table={{
        columns: [
          'Segment',
          'Cases',
          'Target, s',
          'In time',
          'In time, low',
          'In time, high',
          'Mean lead time, s',
          'Nine of ten within, s',
        ],
        rows: segments.map(({ title, cases, target, met, leadTime }) => [
          title,
          Math.round(cases),
          target,
          met.value,
          met.low,
          met.high,
          Math.round(leadTime.mean.value),
          Math.round(leadTime.p90.value),
        ]),
      }}
    >
      <WhiskerList
        label="In time"
        rows={segments.map(({ title, target, met }) => ({
          id: title,
          title: `${title}, ${formatDuration(target)}`,
          ...met,
          ...clamped(met),
        }))}
        format={formatShare}
      />
    </Figure>
  )
}

// A t interval of a share can reach past 1.
function clamped({ low, high }: { readonly low: number | null; readonly high: number | null }) {
  return { low: low === null ? null : Math.max(0, low), high: high === null ? null : Math.min(1, high) }
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}
