import { besideTheBest, gainOf, leadTimes, targetGain, type Arm } from './arm.ts'
import type { BesideBest } from '../simulation/report/best.ts'
import type { Bottleneck } from './bottlenecks.ts'
import { estimateMean, isSignificant, type Estimate } from '../simulation/report/estimate.ts'
import { formatMeasuredInterval, intervalOf } from '../words/interval.ts'
import type { Findings, RemedyResult } from './findings.ts'
import { type Goal, goals, ranked, type Served } from './goal.ts'
import { isCureOf, sayForGoal, sayHeadline, unreachedOf, type Unreached } from './headline.ts'
import { sayList } from '../words/list.ts'
import { formatNumber, formatShare } from '../words/number.ts'
import type { Cause } from './causes/cause.ts'
import { sayEffort } from './remedies/remedies.ts'
import type { Remedy } from './remedies/remedy.ts'

type Reading = { readonly sentence: string; readonly order: readonly string[] }

/** The answer to "what is the bottleneck, and what would fix it?". Plain data. */
export type Verdict = {
  readonly sentence: string
  /** What is wrong, and where; null where nothing needs fixing or nothing found explains enough. */
  readonly cause: Cause | null
  /** Causes that cannot be told apart from it. */
  readonly tied: readonly Cause[]
  /** All causes found, by what they explain. */
  readonly causes: readonly Cause[]
  readonly healthy: boolean
  /** What no remedy tried reaches of the lead time. */
  readonly unreached: Unreached
  /** Mean lead time as it is, seconds. */
  readonly leadTime: Estimate
  /** Proven gains first, largest first; then the rest. */
  readonly results: readonly RemedyResult[]
  /** The headline, and the remedies by id with the best first, for each goal. */
  readonly byGoal: Readonly<Record<Goal, Reading>>
  /** The segments with a target, as they are. */
  readonly served: readonly Served[]
  readonly bottlenecks: readonly Bottleneck[]
  /** How the figures were found, in sentences. */
  readonly method: readonly string[]
  /** What a reader should know before acting: remedies not tried, runs that failed, cases still open. */
  readonly notes: readonly string[]
  /** Of the notes, the one on remedies that were not tried, which changes nothing in what is said of the others; null where all were. */
  readonly untried: string | null
  /** Spent and allowed. */
  readonly replications: number
  readonly budget: number
  /** False while more replications are to come. */
  readonly final: boolean
}

/** Above this share of cases still open at the end, the lead time of completed cases says too little. */
const manyOpen = 0.05

/** The verdict on what was found so far. */
export function judge(findings: Findings): Verdict {
  const { base, diagnosis } = findings
  const leadTime = estimateMean(leadTimes(base))
  const results = resultsOf(findings)
  const unreached = unreachedOf(leadTime.value, results, findings.report)
  const served = servedOf(findings)
  const sentence = sayHeadline(findings, results, unreached)
  const reading = (goal: Goal): Reading => {
    const order = ranked(results, goal, { served, isCure: isCureOf(findings) })
    return {
      sentence: goal === 'lead-time' ? sentence : sayForGoal(findings, order, goal, served),
      order: order.map(({ remedy }) => remedy.id),
    }
  }
  return {
    sentence,
    served,
    byGoal: Object.fromEntries(goals.map((goal) => [goal, reading(goal)])) as Record<Goal, Reading>,
    cause: diagnosis.cause,
    tied: diagnosis.tied,
    causes: diagnosis.causes,
    healthy: diagnosis.healthy,
    unreached,
    leadTime,
    results,
    bottlenecks: findings.bottlenecks,
    method: sayMethod(findings),
    notes: notesOn(findings),
    untried: untriedOf(findings),
    replications: findings.done,
    budget: findings.budget,
    final: findings.final,
  }
}

/** What each remedy is worth, the best first. */
export function resultsOf(findings: Findings): RemedyResult[] {
  const { base, arms } = findings
  const leadTime = estimateMean(leadTimes(base))
  const beside = besideTheBest(arms)
  const results = arms.flatMap((arm, i) => (arm.remedy ? [resultOf(base, arm, arm.remedy, arms.length, leadTime.value, beside[i]!)] : []))
  return ranked(results, 'lead-time', { served: servedOf(findings), isCure: isCureOf(findings) })
}

/** The verdict as it reads for another goal: that headline, and the remedies in that order. */
export function verdictFor(verdict: Verdict, goal: Goal): Verdict {
  const { sentence, order } = verdict.byGoal[goal]
  return { ...verdict, sentence, results: order.flatMap((id) => verdict.results.find(({ remedy }) => remedy.id === id) ?? []) }
}

/** The segments with a target, as they are served without any remedy. */
function servedOf({ base, report }: Findings): Served[] {
  return base.program.names.segments.flatMap((segment, index) => {
    const met = estimateMean(base.outcomes.map((outcome) => outcome.met[index] ?? NaN)).value
    return Number.isNaN(met) ? [] : [{ segment, met, cases: report.segments[segment]?.cases ?? 0 }]
  })
}

function resultOf(base: Arm, arm: Arm, remedy: Remedy, family: number, leadTime: number, beside: BesideBest): RemedyResult {
  const gain = gainOf(base, arm, family)
  const standing = !isSignificant(gain) ? 'unclear' : gain.value > 0 ? 'better' : 'worse'
  const targets = base.program.names.segments.flatMap((segment, index) => {
    const difference = targetGain(base, arm, index, family)
    return difference ? [{ segment, gain: difference }] : []
  })
  const share = leadTime > 0 ? gain.value / leadTime : 0
  const harms = targets
    .filter((target) => isSignificant(target.gain) && target.gain.value < 0)
    .toSorted((a, b) => a.gain.value - b.gain.value)
  return {
    remedy,
    gain,
    share,
    targets,
    standing,
    maybeBest: beside.standing !== 'not best',
    behind: beside.behind,
    effort: remedy.effort,
    harms,
    sentence: `${sayHarms(harms)}${sayResult(remedy.label, gain, share, standing)}; ${sayEffort(remedy.effort)}`,
  }
}

/** What a remedy makes worse, before what it is good for. */
function sayHarms(harms: RemedyResult['harms']): string {
  if (harms.length === 0) return ''
  return `Fewer in time in ${sayList(harms.map(({ segment, gain }) => `${segment} (−${formatNumber(Math.abs(gain.value) * 100, 1)} points)`))}. `
}

function sayResult(label: string, gain: Estimate, share: number, standing: RemedyResult['standing']): string {
  const size = `${formatMeasuredInterval(intervalOf(Math.abs(gain.value), gain.halfWidth))} (${formatShare(Math.abs(share))})`
  if (standing === 'better') return `${label} shortens the lead time by ${size}`
  if (standing === 'worse') return `${label} lengthens the lead time by ${size}`
  if (gain.n === 0) return `${label} cannot be judged: no pair of runs completed a case`
  if (gain.value === 0 && !gain.halfWidth) return `${label} leaves the lead time as it is`
  return `${label} makes no difference that these runs can tell from chance: ${formatMeasuredInterval(intervalOf(gain.value, gain.halfWidth))}`
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

function untriedOf({ left }: Findings): string | null {
  return left.length > 0 ? `Not tried, as less likely to help: ${sayList(namesOf(left))}` : null
}

function notesOn(findings: Findings): string[] {
  const { base, failed } = findings
  const untried = untriedOf(findings)
  const open = estimateMean(base.outcomes.map(({ openShare }) => openShare)).value
  return [
    ...(open > manyOpen
      ? [
          `${formatShare(open)} of the cases are still open when the run ends and have no lead time yet: gains at overloaded places are larger than shown`,
        ]
      : []),
    ...failed.map(({ remedy, failure }) => `${remedy?.label ?? ''} could not be tried: ${failure}`),
    ...(untried === null ? [] : [untried]),
  ]
}

/** The first few by name, the rest counted. */
function namesOf(remedies: readonly Remedy[]): string[] {
  const names = remedies.slice(0, 3).map(({ label }) => lower(label))
  return remedies.length > 3 ? [...names, `${remedies.length - 3} more`] : names
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}
