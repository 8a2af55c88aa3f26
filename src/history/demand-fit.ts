import { formatNumber, formatShare, formatSigned } from '../words/number.ts'
import type { Demand, Profile } from '../simulation/model/demand.ts'
import type { Scenario } from '../simulation/model/scenario.ts'
import type { Evidence } from './evidence.ts'
import { describeDemand } from './demand.ts'
import type { DemandShape } from './demand.ts'
import { fitDays } from './past-fit.ts'
import type { FittedDays } from './past-fit.ts'
import { localText } from '../simulation/model/wall-clock.ts'

type FittedDemand = { readonly start: Scenario['start']; readonly demand: Demand; readonly days: FittedDays | null; readonly rate: Profile }

/**
 * Where cases come from, and the start of the scenario: the first Monday of the history, or its first day when it is shorter than two weeks. Days of the past drawn
 * anew where a file of past cases can stand beside the scenario (`drawDays`) and the history has the days; else a rate by the hour of the week.
 */
export function fitDemand(evidence: Evidence, drawDays: boolean): FittedDemand {
  const { series, base, note, origin } = evidence
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
  const start = localText(startDay * 86_400)
  tellLevel(evidence, shape, level)
  const days = drawDays ? fitDays(evidence) : null
  const rate: Profile = {
    kind: 'profile',
    casesPerHour: rounded(atStart),
    hourOfWeek: shape.hourOfWeek.map((mean) => rounded(level > 0 ? mean / level : 1)),
    growthPerMonth: rounded(growth),
    noise: shape.noise && { variation: rounded(shape.noise.variation), correlation: rounded(shape.noise.correlation) },
    spikes: base?.demand.kind === 'profile' ? base.demand.spikes : [],
    ...(base?.demand.calendar === undefined ? {} : { calendar: base.demand.calendar }),
  }
  if (days && 'window' in days) return { start, demand: drawnDays(evidence, shape, days), days, rate }
  if (days) note(`Cases come by a rate and not by days of the past drawn anew: ${days.why}.`)
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
  return { start, days: null, demand: rate, rate }
}

/** Days of the past drawn anew; a trend is not carried on, and said. */
function drawnDays({ base, note, origin }: Evidence, { growth }: DemandShape, days: FittedDays): Demand {
  const told = `${days.days} days with ${days.cases.toLocaleString('en')} cases`
  origin('demand.window', { source: 'fitted', n: days.days, note: `Whole days with all of their cases: ${told}.` })
  origin('past', { source: 'fitted', n: days.cases })
  note(
    `Each day of a run is a day of the past of the same weekday, drawn anew with all of its cases (${told}). Scale, shift, spikes and special days change what comes; for a rate with a growth of its own choose “A rate by hour of the week”, or calibrate with --rate.`,
  )
  if (growth.significant)
    note(
      `The trend of ${formatSigned(growth.estimate, formatShare)} a month is not carried on: the days drawn have the level of the whole period.`,
    )
  const { spikes, calendar } = base?.demand ?? {}
  return {
    kind: 'resample',
    window: days.window,
    ...(days.leaveOut.length > 0 ? { leaveOut: [...days.leaveOut] } : {}),
    ...(spikes === undefined || spikes.length === 0 ? {} : { spikes }),
    ...(calendar === undefined ? {} : { calendar }),
  }
}

function tellLevel({ base, note }: Evidence, shape: DemandShape, level: number): void {
  for (const { from, days } of shape.gaps)
    note(
      `${days === 1 ? 'The day' : `${days} days`} from ${from} ${days === 1 ? 'has' : 'have'} no arrivals and ${days === 1 ? 'is' : 'are'} left out of the demand.`,
    )
  note(
    `Demand: ${sayLevel(level)} on average, ${shape.noise ? `burstier than chance (variance ${shape.dispersion.toFixed(1)} times the mean)` : 'no burstier than chance'}${shape.growth.significant ? `, ${formatSigned(shape.growth.perMonth, formatShare)} a month` : ''}.`,
  )
  const { scale, shift, thinning } = base?.demand ?? {}
  if (scale !== undefined || shift !== undefined || thinning !== undefined)
    note('Scale, shift and thinning of the scenario before are left out: the history shows what came, as it came.')
}

/** Cases an hour as people count them: by the day where less than one comes in an hour. */
function sayLevel(level: number): string {
  const [count, unit] = level < 1 ? [formatNumber(level * 24), 'day'] : [formatNumber(level), 'hour']
  return `${count} ${count === '1' ? 'case' : 'cases'} ${unit === 'day' ? 'a' : 'an'} ${unit}`
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
