import { meanOf } from '../../simulation/compile/distribution-facts.ts'
import type { ViewCurve } from '../../simulation/model/quality.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { parseDuration } from '../../workflow/duration.ts'
import { documentOrder, titleOf } from '../../workflow/tree.ts'
import { formatDuration, formatMeasured } from '../../words/duration.ts'
import { formatAmount, formatNumber, formatShare } from '../../words/number.ts'
import { BarChart } from '../kit/chart/bar-chart.tsx'
import { dayTicks } from '../kit/chart/ticks.ts'
import { LineChart } from '../kit/chart/line-chart.tsx'
import { WeekStrip } from '../kit/chart/week-strip.tsx'
import { useSession } from '../session/session.ts'
import { expectedByDay } from './expected-demand.ts'
import styles from './form.module.css'
import type { PartId } from './parts.ts'
import { peopleOnDuty } from './people-on-duty.ts'
import { sayCases } from './work-form.tsx'

type Drawn = { readonly scenario: Scenario }

/** A part of the scenario as a picture, redrawn with each change. */
export function Picture({ scenario, part }: Drawn & { readonly part: PartId }) {
  const Drawing = pictures[part]
  return <Drawing scenario={scenario} />
}

const pictures: Readonly<Record<PartId, (props: Drawn) => React.ReactNode>> = {
  cases: Kinds,
  demand: Demand,
  open: Open,
  people: People,
  work: Work,
  decisions: Views,
  targets: Targets,
  run: RunFacts,
}

function Nothing({ children }: { readonly children: string }) {
  return <p className={styles.hint}>{children}</p>
}

function Kinds({ scenario }: Drawn) {
  const attributes = useSession((state) => state.tables.attributes)
  const total = scenario.mix.reduce((sum, { weight }) => sum + weight, 0)
  const asked = Object.values(attributes)
    .filter(({ name }) => scenario.mix.some(({ values }) => Object.hasOwn(values, name)))
    .toSorted((a, b) => a.order - b.order)
  if (asked.length === 0) return <Nothing>All cases are alike.</Nothing>
  return asked.map((attribute) => {
    const shares = new Map<string, number>()
    for (const { weight, values } of scenario.mix) {
      const value = String(values[attribute.name] ?? attribute.default)
      shares.set(value, (shares.get(value) ?? 0) + weight / total)
    }
    return (
      <section key={attribute.name}>
        <h3 className={styles.hint}>{attribute.title}</h3>
        <BarChart
          label={`Shares of cases by ${attribute.title}`}
          bars={[...shares].toSorted(([, a], [, b]) => b - a).map(([value, share]) => ({ id: value, title: value, value: share }))}
          format={formatShare}
        />
      </section>
    )
  })
}

function Demand({ scenario }: Drawn) {
  const attributes = useSession((state) => state.tables.attributes)
  const { demand } = scenario
  if (demand.kind === 'resample') return <Nothing>Each day of the run takes the cases of a day of the past, drawn anew.</Nothing>
  if (demand.kind !== 'profile') return <Nothing>The cases come with the history that is replayed, each at its own time.</Nothing>
  const days = expectedByDay(scenario, demand, Object.values(attributes))
  const first = scenario.start.slice(0, 10)
  const dates = days.map((_, index) => new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10))
  return (
    <>
      <LineChart
        label="Cases expected by day of the run"
        lines={[{ id: 'expected', title: 'expected', points: days.map((y, x) => ({ x, y })) }]}
        x={{ title: `from ${first}`, format: (index) => dates[Math.round(index)]?.slice(5) ?? '', ticks: dayTicks(dates) }}
        y={{ title: 'cases a day' }}
      />
      <p
        className={styles.hint}
      >{`${formatAmount(Math.round(days.reduce((sum, cases) => sum + cases, 0)), 'case')} expected in the run, before any are left out.`}</p>
      <WeekStrip label="Cases an hour" values={demand.hourOfWeek.map((factor) => factor * demand.casesPerHour * (demand.scale ?? 1))} />
    </>
  )
}

function Open({ scenario }: Drawn) {
  const { backlog = [] } = scenario
  if (backlog.length === 0) return <Nothing>The run begins empty, and is led in before it is measured.</Nothing>
  return (
    <BarChart
      label="Open cases at the start"
      bars={backlog.map(({ title, cases, age }, index) => ({
        id: String(index),
        title,
        value: cases,
        note: `, ${formatMeasured(meanOf(age))} old on average`,
      }))}
    />
  )
}

function People({ scenario }: Drawn) {
  const pools = useSession((state) => state.tables.pools)
  return Object.entries(scenario.pools).map(([id, pool]) => {
    const onDuty = peopleOnDuty(pool)
    return (
      <section key={id}>
        <h3 className={styles.hint}>
          {`${pools[id]?.title ?? id}: ${formatNumber(onDuty.reduce((sum, people) => sum + people, 0))} person-hours a week`}
        </h3>
        <WeekStrip label={`People on shift, ${pools[id]?.title ?? id}`} values={onDuty} />
      </section>
    )
  })
}

function Work({ scenario }: Drawn) {
  const tables = useSession((state) => state.tables)
  const steps = documentOrder(tables).filter(({ uid, step }) => step && (scenario.performance[uid]?.time.length ?? 0) > 0)
  const mean = (uid: string, of: 'time' | 'patience') => {
    const entries = scenario.performance[uid]?.[of] ?? []
    return entries.length === 0 ? null : meanOf(entries[entries.length - 1]?.distribution ?? { kind: 'constant', value: 0 })
  }
  const human = steps.filter(({ step }) => step?.kind === 'review')
  const other = steps.filter(({ step }) => step?.kind !== 'review')
  const patient = steps.filter(({ uid }) => mean(uid, 'patience') !== null)
  const bars = (of: typeof steps, what: 'time' | 'patience') =>
    of.map((state) => ({ id: state.uid, title: titleOf(state), value: mean(state.uid, what) ?? 0 }))
  return (
    <>
      {(
        [
          ['Mean work of a person, all other cases', bars(human, 'time')],
          ['Mean time of systems and waits', bars(other, 'time')],
          ['Mean patience in the queue', bars(patient, 'patience')],
        ] as const
      ).map(
        ([label, of]) =>
          of.length > 0 && (
            <section key={label}>
              <h3 className={styles.hint}>{label}</h3>
              <BarChart label={label} bars={of} format={formatMeasured} />
            </section>
          ),
      )}
    </>
  )
}

function Views({ scenario }: Drawn) {
  const curves = scenario.quality?.harm?.curves ?? []
  if (!scenario.quality) return <Nothing>Switched off: a run says nothing of errors, nor of what is seen meanwhile.</Nothing>
  if (curves.length === 0) return <Nothing>Views are not counted.</Nothing>
  return (
    <LineChart
      label="Views of violating content by hours since it was posted"
      lines={curves.map((curve, index) => ({
        id: String(index),
        title: sayCases(curve.when, index),
        points: Array.from({ length: 49 }, (_, at) => ({ x: at, y: viewsAt(curve, at) })),
      }))}
      x={{ title: 'hours since posted' }}
      y={{ title: typeof curves[0]?.viewsPerHour === 'number' ? 'views an hour' : 'share of the first hour' }}
    />
  )
}

function viewsAt({ viewsPerHour, halfLife, points }: ViewCurve, hours: number): number {
  const first = typeof viewsPerHour === 'number' ? viewsPerHour : 1
  if (halfLife !== undefined) return first * 0.5 ** (hours / (parseDuration(halfLife) / 3600))
  const all = points ?? []
  const next = all.findIndex((point) => point.hours >= hours)
  const [before, after] = [all[next - 1], all[next]]
  if (!after) return 0
  if (!before) return first * after.factor
  return first * (before.factor + ((hours - before.hours) / Math.max(1e-9, after.hours - before.hours)) * (after.factor - before.factor))
}

function Targets({ scenario }: Drawn) {
  const aimed = scenario.segments.filter(({ target }) => target !== undefined)
  if (aimed.length === 0) return <Nothing>No segment has a target.</Nothing>
  return (
    <BarChart
      label="Targets of the lead time"
      bars={aimed.map(({ title, target }, index) => ({ id: String(index), title, value: parseDuration(target ?? 'PT0S') }))}
      format={formatDuration}
    />
  )
}

function RunFacts({ scenario }: Drawn) {
  const { days } = scenario.run
  const begin = scenario.start.slice(0, 10)
  const end = new Date(Date.parse(begin) + Math.round(days) * 86_400_000).toISOString().slice(0, 10)
  return <Nothing>{`${begin} to ${end} on the wall clock of ${scenario.timezone}.`}</Nothing>
}
