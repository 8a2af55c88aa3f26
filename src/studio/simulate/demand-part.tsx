import type { Scenario } from '../../simulation/model/scenario.ts'
import { OriginChip } from '../kit/chip.tsx'
import { formatAmount, formatNumber, formatShare, formatSigned } from '../../words/number.ts'
import { formatHourOfWeek } from '../../words/week.ts'
import { NumberField } from '../kit/number-field.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { useLoadedHistory } from '../session/loaded-history.ts'
import { replayOf } from '../session/runs/request.ts'
import { setReplay, useRuns } from '../session/runs/runs.ts'
import { editScenario } from '../session/scenario-edit.ts'
import styles from './scenario-panel.module.css'

/** Where cases come from: the scenario's profile, or the loaded history case by case. */
export function DemandPart({ scenario }: { readonly scenario: Scenario }) {
  const history = useLoadedHistory()
  const replay = useRuns((state) => state.replay)
  return (
    <div className={styles.item} data-path="demand">
      <Segmented
        label="Where cases come from"
        value={replay ? 'replay' : 'profile'}
        options={[
          { value: 'profile', label: 'Profile' },
          { value: 'replay', label: 'Replay of history', disabled: history === null },
        ]}
        onChange={(value) => setReplay(value === 'replay' && history ? replayOf(history, scenario) : null)}
      />
      {replay ? (
        <p className={styles.fact}>
          The cases of {replay.title} from {replay.start.slice(0, 10)} on, for the {formatAmount(scenario.run.days, 'day')} of the run, each
          at its own time with its own attributes.
        </p>
      ) : scenario.demand.kind === 'replay' ? (
        <p className={styles.fact}>This scenario replays a history. Bring it in under History, then choose the replay here.</p>
      ) : scenario.demand.kind === 'resample' ? (
        <p className={styles.fact}>
          Days of the past drawn anew, each with its own cases: {scenario.demand.window.replace('/', ' to ')}.{' '}
          <Origin scenario={scenario} path="demand.window" />
        </p>
      ) : (
        <Profile scenario={scenario} demand={scenario.demand} />
      )}
      <p className={styles.fact}>
        <span>Kinds of case</span>
        <span>
          {formatAmount(scenario.mix.length, 'kind')} <Origin scenario={scenario} path="mix" />
        </span>
      </p>
      {changesOf(scenario).map(([what, how]) => (
        <p key={`${what}: ${how}`} className={styles.fact}>
          <span>{what}</span>
          <span>{how}</span>
        </p>
      ))}
    </div>
  )
}

function Profile({ scenario, demand }: { readonly scenario: Scenario; readonly demand: Extract<Scenario['demand'], { kind: 'profile' }> }) {
  const { casesPerHour, growthPerMonth, hourOfWeek, noise, spikes } = demand
  const peak = hourOfWeek.indexOf(Math.max(...hourOfWeek))
  const edit = (label: string, part: Partial<typeof demand>) =>
    editScenario(label, (before) => (before.demand.kind === 'profile' ? { ...before, demand: { ...before.demand, ...part } } : before))
  return (
    <>
      <NumberField
        label="Cases an hour"
        value={Number(casesPerHour.toPrecision(4))}
        min={0}
        aside={<Origin scenario={scenario} path="demand.casesPerHour" />}
        onCommit={(value) => value !== null && edit('Cases an hour', { casesPerHour: value })}
      />
      <NumberField
        label="Growth"
        unit="% a month"
        value={Number((growthPerMonth * 100).toPrecision(4))}
        min={-50}
        max={100}
        aside={<Origin scenario={scenario} path="demand.growthPerMonth" />}
        onCommit={(value) => value !== null && edit('Growth', { growthPerMonth: value / 100 })}
      />
      <p className={styles.fact}>
        <span>Busiest hour</span>
        <span>
          {formatHourOfWeek(peak)}, {formatNumber((hourOfWeek[peak] ?? 0) * casesPerHour)} an hour{' '}
          <Origin scenario={scenario} path="demand.hourOfWeek" />
        </span>
      </p>
      <p className={styles.fact}>
        <span>Noise from hour to hour</span>
        <span>
          {noise === null ? 'plain Poisson' : `± ${formatShare(noise.variation)}`} <Origin scenario={scenario} path="demand.noise" />
        </span>
      </p>
      {spikes.map((spike) => (
        <p key={spike.title} className={styles.fact}>
          <span>{spike.title}</span>
          <span>
            {formatSigned(spike.factor - 1, formatShare)} from {spike.from.slice(0, 10)}
          </span>
        </p>
      ))}
    </>
  )
}

/** What the file says of demand beyond level and shape, as facts; the editor has the forms. */
function changesOf({ demand, mixByWeek = [], backlog = [] }: Scenario): (readonly [what: string, how: string])[] {
  const { scale, shift, thinning, calendar = [] } = demand
  return [
    ...(scale === undefined ? [] : [['Scaled', `${formatNumber(scale)} times the cases`] as const]),
    ...(shift === undefined ? [] : [['Moved', `${formatAmount(Math.abs(shift), 'hour')} ${shift < 0 ? 'earlier' : 'later'}`] as const]),
    ...(thinning?.keep === undefined ? [] : [['Only cases with', thinning.keep] as const]),
    ...(thinning?.share === undefined ? [] : [['Share that comes', formatShare(thinning.share)] as const]),
    ...calendar.map(({ title, factor, dates }) => [title, `${formatSigned(factor - 1, formatShare)} on ${dates.join(', ')}`] as const),
    ...mixByWeek.map(({ title, from, to }) => [title, `other kinds of case from ${from} to ${to}`] as const),
    ...backlog.map(({ title, cases }) => [title, `${formatAmount(cases, 'case')} open at the start`] as const),
  ]
}

/** Where a parameter comes from, with how many observations and how well they fit. */
export function Origin({ scenario, path }: { readonly scenario: Scenario; readonly path: string }) {
  const origin = scenario.origins[path] ?? { source: 'typed' as const }
  const words = [
    origin.n === undefined ? null : `from ${formatAmount(origin.n, 'observation')}`,
    origin.fit === undefined ? null : `largest distance of the fit ${formatNumber(origin.fit)}`,
    origin.note ?? null,
  ].filter((word) => word !== null)
  return <OriginChip source={origin.source} title={words.length > 0 ? words.join(', ') : undefined} />
}
