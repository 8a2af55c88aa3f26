import { formatShare, formatSigned } from '../words/number.ts'
import type { Demand } from '../simulation/model/demand.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Evidence } from './evidence.ts'
import { describeDemand } from './demand.ts'
import { localText } from '../simulation/model/wall-clock.ts'

/** The arrivals as a profile, and the start of the scenario: the first Monday of the history, or its first day when it is shorter than two weeks. */
export function fitDemand({ series, base, note, origin }: Evidence): { readonly start: Scenario['start']; readonly demand: Demand } {
  const shape = describeDemand(series)
  const level = shape.hourOfWeek.reduce((sum, mean) => sum + mean, 0) / 168
  const observed = series.observed.reduce((sum, hour) => sum + hour, 0)
  const growth = shape.growth.perMonth
  const firstDay = Math.floor(series.firstHour / 24)
  const monday = firstDay + ((((4 - firstDay) % 7) + 7) % 7)
  const startDay = series.counts.length >= 14 * 24 ? monday : firstDay
  // The means stand for the middle of the log; the level is that of the start.
  const months = (series.firstHour + series.counts.length / 2 - startDay * 24) / (30 * 24)
  const atStart = level / (1 + growth) ** months
  const n = Math.round(shape.cases)
  origin('demand.casesPerHour', { source: 'fitted', n, note: `Mean over ${Math.round(observed / 24)} days.` })
  origin(
    'demand.hourOfWeek',
    observed >= 168
      ? { source: 'fitted', n }
      : { source: 'guessed', n, note: 'The history is shorter than a week: hours that it does not show have no arrivals.' },
  )
  origin(
    'demand.growthPerMonth',
    shape.growth.significant
      ? {
          source: 'fitted',
          n,
          note: `${formatSigned(shape.growth.estimate, formatShare)} a month, standard error ${formatShare(shape.growth.standardError)}.`,
        }
      : {
          source: 'guessed',
          note:
            shape.daily.length < 56
              ? 'No growth: less than eight weeks of history.'
              : `No growth: ${formatSigned(shape.growth.estimate, formatShare)} a month does not stand clear of chance.`,
        },
  )
  origin(
    'demand.noise',
    shape.noise
      ? { source: 'fitted', n: observed }
      : { source: 'guessed', n: observed, note: 'Plain Poisson: the hourly counts are no burstier than chance.' },
  )
  for (const { from, days } of shape.gaps)
    note(
      `${days === 1 ? 'The day' : `${days} days`} from ${from} ${days === 1 ? 'has' : 'have'} no arrivals and ${days === 1 ? 'is' : 'are'} left out of the demand.`,
    )
  note(
    `Demand: ${level.toFixed(1)} cases an hour on average, ${shape.noise ? `burstier than chance (variance ${shape.dispersion.toFixed(1)} times the mean)` : 'no burstier than chance'}${shape.growth.significant ? `, ${formatSigned(growth, formatShare)} a month` : ''}.`,
  )
  const { scale, shift, thinning } = base?.demand ?? {}
  if (scale !== undefined || shift !== undefined || thinning !== undefined)
    note('Scale, shift and thinning of the scenario before are left out: the history shows what came, as it came.')
  return {
    start: localText(startDay * 86_400),
    demand: {
      kind: 'profile',
      casesPerHour: rounded(atStart),
      hourOfWeek: shape.hourOfWeek.map((mean) => rounded(level > 0 ? mean / level : 1)),
      growthPerMonth: rounded(growth),
      noise: shape.noise && { variation: rounded(shape.noise.variation), correlation: rounded(shape.noise.correlation) },
      spikes: base?.demand.kind === 'profile' ? base.demand.spikes : [],
      ...(base?.demand.calendar === undefined ? {} : { calendar: base.demand.calendar }),
    },
  }
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
