import type { Distribution } from '../simulation/model/distribution.ts'
import type { CaseAttribute } from './case-attributes.ts'
import { fitDurations } from './fit.ts'
import { splitByHour } from './hour-split.ts'
import type { SeenOutcome } from './observed-work.ts'

/** One entry of a parameter list: the condition on the case, absent for all others. */
type TimeEntry = { when?: string; distribution: Distribution }
type ShareEntry = { when?: string; shares: Record<string, number> }
type SegmentFit<T> = {
  readonly entries: T[]
  readonly n: number
  readonly fit: number
  /** The attribute by which it differs, by title. */ readonly by: string | null
}

const enoughTimes = 50
const enoughOutcomes = 100
/** Share of the variance of the logarithm that a split must explain. */
const materialVariance = 0.02
/** Cramér's V (association of outcome and attribute, 0 to 1) from which shares are kept apart. */
const materialAssociation = 0.1

/** Durations by segment where the kind of case makes a material difference and each segment has enough observations. Null of no samples. */
export function fitTimes(
  samples: readonly { readonly case: number; readonly seconds: number }[],
  attributes: readonly CaseAttribute[],
): SegmentFit<TimeEntry> | null {
  const overall = fitDurations(samples.map(({ seconds }) => seconds))
  if (!overall) return null
  const splits = attributes
    .filter(isSplittable)
    .map((attribute) => ({ attribute, groups: groupsOf(samples, attribute) }))
    .map((split) => ({ ...split, explained: explainedVariance([...split.groups.values()]) }))
    .filter(({ explained }) => explained >= materialVariance)
  const best = splits.sort((a, b) => b.explained - a.explained)[0]
  const large = best ? [...best.groups].filter(([, group]) => group.length >= enoughTimes) : []
  if (!best || large.length < 2) return { entries: [{ distribution: overall.distribution }], n: overall.n, fit: overall.distance, by: null }
  const fits = large
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([code, group]) => ({ when: condition(best.attribute, code), fit: fitDurations(group.map(({ seconds }) => seconds))! }))
  const entries = [...fits.map(({ when, fit }) => ({ when, distribution: fit.distribution })), { distribution: overall.distribution }]
  return { entries, n: overall.n, fit: Math.max(...fits.map(({ fit }) => fit.distance)), by: best.attribute.attribute.title }
}

/** Shares of the outcomes, by segment where they differ materially. Null of no samples. */
export function fitShares(
  samples: readonly SeenOutcome[],
  events: readonly string[],
  attributes: readonly CaseAttribute[],
): SegmentFit<ShareEntry> | null {
  if (samples.length === 0) return null
  const splits = attributes
    .filter(isSplittable)
    .map((attribute) => ({ attribute, groups: groupsOf(samples, attribute) }))
    .map((split) => ({ ...split, association: associationOf([...split.groups.values()], events) }))
    .filter(({ association }) => association >= materialAssociation)
  const best = splits.sort((a, b) => b.association - a.association)[0]
  const large = best ? [...best.groups].filter(([, group]) => group.length >= enoughOutcomes) : []
  const overall = { shares: sharesOf(samples, events) }
  const hours = splitByHour(samples, events, Math.max(materialAssociation, best?.association ?? 0))
  if (hours) {
    const [within, without] = [true, false].map((wanted) =>
      samples.filter(({ at }) => at !== undefined && hours.inside(at + 3 * 24) === wanted),
    )
    const entries = [{ when: hours.when, shares: sharesOf(within!, events) }, { shares: sharesOf(without!, events) }]
    return { entries, n: samples.length, fit: 0, by: 'the hour of the week' }
  }
  if (!best || large.length < 2) return { entries: [overall], n: samples.length, fit: 0, by: null }
  const entries = large
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([code, group]) => ({ when: condition(best.attribute, code), shares: sharesOf(group, events) }))
  return { entries: [...entries, overall], n: samples.length, fit: 0, by: best.attribute.attribute.title }
}

/** Shares that add up to 1 in the numbers as written. */
function sharesOf(samples: readonly SeenOutcome[], events: readonly string[]): Record<string, number> {
  const counts = events.map((event) => samples.reduce((sum, sample) => sum + (sample.event === event ? 1 : 0), 0))
  return normalShares(events, counts)
}

/** Counts as shares of 1, to six places. */
export function normalShares(events: readonly string[], counts: readonly number[]): Record<string, number> {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const millionths = counts.map((count) => Math.round((count / total) * 1e6))
  const largest = millionths.indexOf(Math.max(...millionths))
  millionths[largest]! += 1e6 - millionths.reduce((sum, share) => sum + share, 0)
  return Object.fromEntries(events.map((event, i) => [event, millionths[i]! / 1e6]))
}

function isSplittable({ attribute, values }: CaseAttribute): boolean {
  return attribute.type !== 'number' && values.length >= 2 && values.length <= 100
}

function groupsOf<T extends { readonly case: number }>(samples: readonly T[], { codes }: CaseAttribute): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const sample of samples) {
    const code = codes[sample.case] ?? -1
    if (code < 0) continue
    const group = groups.get(code)
    if (group) group.push(sample)
    else groups.set(code, [sample])
  }
  return groups
}

function condition({ attribute, values }: CaseAttribute, code: number): string {
  const value = values[code]!
  if (typeof value === 'boolean') return value ? attribute.name : `!${attribute.name}`
  return `${attribute.name} == ${JSON.stringify(value)}`
}

/** Share of the variance of log(1 + seconds) that lies between the groups, less what chance alone would put there. */
function explainedVariance(groups: readonly (readonly { readonly seconds: number }[])[]): number {
  const logs = groups.map((group) => group.map(({ seconds }) => Math.log1p(seconds)))
  const n = logs.reduce((sum, group) => sum + group.length, 0)
  const all = logs.reduce((sum, group) => sum + group.reduce((a, b) => a + b, 0), 0) / n
  let [between, total] = [0, 0]
  for (const group of logs) {
    const own = group.reduce((a, b) => a + b, 0) / group.length
    between += group.length * (own - all) ** 2
    for (const log of group) total += (log - all) ** 2
  }
  return total > 0 ? between / total - (groups.length - 1) / n : 0
}

function associationOf(groups: readonly (readonly SeenOutcome[])[], events: readonly string[]): number {
  const n = groups.reduce((sum, group) => sum + group.length, 0)
  const totals = events.map((event) => groups.reduce((sum, group) => sum + group.filter((sample) => sample.event === event).length, 0))
  let chi = 0
  for (const group of groups) {
    for (const [i, event] of events.entries()) {
      const expected = (totals[i]! * group.length) / n
      if (expected > 0) chi += (group.filter((sample) => sample.event === event).length - expected) ** 2 / expected
    }
  }
  const kinds = Math.min(groups.length, totals.filter((total) => total > 0).length) - 1
  // Less the value that independent columns would have on average.
  const excess = Math.max(0, chi - (groups.length - 1) * Math.max(0, kinds))
  return kinds > 0 ? Math.sqrt(excess / (n * kinds)) : 0
}
