import { memo } from 'react'
import type { QualityReport, Report } from '../../simulation/report/report.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { Chip } from '../kit/chip.tsx'
import { Empty } from '../kit/empty.tsx'
import { formatDuration, formatMeasured } from '../../words/duration.ts'
import { formatMeasuredInterval, formatInterval, formatShareInterval, type Interval, keepUnits, valueAlone } from '../../words/interval.ts'
import { formatCount, formatShare } from '../../words/number.ts'
import { goalInTime, missesGoal } from '../../lean/target.ts'
import { classes } from '../kit/class-names.ts'
import { Notice } from '../kit/notice.tsx'
import { Panel } from '../kit/panel.tsx'
import { Trust } from './trust.tsx'
import styles from './key-figures.module.css'
import { useLater } from './use-later.ts'
import { useShown } from '../session/runs/use-shown.ts'

/** The inspector of Simulate: what the run says in a few numbers, each with its interval, what to be wary of, and the checks that every run makes of itself. */
export function KeyFigures() {
  const shown = useLater(useLater(useShown()))
  if (!shown) return <Empty title="No figures yet">They stand here after the first run.</Empty>
  return <SettledFigures report={shown.report} scenario={shown.asked} />
}

const SettledFigures = memo(Figures)

/** The figures of one report. */
export function Figures({
  report,
  scenario,
}: {
  readonly report: Report
  /** That was run; absent: the open one. */ readonly scenario?: Scenario
}) {
  const { leadTime, flow } = report
  return (
    <div className={styles.figures}>
      <section className={styles.headline} aria-label="In short">
        <p>{keepUnits(headline(report))}</p>
        <Trust scenario={scenario} />
      </section>
      <Targets report={report} />
      <Panel id="simulate.lead" title="Lead time">
        <dl className={styles.list}>
          <Figure title="Mean" value={formatMeasuredInterval(leadTime.mean)} strong />
          <Figure title="Half of the cases within" value={formatMeasuredInterval(leadTime.p50)} />
          <Figure title="Nine of ten within" value={formatMeasuredInterval(leadTime.p90)} />
        </dl>
      </Panel>
      <Panel id="simulate.flow" title="Flow">
        <dl className={styles.list}>
          <Figure title="Cases done a day" value={formatInterval(flow.throughputPerDay)} />
          <Figure title="Cases in work" hint="Work in progress: waiting or in hands, on average" value={formatInterval(flow.wip)} />
          <Figure
            title="Value-adding time"
            hint="Process cycle efficiency: value-adding time over lead time"
            value={formatShareInterval(flow.processCycleEfficiency)}
          />
          <Figure
            title="Right first time"
            hint="First-pass yield: cases that visit no step twice"
            value={formatShareInterval(flow.firstPassYield)}
          />
        </dl>
      </Panel>
      {report.quality && <Decisions quality={report.quality} />}
      <Panel id="simulate.trust" title="How far to trust it" count={report.warnings.length}>
        {report.warnings.length === 0 ? (
          <p className={styles.quiet}>No warnings.</p>
        ) : (
          report.warnings.map((warning) => <Warning key={warning} text={warning} />)
        )}
        <Checks report={report} />
      </Panel>
    </div>
  )
}

/** The run in two sentences: how long cases take, and who is least often in time. */
function headline({ cases, leadTime, segments }: Report): string {
  if (cases.completed === 0) return 'No case was done in this run.'
  // Rounded as in the list below it.
  const plain = (interval: Interval) => valueAlone(formatMeasuredInterval(interval))
  const takes = `Half of the cases are done within ${plain(leadTime.p50)}, nine of ten within ${plain(leadTime.p90)}.`
  const [least] = byTimeliness(segments)
  if (!least) return takes
  const [title, { sla }] = least
  return `${takes} Least in time: ${title}, ${sla.met ? formatShareInterval(sla.met) : '–'} within ${formatDuration(sla.target ?? 0)}.`
}

/** The segments with a target, those that are least often in time first. */
function byTimeliness(segments: Report['segments']): [string, Report['segments'][string]][] {
  return Object.entries(segments)
    .filter(([, { sla }]) => sla.met !== null && Number.isFinite(sla.met.value))
    .toSorted(([, a], [, b]) => (a.sla.met?.value ?? 1) - (b.sla.met?.value ?? 1))
}

/** What it is about stands as the title, up to its first stop; what follows reads on in plain weight. */
function Warning({ text }: { readonly text: string }) {
  const [, title = text, rest = ''] = /^(.+?)[:;.](?:\s+(.+))?$/s.exec(keepUnits(text)) ?? []
  return (
    <Notice tone="warning" title={title}>
      {rest === '' ? undefined : rest.charAt(0).toUpperCase() + rest.slice(1)}
    </Notice>
  )
}

function Figure({
  title,
  hint,
  value,
  strong = false,
}: {
  readonly title: string
  readonly hint?: string
  readonly value: string
  readonly strong?: boolean
}) {
  return (
    <div className={styles.figure}>
      <dt title={hint}>{title}</dt>
      <dd className={strong ? styles.strong : undefined}>{value}</dd>
    </div>
  )
}

/** Those that miss their target first, each beside the goal; then those that keep it. */
function Targets({ report }: { readonly report: Report }) {
  const segments = byTimeliness(report.segments)
  const missed = segments.filter(([, { sla }]) => sla.met !== null && missesGoal(sla.met))
  const kept = segments.filter((segment) => !missed.includes(segment))
  return (
    <>
      {missed.length > 0 && (
        <Panel id="simulate.targets" title="Targets missed, worst first" count={missed.length}>
          <InTime segments={missed} missed />
        </Panel>
      )}
      {kept.length > 0 && (
        <Panel id="simulate.kept" title="Targets met" count={kept.length}>
          <InTime segments={kept} />
        </Panel>
      )}
    </>
  )
}

/** The share of each segment that is in time, as a bar beside the goal. */
function InTime({
  segments,
  missed = false,
}: {
  readonly segments: readonly [string, Report['segments'][string]][]
  readonly missed?: boolean
}) {
  return (
    <>
      <p className={styles.goal}>Share in time; the line is the goal, {formatShare(goalInTime)}.</p>
      <ul className={classes(styles.targets, missed && styles.missed)}>
        {segments.map(([title, { sla }]) => (
          <li key={title}>
            <span className={styles.who}>{`${title}, ${formatDuration(sla.target ?? 0)}`}</span>
            <span className={styles.met}>{sla.met ? formatShareInterval(sla.met) : '–'}</span>
            <span className={styles.track} aria-hidden="true">
              <span style={{ width: `${(sla.met?.value ?? 0) * 100}%` }} />
              <i style={{ left: `${goalInTime * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Decisions({ quality }: { readonly quality: QualityReport }) {
  const { harm, foundByQa, overturned } = quality
  return (
    <Panel id="simulate.quality" title="Decisions and harm">
      <dl className={styles.list}>
        <Figure
          title="Wrongly removed"
          hint="Share of the harmless cases that are removed in the end"
          value={formatShareInterval(quality.wronglyRemoved)}
        />
        <Figure
          title="Wrongly kept"
          hint="Share of the violating cases that are kept in the end"
          value={formatShareInterval(quality.wronglyKept)}
        />
        <Figure title="Rightly removed" hint="Share of the removed cases that violate" value={formatShareInterval(quality.precision)} />
        {foundByQa && (
          <Figure
            title="Changed by checks"
            hint="Quality checks: share of the decisions checked that are changed"
            value={formatShareInterval(foundByQa.changed)}
          />
        )}
        {overturned && (
          <Figure
            title="Overturned on appeal"
            hint="Share of the decisions appealed against that are changed"
            value={formatShareInterval(overturned.changed)}
          />
        )}
        {harm && (
          <>
            <Figure title="Views until action" hint="Mean views of a violating case until action" value={formatInterval(harm.views.mean)} />
            <Figure
              title="Views prevented"
              hint="Share of all possible views of violating content that action prevents"
              value={formatShareInterval(harm.prevented)}
            />
          </>
        )}
      </dl>
    </Panel>
  )
}

function Checks({ report }: { readonly report: Report }) {
  const { littlesLaw, conservation } = report.checks
  return (
    <div className={styles.checks}>
      <p>
        <Chip tone={conservation.ok ? 'good' : 'error'}>{conservation.ok ? 'holds' : 'broken'}</Chip> No case is lost:{' '}
        {formatCount(report.cases.arrived)} came
        {report.cases.openBefore ? ` beside ${formatCount(report.cases.openBefore)} that were open` : ''},{' '}
        {formatCount(report.cases.completed)} were done, {formatCount(report.cases.open)} are open.
      </p>
      <p>
        <Chip tone={littlesLaw.ok ? 'good' : 'error'}>{littlesLaw.ok ? 'holds' : 'broken'}</Chip> Queues and waits agree (Little’s law).
      </p>
      <p className={styles.quiet}>
        {report.replications} replications, seed {report.seed}, from {day(report.period.from)} to {day(report.period.to)},{' '}
        {report.period.warmupWithinPeriod === false
          ? `led in by ${formatDuration(report.period.warmupSeconds)} that do not count`
          : `the first ${formatDuration(report.period.warmupSeconds)} left out to warm up`}
        . {formatCount(report.events)} events in {formatMeasured(report.wallSeconds)}.
      </p>
      <p className={styles.quiet} title={report.digest}>
        Gemba {report.gemba}, workflow {report.hashes.workflow.slice(0, 8)}, scenario {report.hashes.scenario.slice(0, 8)}
        {report.hashes.history === null ? '' : `, history ${report.hashes.history.slice(0, 8)}`}, digest {report.digest.slice(0, 8)}
      </p>
    </div>
  )
}

function day(instant: string): string {
  return instant.slice(0, 10)
}
