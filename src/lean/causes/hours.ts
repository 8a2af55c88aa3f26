import { formatNumber, formatShare } from '../../words/number.ts'
import { formatHourOfWeek } from '../../words/week.ts'
import { namesMany } from '../shortage.ts'
import type { CauseFinder, Claim } from './cause.ts'
import { isCongested, sayShortWeek, mean, type Evidence, type PoolFacts } from './evidence.ts'
import { expectedQueue, fitted, level, partExplained } from './queue.ts'

/** Part of a pool's waiting that must go with the hours before they are the cause. */
const most = 0.5
/** Nobody is there in an hour with fewer people than this on average. */
const nobody = 0.05

/**
 * As many hours of work as now, where the work is, would take the waiting away. Where hours with nobody are what is wrong, it is a gap; where people as many in every hour would
 * do better than demand as high in every hour, people are there at the wrong hours; the other way round, demand has a peak.
 */
function wrongHours(evidence: Evidence, pool: PoolFacts): { kind: 'gap' | 'people' | 'peak'; part: number } | null {
  if (!isCongested(pool) || mean(pool.work) <= 0) return null
  const part = partExplained(pool, { staff: fitted(pool) })
  if (part < most) return null
  const unattended = pool.by.unavailability / pool.wait
  const emptyHours = evidence.report.pools[pool.id]!.peopleByHour.some((people) => people < nobody)
  if (emptyHours && unattended >= 0.25) return { kind: 'gap', part }
  if (alignment(pool.work, pool.staff) < -0.2) return { kind: 'people', part }
  const people = expectedQueue({ ...pool, staff: level(pool.staff) })
  const demand = expectedQueue({ ...pool, work: level(pool.work) })
  return { kind: people < demand ? 'people' : 'peak', part }
}

/** Correlation of people and work over the hours of the week; 0 where one of them is the same at all hours. */
function alignment(work: readonly number[], staff: readonly number[]): number {
  const [asked, there] = [mean(work), mean(staff)]
  const product = (a: readonly number[], b: readonly number[], x: number, y: number) => mean(a.map((value, i) => (value - x) * (b[i]! - y)))
  const spread = Math.sqrt(product(work, work, asked, asked) * product(staff, staff, there, there))
  return spread < 1e-9 ? 0 : product(work, staff, asked, there) / spread
}

/** Hours with nobody on shift while cases come. */
export const shiftGap: CauseFinder = {
  least: 0.15,
  find: (evidence) =>
    claims(evidence, 'gap', (pool, share) => ({
      sentence: `${pool.title} ${namesMany(pool.title) ? 'leave' : 'leaves'} a gap in the shifts: with the same hours where cases come, ${share} of the lead time would go`,
      evidence: [
        `${formatNumber(evidence.report.pools[pool.id]!.peopleByHour.filter((people) => people < nobody).length)} of 168 hours of the week have nobody on shift`,
        `${formatShare(pool.by.unavailability / pool.wait)} of the waiting there is for the next shift`,
      ],
    })),
}

/** People on shift when little comes, and too few when much does. */
export const wrongHoursCause: CauseFinder = {
  least: 0.15,
  find: (evidence) =>
    claims(evidence, 'people', (pool, share) => ({
      sentence: `${pool.title} ${namesMany(pool.title) ? 'work' : 'works'} at the wrong hours: with the same hours where cases come, ${share} of the lead time would go`,
      evidence: [`Over the week people are asked for ${formatShare(pool.load)} of what they can do, but not hour by hour`],
    })),
}

/** Demand comes in a peak that the people, as many at every hour, do not follow. */
export const peak: CauseFinder = {
  least: 0.15,
  find: (evidence) => {
    const found = claims(evidence, 'peak', () => ({ sentence: '', evidence: [] }))
    const [worst] = found.toSorted((a, b) => b.seconds - a.seconds)
    if (!worst) return []
    const seconds = found.reduce((sum, one) => sum + one.seconds, 0)
    const sentence = `${worst.where} ${namesMany(worst.where) ? 'are' : 'is'} overrun by a peak of demand ${sayPeak(evidence.profile)}: ${formatShare(seconds / evidence.total)} of the lead time`
    const others = found.filter((one) => one !== worst).map((one) => `The same peak overruns ${one.where}`)
    return [
      { ...worst, seconds, sentence, evidence: [...worst.evidence, ...others] },
      ...found
        .filter((one) => one !== worst)
        .map((one) => ({
          ...one,
          sentence: `${one.where} ${namesMany(one.where) ? 'are' : 'is'} overrun by a peak of demand ${sayPeak(evidence.profile)}`,
        })),
    ]
  },
}

function claims(
  evidence: Evidence,
  kind: 'gap' | 'people' | 'peak',
  say: (pool: PoolFacts, share: string) => Pick<Claim, 'sentence' | 'evidence'>,
): Claim[] {
  return evidence.pools.flatMap((pool) => {
    const found = wrongHours(evidence, pool)
    if (found?.kind !== kind) return []
    const seconds = pool.wait * found.part
    const { sentence, evidence: reasons } = say(pool, formatShare(seconds / evidence.total))
    return [
      {
        pool: pool.id,
        place: { kind: 'pool', id: pool.id },
        where: pool.title,
        seconds,
        sentence,
        evidence: [...reasons, ...sayShortWeek(evidence, pool)],
      } satisfies Claim,
    ]
  })
}

/** `on Mon 08:00 to 14:00, when 30 % of the week's cases come`, of the hours with at least twice the mean. */
function sayPeak(profile: readonly number[]): string {
  const high = (hour: number) => (profile[hour] ?? 0) >= 2
  const starts = profile.flatMap((_, hour) => (high(hour) && !high((hour + 167) % 168) ? [hour] : []))
  const hours = profile.filter((_, hour) => high(hour))
  if (starts.length === 0) return 'in some hours of the week'
  const [first = 0] = starts
  let to = first
  while (high(to % 168) && to < first + 168) to++
  const share = `${formatShare(hours.reduce((sum, factor) => sum + factor, 0) / 168)} of the week’s cases come`
  const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`
  return starts.length > 3
    ? `from ${clock(first)} to ${clock(to)}, when ${share}`
    : `on ${formatHourOfWeek(first)} to ${clock(to)}, when ${share}`
}
