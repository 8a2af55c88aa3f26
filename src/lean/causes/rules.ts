import { parseDuration } from '../../workflow/duration.ts'
import { formatMeasured } from '../../words/duration.ts'
import { formatNumber, formatShare } from '../../words/number.ts'
import type { CauseFinder, Claim } from './cause.ts'
import { goalInTime } from '../target.ts'
import { mean, type Evidence, type PoolFacts } from './evidence.ts'
import { expectedQueue, partExplained } from './queue.ts'

/** Part of the waiting that is due to others being taken first, from which on those who are passed over starve. */
const [passedOver, noticed] = [0.35, 0.15]
/** A pool with less to do than this has time to help. */
const hasTime = 0.8

/** An order in which some cases wait for all others. */
export const starvingOrder: CauseFinder = {
  least: 0.12,
  find: (evidence) =>
    evidence.pools.flatMap((pool): Claim[] => {
      const order = evidence.scenario.pools[pool.id]?.order.kind ?? 'arrival'
      const part = pool.wait > 0 ? pool.by.priority / pool.wait : 0
      if (order === 'arrival' || part < noticed || pool.load >= 0.99) return []
      // Whoever is late is so because of this pool only if cases wait here as long as anywhere.
      if (pool.wait < 0.5 * Math.max(...evidence.pools.map(({ wait }) => wait))) return []
      const starved = starvedSegment(evidence)
      if (starved === null) return []
      // Shared out evenly, the waiting would keep everybody within the target: people are not what is short.
      const isEnough = starved.target !== null && (pool.wait / pool.visits) * 4 <= starved.target
      if (part < passedOver && !isEnough) return []
      return [
        {
          pool: pool.id,
          place: { kind: 'pool', id: pool.id },
          where: pool.title,
          seconds: pool.wait,
          sentence: `The order of ${pool.title} starves ${starved.title}: ${starved.says}`,
          evidence: [`${formatShare(part)} of the waiting there is because later cases are taken first`],
        },
      ]
    }),
}

/** The segment that fares much worse than the best one. */
function starvedSegment({ report }: Evidence): { title: string; says: string; target: number | null } | null {
  const segments = Object.entries(report.segments).map(([title, { leadTime, sla }]) => ({
    title,
    mean: leadTime.mean.value,
    met: sla.met?.value ?? 1,
    target: sla.target,
  }))
  if (segments.length < 2) return null
  const [worst] = segments.toSorted((a, b) => a.met - b.met || b.mean - a.mean)
  const best = segments.toSorted((a, b) => a.mean - b.mean)[0]!
  if (!worst || worst === best) return null
  if (worst.met < goalInTime && best.met - worst.met >= 0.04)
    return { title: worst.title, target: worst.target, says: `${formatShare(worst.met)} in time, ${best.title} ${formatShare(best.met)}` }
  return worst.mean >= 3 * best.mean
    ? { title: worst.title, target: null, says: `${formatMeasured(worst.mean)} on average, ${best.title} ${formatMeasured(best.mean)}` }
    : null
}

/** Other pools with time are asked only when cases have waited long. */
export const lateOverflow: CauseFinder = {
  least: 0.12,
  find: (evidence) =>
    evidence.steps.flatMap((step): Claim[] => {
      const { step: drawn } = step
      if (drawn.kind !== 'review' || drawn.overflow === undefined) return []
      const [first, ...others] = drawn.pools.flatMap((id) => evidence.pools.find((pool) => pool.id === id) ?? [])
      const helpers = others.filter(({ busy }) => busy < hasTime)
      if (!first || helpers.length === 0) return []
      const seconds = step.wait * partExplained(first, together([first, ...helpers]))
      const { after, queue } = drawn.overflow
      const rule = after === undefined ? `${formatNumber(queue ?? 0)} wait` : `a case has waited ${formatMeasured(parseDuration(after))}`
      return [
        {
          pool: first.id,
          place: { kind: 'state', id: step.uid },
          where: step.title,
          seconds,
          sentence: `${step.title} asks for help too late: ${helpers[0]!.title} has time, but is asked only when ${rule}; ${formatShare(seconds / evidence.total)} of the lead time`,
          evidence: [
            `${first.title} are at work ${formatShare(first.busy)} of their time, ${helpers[0]!.title} ${formatShare(helpers[0]!.busy)}`,
          ],
        },
      ]
    }),
}

/** Two pools as one. */
function together(pools: readonly PoolFacts[]): Pick<PoolFacts, 'work' | 'staff'> {
  const sum = (of: (pool: PoolFacts) => readonly number[]) =>
    of(pools[0]!).map((_, hour) => pools.reduce((all, pool) => all + of(pool)[hour]!, 0))
  return { work: sum(({ work }) => work), staff: sum(({ staff }) => staff) }
}

/** Common work goes first to the people whom other work needs alone, while others have time. */
export const poolOrder: CauseFinder = {
  least: 0.08,
  find: (evidence) =>
    evidence.steps.flatMap((step): Claim[] => {
      const { step: drawn } = step
      if (drawn.kind !== 'review' || drawn.pools.length < 2) return []
      const [scarce, ...others] = drawn.pools.flatMap((id) => evidence.pools.find((pool) => pool.id === id) ?? [])
      const free = others.filter(({ busy }) => busy < hasTime)
      // Work that only the first pool can do.
      const own = evidence.steps.filter(
        (other) => other.step.kind === 'review' && other.step.pools.length === 1 && other.step.pools[0] === scarce?.id,
      )
      if (!scarce || free.length === 0 || own.length === 0) return []
      const needed = own.reduce((sum, { visits, handle }) => sum + (visits * handle * evidence.casesPerHour) / 3600, 0)
      const asked = mean(scarce.work)
      if (needed > 0.85 * asked) return []
      const variation = own[0]!.variation
      const now = expectedQueue({ ...scarce, variation })
      const without = expectedQueue({ ...scarce, variation, work: scarce.work.map((people) => (people * needed) / asked) })
      const seconds = own.reduce((sum, { wait }) => sum + wait, 0) * Math.max(0, 1 - without / Math.max(1e-9, now))
      return [
        {
          pool: scarce.id,
          place: { kind: 'state', id: step.uid },
          where: step.title,
          seconds,
          sentence: `${step.title} asks the pools in the wrong order: it takes ${scarce.title} from ${own[0]!.title}, while ${free[0]!.title} has time; ${formatShare(seconds / evidence.total)} of the lead time`,
          evidence: [
            `${scarce.title} are at work ${formatShare(scarce.busy)} of their time, ${free[0]!.title} ${formatShare(free[0]!.busy)}`,
            `${formatShare(1 - needed / asked)} of the work of ${scarce.title} could be done by others`,
          ],
        },
      ]
    }),
}
