import type { Observations } from './observations.ts'
import type { Program } from './program.ts'

/** What a careful analyst would say beside the numbers, one sentence each. */
export function warningsOf(program: Program, many: readonly Observations[]): string[] {
  return [
    ...overloads(program, many),
    ...openCases(many),
    ...tooFew(many),
    ...warmups(program, many),
    ...broken(many),
    ...program.names.warnings,
  ]
}

/**
 * A pool whose people are nearly always busy and whose queue is longer in the end than it was: the work offered is at or above what they can do.
 * Offered: what was done, and what the waiting cases would need at the mean handle time.
 */
function overloads(program: Program, many: readonly Observations[]): string[] {
  return program.names.pools.flatMap(({ title }, pool) => {
    const mean = (of: (one: Observations) => number) => many.reduce((sum, one) => sum + of(one), 0) / Math.max(1, many.length)
    const utilization = mean((one) => one.pools[pool]!.utilization)
    const queue = mean((one) => one.pools[pool]!.queueLength)
    const people = mean((one) => one.pools[pool]!.people)
    if (people > 0 && (utilization >= 0.98 || (utilization > 0.9 && queue > 50 * people))) {
      return [
        `Overload of ${title}: people are busy ${Math.round(utilization * 100)} % of their time on shift${utilization > 1.005 ? ' (what is begun is finished after it)' : ''} and ${Math.round(queue)} cases wait on average. Waits grow with the length of the run, so read them as a trend, not as a level.`,
      ]
    }
    return []
  })
}

function openCases(many: readonly Observations[]): string[] {
  const open = many.reduce((sum, one) => sum + one.open, 0)
  const arrived = many.reduce((sum, one) => sum + one.arrived, 0)
  const share = arrived === 0 ? 0 : open / arrived
  return share > 0.02
    ? [
        `${Math.round(share * 1000) / 10} % of the cases are still open at the end; their lead times are not in the figures, which are therefore too low.`,
      ]
    : []
}

function tooFew(many: readonly Observations[]): string[] {
  const completed = many.reduce((sum, one) => sum + one.leadTime.n, 0)
  const warnings: string[] = []
  if (completed < 200) warnings.push(`Only ${completed} cases were completed and counted; quantiles need some hundreds.`)
  if (many.length === 1) warnings.push('One replication gives no interval; run at least five.')
  return warnings
}

function warmups(program: Program, many: readonly Observations[]): string[] {
  if (program.warmup !== 'auto') return []
  const missed = many.filter(({ warmupFound }) => !warmupFound).length
  if (missed === 0) return []
  if (program.parts.length < 4)
    return [
      'The run is too short to find a warm-up (it needs four weeks where demand is weekly), so it counts from an empty start; give the warm-up in days or run longer.',
    ]
  return [
    `In ${missed} of ${many.length} replications the run had not settled by its middle; the load may be too high for a steady state, or the run too short.`,
  ]
}

function broken(many: readonly Observations[]): string[] {
  const sound = many.every(({ checks }) => checks.littlesLaw <= 1e-6 && checks.causes <= 1e-6 && checks.conservation === 0)
  return sound ? [] : ['A check of the engine failed (Little’s law, conservation or the causes of waiting): please report this run.']
}
