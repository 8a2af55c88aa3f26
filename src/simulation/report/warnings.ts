import { formatMeasured } from '../../words/duration.ts'
import { formatShare } from '../../words/number.ts'
import type { Observations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'
import type { Overload } from './overload.ts'
import { peopleWarnings } from './people-report.ts'
import { qualityWarnings } from './quality-warnings.ts'

type Many = readonly Observations[]

/** What a careful analyst would say beside the numbers, one sentence each; `overloads`: the pools that saturate. */
export function warningsOf(program: Program, many: Many, overloads: readonly Overload[]): string[] {
  return [
    ...saturated(program, overloads),
    ...openCases(many),
    ...tooShort(program, many),
    ...tooFew(program, many),
    ...warmups(program, many),
    ...peopleWarnings(program, many),
    ...qualityWarnings(program, many),
    ...broken(many),
    ...program.names.warnings,
  ]
}

function saturated(program: Program, overloads: readonly Overload[]): string[] {
  return overloads.map(({ pools, offered, busy, queue, leave }) => {
    const title = pools.map((pool) => program.names.pools[pool]!.title).join(' and ')
    return `Overload of ${title}: ${offered >= 1 ? `${formatShare(offered)} of the work that its people can do is asked of them. People` : 'people'} are busy ${formatShare(busy)} of their time on shift${busy > 1.005 ? ' (what is begun is finished after it)' : ''} and ${Math.round(queue)} cases wait on average. ${
      leave
        ? 'Only cases that leave the queue unserved keep it from growing.'
        : 'Waits grow with the length of the run, so read them as a trend, not as a level.'
    }`
  })
}

function openCases(many: Many): string[] {
  const arrived = total(many, (one) => one.arrived + one.openBefore)
  const share = arrived === 0 ? 0 : total(many, (one) => one.open) / arrived
  const none = total(many, (one) => one.leadTime.n) === 0
  return share > 0.02
    ? [
        none
          ? `No case was completed and counted, and ${Math.round(share * 1000) / 10} % are still open at the end: there are no lead times. Run longer, or cut less of a warm-up.`
          : `${Math.round(share * 1000) / 10} % of the cases are still open at the end; their lead times are not in the figures, which are therefore too low.`,
      ]
    : []
}

function tooShort(program: Program, many: Many): string[] {
  const measured = mean(many, (one) => one.measured)
  const leadTime = mean(many, (one) => one.leadTime.mean)
  if (measured <= 0) return ['The warm-up takes the whole run, so nothing was measured; shorten it or run longer.']
  const { parts, horizon } = program
  const weekly = !(parts.length === 40 && parts[39] === horizon)
  return [
    // An hour less than a week is a whole week in which the clocks went forward.
    ...(weekly && measured < 7 * 86400 - 3600
      ? [
          `The run measures ${formatMeasured(measured)}, but demand or shifts change over the week: it says nothing of the days that are missing.`,
        ]
      : []),
    ...(leadTime > 0 && measured < 10 * leadTime
      ? [
          `The run measures ${formatMeasured(measured)} and a case takes ${formatMeasured(leadTime)} on average: fewer than ten lead times follow each other; run longer.`,
        ]
      : []),
  ]
}

function tooFew(program: Program, many: Many): string[] {
  const completed = total(many, (one) => one.leadTime.n)
  const each = Math.round(completed / Math.max(1, many.length))
  const scarce = program.names.segments.flatMap((title, i) => {
    const cases = total(many, (one) => one.segments[i]!.cases)
    return cases < 50 && completed >= 200
      ? [`Only ${cases} cases of ${title} were completed and counted; its share in time is uncertain.`]
      : []
  })
  return [
    ...(completed > 0 && completed < 200
      ? [`Only ${completed} ${completed === 1 ? 'case was' : 'cases were'} completed and counted; quantiles need some hundreds.`]
      : []),
    ...(completed >= 200 && each < 500
      ? [
          `A replication counts ${each} cases, so that fewer than five lie beyond its 99 % quantile: read that one with care, or run longer.`,
        ]
      : []),
    ...scarce,
    ...(many.length === 1 ? ['One replication gives no interval; run at least five.'] : []),
  ]
}

function warmups(program: Program, many: Many): string[] {
  if (program.warmup !== 'auto') return []
  const missed = many.filter(({ warmupFound }) => !warmupFound).length
  if (missed === 0) return []
  // Of eight even parts with nothing but chance in them, one run in eight seems unsettled; a load that climbs does so in all runs.
  if (missed <= many.length / 2) return []
  if (program.parts.length < 4)
    return [
      'The run is too short to find a warm-up (it needs four weeks where demand is weekly), so it counts from an empty start; give the warm-up in days or run longer.',
    ]
  return [
    `In ${missed} of ${many.length} replications the run had not settled by its middle; the load may be too high for a steady state, or the run too short.`,
  ]
}

function broken(many: Many): string[] {
  const sound = many.every(({ checks }) => checks.littlesLaw <= 1e-6 && checks.causes <= 1e-6 && checks.conservation === 0)
  return sound ? [] : ['A check of the engine failed (Little’s law, conservation or the causes of waiting): please report this run.']
}

function total(many: Many, of: (one: Observations) => number): number {
  return many.reduce((all, one) => all + of(one), 0)
}

function mean(many: Many, of: (one: Observations) => number): number {
  return total(many, of) / Math.max(1, many.length)
}
