import { medianOf } from '../../simulation/compile/distribution-facts.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { pathOf, titleOf } from '../../workflow/tree.ts'
import { formatDuration } from '../../words/duration.ts'
import { formatAmount, formatCount, formatNumber, formatShare } from '../../words/number.ts'
import type { SessionTables } from '../session/session.ts'

/** One parameter of a scenario before and after a calibration, in words, and where it is from. */
export type ParameterRow = {
  readonly path: string
  readonly title: string
  readonly before: string
  readonly after: string
  readonly origin: 'fitted' | 'typed' | 'guessed'
  readonly note: string
}

/** All parameters that a calibration looks at, demand first, then pools, then steps. */
export function parameterRows(tables: SessionTables, before: Scenario | null, after: Scenario): ParameterRow[] {
  const row = (path: string, title: string, say: (scenario: Scenario) => string): ParameterRow => {
    const origin = Object.hasOwn(after.origins, path) ? after.origins[path]! : { source: 'typed' as const }
    const rests = [
      origin.n === undefined ? '' : `n = ${formatCount(origin.n)}`,
      origin.fit === undefined ? '' : `fit ${formatNumber(origin.fit)}`,
      origin.note ?? '',
    ].filter((part) => part !== '')
    return { path, title, before: before ? say(before) : '–', after: say(after), origin: origin.source, note: rests.join('; ') }
  }
  const steps = Object.values(tables.states)
    .filter(({ step }) => step !== null)
    .sort((a, b) => pathOf(tables, a.uid).localeCompare(pathOf(tables, b.uid)))
  return [
    ...(after.demand.kind === 'resample'
      ? [
          row('demand.window', 'Days drawn', ({ demand }) =>
            demand.kind === 'resample' ? demand.window.replace('/', ' to ') : demand.kind,
          ),
        ]
      : []),
    row('demand.casesPerHour', 'Cases an hour', ({ demand }) =>
      demand.kind === 'profile' ? formatNumber(demand.casesPerHour) : demand.kind,
    ),
    row('demand.hourOfWeek', 'Busiest hour over the average', ({ demand }) =>
      demand.kind === 'profile' ? `${formatNumber(Math.max(...demand.hourOfWeek))} times` : demand.kind,
    ),
    row('demand.growthPerMonth', 'Growth a month', ({ demand }) =>
      demand.kind === 'profile' ? formatShare(demand.growthPerMonth) : demand.kind,
    ),
    row('demand.noise', 'Hour-to-hour noise', ({ demand }) =>
      demand.kind !== 'profile'
        ? demand.kind
        : demand.noise
          ? `variation ${formatNumber(demand.noise.variation)}, correlation ${formatNumber(demand.noise.correlation)}`
          : 'none',
    ),
    row('mix', 'Mix', ({ mix }) => formatAmount(mix.length, 'kind of case', 'kinds of case')),
    ...(after.mixByWeek === undefined
      ? []
      : [
          row('mixByWeek', 'Mix by the time of the week', ({ mixByWeek }) =>
            mixByWeek ? formatAmount(mixByWeek.length, 'block') : 'the same all week',
          ),
        ]),
    ...Object.values(tables.pools).map(({ id, title }) =>
      row(`pools.${id}.shifts`, `${title}: people`, (scenario) => peopleOf(scenario, id)),
    ),
    ...steps.flatMap((state) => [
      ...(state.step?.kind === 'batch'
        ? []
        : [row(`performance.${state.uid}.time`, `${titleOf(state)}: time`, (scenario) => timeOf(scenario, state.uid))]),
      ...((state.step?.outcomes.length ?? 0) > 1
        ? [row(`performance.${state.uid}.outcomes`, `${titleOf(state)}: outcomes`, (scenario) => outcomesOf(scenario, state.uid))]
        : []),
    ]),
  ]
}

function peopleOf(scenario: Scenario, pool: string): string {
  const shifts = Object.hasOwn(scenario.pools, pool) ? scenario.pools[pool]!.shifts : []
  const hours = shifts.reduce((sum, { people, days, from, to }) => sum + people * days.length * hoursOf(from, to), 0)
  const members = (Object.hasOwn(scenario.pools, pool) ? scenario.pools[pool]!.members : undefined) ?? []
  const one = members.reduce((sum, { count }) => sum + (count ?? 1), 0)
  const alike = `${formatNumber(hours)} h a week in ${formatAmount(shifts.length, 'shift')}`
  return one === 0 ? alike : `${shifts.length > 0 ? `${alike}, ` : ''}${formatAmount(one, 'person', 'people')} one by one`
}

function hoursOf(from: string, to: string): number {
  const at = (time: string) => Number(time.slice(0, 2)) + Number(time.slice(3)) / 60
  const hours = at(to) - at(from)
  return hours > 0 ? hours : hours + 24
}

function timeOf(scenario: Scenario, uid: string): string {
  const entries = Object.hasOwn(scenario.performance, uid) ? scenario.performance[uid]!.time : []
  const last = entries.at(-1)
  if (!last) return 'none'
  return `median ${formatDuration(medianOf(last.distribution))}, ${last.distribution.kind}${entries.length > 1 ? `, ${formatAmount(entries.length - 1, 'kind of case', 'kinds of case')} apart` : ''}`
}

function outcomesOf(scenario: Scenario, uid: string): string {
  const entries = Object.hasOwn(scenario.performance, uid) ? scenario.performance[uid]!.outcomes : []
  const last = entries.at(-1)
  if (!last) return 'none'
  const shares = Object.entries(last.shares)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4)
    .map(([event, share]) => `${event} ${formatShare(share)}`)
  return `${shares.join(', ')}${entries.length > 1 ? `; ${formatAmount(entries.length - 1, 'kind of case', 'kinds of case')} apart` : ''}`
}
