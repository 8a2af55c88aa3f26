import { besideTheBest, gainOf, leadTimes, targetGain, type Arm } from './arm.ts'
import type { BesideBest } from '../simulation/report/best.ts'
import type { Bottleneck } from './bottlenecks.ts'
import { estimateMean, isSignificant, orNothing, type Estimate } from '../simulation/report/estimate.ts'
import { formatMeasuredInterval, intervalOf } from '../words/interval.ts'
import { sayList } from '../words/list.ts'
import { formatShare } from '../words/number.ts'
import { remedyKinds } from './remedies/remedies.ts'
import type { Remedy } from './remedies/remedy.ts'

/** What one remedy is worth. */
export type RemedyResult = {
  readonly remedy: Remedy
  /** Mean lead time saved, seconds per case; the intervals of all remedies hold together with 95 %. */
  readonly gain: Estimate
  /** The gain as a share of the mean lead time as it is. */
  readonly share: number
  /** Growth of the share of cases in time, by segment with a target. */
  readonly targets: readonly { readonly segment: string; readonly gain: Estimate }[]
  /** `unclear`: the interval leaves it open whether it helps. */
  readonly standing: 'better' | 'worse' | 'unclear'
  /** Whether it may be the best, as far as these runs can tell. */
  readonly maybeBest: boolean
  /** Mean lead time less that of the best of the others, seconds, from … to; the intervals of all remedies hold together. */
  readonly behind: BesideBest['behind']
  readonly sentence: string
}

/** The answer to "what is the bottleneck, and what would fix it?". Plain data. */
export type Verdict = {
  readonly sentence: string
  /** Mean lead time as it is, seconds. */
  readonly leadTime: Estimate
  /** Proven gains first, largest first; then the rest. */
  readonly results: readonly RemedyResult[]
  readonly bottlenecks: readonly Bottleneck[]
  /** How the figures were found, in sentences. */
  readonly method: readonly string[]
  /** What a reader should know before acting: remedies not tried, runs that failed, cases still open. */
  readonly notes: readonly string[]
  /** Spent and allowed. */
  readonly replications: number
  readonly budget: number
  /** False while more replications are to come. */
  readonly final: boolean
}

/** What the race has found. */
export type Findings = {
  readonly base: Arm
  readonly arms: readonly Arm[]
  readonly failed: readonly Arm[]
  readonly left: readonly Remedy[]
  readonly bottlenecks: readonly Bottleneck[]
  readonly budget: number
  readonly done: number
  readonly final: boolean
}

/** Above this share of cases still open at the end, the lead time of completed cases says too little. */
const manyOpen = 0.05

/** The verdict on what was found so far. */
export function judge(findings: Findings): Verdict {
  const { base, arms } = findings
  const leadTime = estimateMean(leadTimes(base))
  const beside = besideTheBest(arms)
  const results = arms
    .flatMap((arm, i) => (arm.remedy ? [resultOf(base, arm, arm.remedy, arms.length, leadTime.value, beside[i]!)] : []))
    .toSorted(byWorth)
  return {
    sentence: sayVerdict(results),
    leadTime,
    results,
    bottlenecks: findings.bottlenecks,
    method: sayMethod(findings),
    notes: notesOn(findings),
    replications: findings.done,
    budget: findings.budget,
    final: findings.final,
  }
}

function resultOf(base: Arm, arm: Arm, remedy: Remedy, family: number, leadTime: number, beside: BesideBest): RemedyResult {
  const gain = gainOf(base, arm, family)
  const standing = !isSignificant(gain) ? 'unclear' : gain.value > 0 ? 'better' : 'worse'
  const targets = base.program.names.segments.flatMap((segment, index) => {
    const difference = targetGain(base, arm, index, family)
    return difference ? [{ segment, gain: difference }] : []
  })
  const share = leadTime > 0 ? gain.value / leadTime : 0
  return {
    remedy,
    gain,
    share,
    targets,
    standing,
    maybeBest: beside.standing !== 'not best',
    behind: beside.behind,
    sentence: sayResult(remedy.label, gain, share, standing),
  }
}

function sayResult(label: string, gain: Estimate, share: number, standing: RemedyResult['standing']): string {
  const size = `${formatMeasuredInterval(intervalOf(Math.abs(gain.value), gain.halfWidth))} (${formatShare(Math.abs(share))})`
  if (standing === 'better') return `${label} shortens the lead time by ${size}`
  if (standing === 'worse') return `${label} lengthens the lead time by ${size}`
  if (gain.n === 0) return `${label} cannot be judged: no pair of runs completed a case`
  if (gain.value === 0 && !gain.halfWidth) return `${label} leaves the lead time as it is`
  return `${label} makes no difference that these runs can tell from chance: ${formatMeasuredInterval(intervalOf(gain.value, gain.halfWidth))}`
}

function sayVerdict(results: readonly RemedyResult[]): string {
  const [best, ...others] = results.filter(({ standing }) => standing === 'better')
  if (!best)
    return results.length === 0
      ? 'There is nothing here that a standard remedy could change'
      : 'No remedy tried shortens the lead time by more than chance'
  const rivals = others.filter(({ maybeBest }) => maybeBest)
  const elsewhere = others.filter(({ remedy }) => !isSamePlace(remedy, best.remedy))
  const rule = best.remedy.kind === 'people' ? elsewhere.find(({ remedy: { kind } }) => remedyKinds[kind].onlyRule) : undefined
  const equals =
    rivals.length > 0 ? `. Not to be told from the best: ${sayList(rivals.slice(0, 3).map(({ remedy }) => lower(remedy.label)))}` : ''
  const next = rule
    ? `. Without more people: ${sayWorth(rule)}`
    : rivals.length === 0 && elsewhere[0]
      ? `. Next: ${sayWorth(elsewhere[0])}`
      : ''
  return `The bottleneck is ${best.remedy.where}: ${lower(best.sentence)}${equals}${next}`
}

function sayWorth({ remedy, gain }: RemedyResult): string {
  return `${lower(remedy.label)}, ${formatMeasuredInterval(intervalOf(gain.value, gain.halfWidth))}`
}

function isSamePlace(a: Remedy, b: Remedy): boolean {
  return a.where === b.where || a.pools.some((pool) => b.pools.includes(pool))
}

function sayMethod({ base, arms, final, done, budget }: Findings): string[] {
  const pairs = base.outcomes.length
  return [
    `Each remedy ran on the same cases with the same luck as the design as it is; gains are differences paired by replication, up to ${pairs} pairs each`,
    `The ${arms.length} intervals hold together with 95 % (Bonferroni, Student's t)`,
    'A remedy may be the best when its paired difference from no other one shows it to be worse (multiple comparison with the best, Hsu; Bonferroni over the comparisons and the rounds)',
    final
      ? `${done} of ${budget} replications were spent; remedies that were clearly behind got fewer`
      : `${done} of ${budget} replications so far`,
  ]
}

function notesOn({ base, failed, left }: Findings): string[] {
  const open = estimateMean(base.outcomes.map(({ openShare }) => openShare)).value
  return [
    ...(open > manyOpen
      ? [
          `${formatShare(open)} of the cases are still open when the run ends and have no lead time yet: gains at overloaded places are larger than shown`,
        ]
      : []),
    ...failed.map(({ remedy, failure }) => `${remedy?.label ?? ''} could not be tried: ${failure}`),
    ...(left.length > 0 ? [`The budget left no runs for: ${sayList(left.map(({ label }) => lower(label)))}`] : []),
  ]
}

function byWorth(a: RemedyResult, b: RemedyResult): number {
  const proven = ({ standing }: RemedyResult) => (standing === 'better' ? 1 : 0)
  return proven(b) - proven(a) || orNothing(b.gain.value) - orNothing(a.gain.value)
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}
