import { formatNumber, formatShare } from '../../words/number.ts'
import { namesMany } from '../shortage.ts'
import type { CauseFinder, Claim } from './cause.ts'
import { isCongested, sayShortWeek, type Evidence, type PoolFacts } from './evidence.ts'
import { expectedQueue, partExplained } from './queue.ts'

/** A group is that much busier than the rest before its skill is what is missing, and so much of the waiting would go if all could take all. */
const [apart, shareable] = [0.08, 0.5]
/** Cases wait long though people are no busier than this: nobody there can take them. */
const idle = 0.75

/** Cases wait while all who are there are busy, or for people who are too few over the week. What a more special cause explains is taken off in causes.ts. */
export const tooFewPeople: CauseFinder = {
  least: 0.15,
  find: (evidence) =>
    evidence.pools.filter(isCongested).map((pool): Claim => {
      const share = formatShare(pool.wait / evidence.total)
      return {
        pool: pool.id,
        place: { kind: 'pool', id: pool.id },
        where: pool.title,
        seconds: pool.wait,
        sentence: `${pool.title} ${namesMany(pool.title) ? 'have' : 'has'} too few people: waiting for them is ${share} of the lead time`,
        evidence: [
          `The work asks for ${formatShare(pool.load)} of what the people on shift can do`,
          `They are at work ${formatShare(pool.busy)} of their time`,
          ...sayShortWeek(evidence, pool),
        ],
      }
    }),
}

/** People new to the work, or not there yet. */
export const rampUp: CauseFinder = {
  least: 0.15,
  find: (evidence) =>
    evidence.pools.flatMap((pool): Claim[] => {
      const { pace, fullPace } = pool
      if (pool.wait <= 0 || pace >= 0.95 * fullPace) return []
      const part = partExplained(pool, { staff: pool.staff.map((people) => (people * fullPace) / pace) })
      const seconds = pool.wait * part
      return [
        {
          pool: pool.id,
          place: { kind: 'pool', id: pool.id },
          where: pool.title,
          seconds,
          sentence: `${pool.title} ${namesMany(pool.title) ? 'are' : 'is'} still learning: at full pace ${formatShare(seconds / evidence.total)} of the lead time would go`,
          evidence: [`In this run new people are worth ${formatShare(pace / fullPace)} of what they will be`],
        },
      ]
    }),
}

/** Some cases wait for the few who can take them, while others of the pool have time. */
export const skill: CauseFinder = {
  least: 0.12,
  find: (evidence) =>
    evidence.pools.flatMap((pool): Claim[] => {
      const lack = skillLack(evidence, pool)
      if (lack === null) return []
      const seconds = pool.wait * lack.part
      return [
        {
          pool: pool.id,
          place: { kind: 'pool', id: pool.id },
          where: pool.title,
          seconds,
          sentence: `${pool.title} ${namesMany(pool.title) ? 'lack' : 'lacks'} a skill: cases wait for ${lack.who} while others there have time, ${formatShare(seconds / evidence.total)} of the lead time`,
          evidence: [lack.reason],
        },
      ]
    }),
}

function skillLack({ scenario, report, casesPerHour }: Evidence, pool: PoolFacts): { part: number; who: string; reason: string } | null {
  const crew = scenario.pools[pool.id]?.members ?? []
  const groups = report.pools[pool.id]?.members ?? []
  if (pool.wait <= 0 || !crew.some(({ takes }) => takes !== undefined)) return null
  const rare = crew.find(({ takes }) => takes !== undefined)!
  const [busiest, ...rest] = groups.toSorted((a, b) => b.utilization - a.utilization)
  const people = rest.reduce((sum, group) => sum + group.people, 0)
  const others = people > 0 ? rest.reduce((sum, group) => sum + group.people * group.utilization, 0) / people : 1
  // What would wait if all could take all cases.
  const part = 1 - expectedQueue(pool) / (pool.wait * (casesPerHour / 3600))
  if (busiest && part >= shareable && (busiest.utilization - others >= apart || pool.busy < idle))
    return {
      part,
      who: `“${busiest.title}”`,
      reason: `“${busiest.title}” (${formatNumber(busiest.people)} people) are at work ${formatShare(busiest.utilization)} of their time, the others ${formatShare(others)}`,
    }
  // Somebody is there at every hour at which these cases wait for somebody who can take them.
  const present = report.pools[pool.id]!.peopleByHour.every((count) => count >= 0.05)
  const unattended = pool.by.unavailability / pool.wait
  if (!present || unattended < 0.25) return null
  return {
    part: 1,
    who: `“${rare.title}”`,
    reason: `${formatShare(unattended)} of the waiting there is for somebody who can take the case`,
  }
}
