import type { Report } from '../simulation/report/report.ts'
import { formatMeasured, timeUnit } from '../words/duration.ts'
import { formatMeasuredInterval, intervalOf } from '../words/interval.ts'
import { sayList } from '../words/list.ts'
import { formatNumber, formatShare } from '../words/number.ts'
import type { Cause } from './causes/cause.ts'
import type { Diagnosis } from './causes/causes.ts'
import { cures, sayEffort } from './remedies/remedies.ts'
import { goalInTime } from './target.ts'
import type { Remedy } from './remedies/remedy.ts'
import { gainFor, type Goal, type Served, worstOff } from './goal.ts'
import type { Findings, RemedyResult } from './findings.ts'
import { isSignificant } from '../simulation/report/estimate.ts'

/** The part of the lead time that no remedy tried takes away: seconds per case, as a share, and in words with what it consists of. */
export type Unreached = { readonly seconds: number; readonly share: number; readonly text: string }

/** Handling that is at least this part of the lead time is the largest part of it. */
const largest = 0.5
/** Steps that miss their own target, so many of which are named. */
const mostLate = 3
/** Where the best remedy takes away less of the lead time, it is said what it leaves. */
const little = 0.25

/** Whether a remedy is one of the cause that was named, or of one that cannot be told apart from it. */
export function isCureOf({ diagnosis: { cause, tied }, workflow }: Pick<Findings, 'diagnosis' | 'workflow'>): (remedy: Remedy) => boolean {
  const named = cause === null ? [] : [cause, ...tied]
  const isOne = (remedy: Remedy) => named.some((one) => cures(remedy, one, workflow))
  return (remedy) => isOne(remedy) || (remedy.plan.both?.some(isOne) ?? false)
}

/** The answer in one sentence or a few: what is wrong and where, what helps and what it takes, and what is left. */
export function sayHeadline(findings: Findings, results: readonly RemedyResult[], unreached: Unreached): string {
  const { diagnosis, report } = findings
  const { cause, tied, healthy } = diagnosis
  if (cause === null) return healthy ? sayHealthy(report, diagnosis) : sayUnexplained(report)
  const parts = [cause.sentence]
  if (tied.length > 0) parts.push(`Cannot be told apart from it: ${sayList(tied.map(sayShort))}`)
  return [...parts, ...sayRemedies(findings, cause, results, unreached)].join('. ')
}

/** The same where remedies are ranked by something else: what is wrong, and what does most for that. */
export function sayForGoal({ diagnosis, report }: Findings, order: readonly RemedyResult[], goal: Goal, served: readonly Served[]): string {
  const wrong = diagnosis.cause?.sentence ?? (diagnosis.healthy ? sayHealthy(report, diagnosis) : sayUnexplained(report))
  const [best] = order
  const gain = best && gainFor(best, goal, served)
  const worst = worstOff(served)
  const whom = goal === 'harm' && worst ? `${worst.segment}, in time in ${formatShare(worst.met)} of its cases and so worst off` : null
  if (!best || !gain || !isSignificant(gain) || gain.value <= 0)
    return `${wrong}. ${whom ? `For ${whom}, nothing` : 'Nothing'} that was tried helps by more than chance`
  if (goal !== 'targets' && goal !== 'harm') return `${wrong}. ${firstWords[goal]}: ${lower(best.sentence)}`
  const points = `${formatNumber(gain.value * 100, 1)} points${gain.halfWidth === null ? '' : ` ± ${formatNumber(gain.halfWidth * 100, 1)}`}`
  const harms = best.harms.map((harm) => `; ${harm.segment} loses ${formatNumber(Math.abs(harm.gain.value) * 100, 1)} points`)
  return `${wrong}. ${whom ? `For ${whom}` : 'Most cases in time'}: ${lower(best.remedy.label)}, ${points} more in time${harms.join('')}; ${sayEffort(best.effort)}`
}

const firstWords: Readonly<Record<Exclude<Goal, 'targets' | 'harm'>, string>> = {
  'lead-time': 'Most lead time for what it takes',
  cost: 'The cheapest that helps',
  hours: 'With the fewest hours',
  'per-hour': 'Most time saved per hour of work',
  'per-cost': 'Most time saved for the money',
}

function sayShort({ kind, where, share }: Cause): string {
  return `${kind.replaceAll('-', ' ')} in ${where} (${formatShare(share)})`
}

function sayRemedies(findings: Findings, cause: Cause, results: readonly RemedyResult[], unreached: Unreached): string[] {
  const isCure = isCureOf(findings)
  if (cause.kind === 'starving-order') return sayFairer(results, isCure)
  const better = results.filter(({ standing }) => standing === 'better')
  const best = better.find(({ remedy, harms }) => isCure(remedy) && harms.length === 0) ?? better.find(({ remedy }) => isCure(remedy))
  if (!best) {
    const [other] = better
    const first = results.length === 0 ? 'There is no standard remedy for it' : 'No remedy tried for it helps by more than chance'
    return [other ? `${first}; elsewhere: ${lower(other.sentence)}` : first, unreached.text]
  }
  const free = better.find(({ remedy, effort }) => remedy !== best.remedy && effort.hoursPerWeek <= 0 && !isSamePlan(remedy, best.remedy))
  const next = best.effort.hoursPerWeek > 0 ? free : better.find(({ remedy }) => !isCure(remedy) && remedy.kind !== 'pair')
  return [
    best.sentence,
    ...(next ? [`${best.effort.hoursPerWeek > 0 ? 'Without more hours' : 'Next'}: ${sayWorth(next)}`] : []),
    ...(Math.max(...better.map(({ share }) => share)) < little ? [unreached.text] : []),
  ]
}

/** A starved segment gains in its target, not in the mean. */
function sayFairer(results: readonly RemedyResult[], isCure: (remedy: Remedy) => boolean): string[] {
  const fair = results.find(({ remedy, targets }) => isCure(remedy) && targets.some(({ gain }) => gain.value > 0))
  if (!fair) return ['No other order tried helps those who wait']
  const [most] = fair.targets.toSorted((a, b) => b.gain.value - a.gain.value)
  const harmed = fair.harms.map(({ segment, gain }) => `; ${segment} loses ${formatNumber(Math.abs(gain.value) * 100, 1)} points`)
  const points = formatNumber(most!.gain.value * 100, 1)
  return [`${fair.remedy.label}: ${points} points more of ${most!.segment} in time${harmed.join('')}; ${sayEffort(fair.effort)}`]
}

function sayHealthy({ segments, steps }: Report, { handling, aside }: Diagnosis): string {
  const targets = Object.values(segments).some(({ sla }) => sla.met !== null)
  const late = Object.values(steps)
    .flatMap(({ title, inTime: { value } }) => (value !== null && value < goalInTime ? [{ title, value }] : []))
    .toSorted((a, b) => a.value - b.value)
    .slice(0, mostLate)
    .map(({ title, value }) => `${title} is within its own in ${formatShare(value)} of its visits`)
  const met = targets ? (late.length > 0 ? 'all targets of whole cases are met and ' : 'all targets are met and ') : ''
  const branches = aside.map(({ where, share }) => `${formatShare(share)} is ${where}, which few cases come to`)
  const part =
    handling >= largest
      ? 'the largest part is handling'
      : `handling is ${formatShare(handling)} of the lead time${branches.length > 0 ? `, ${sayList(branches)},` : ''} and no one cause explains the rest`
  return `Nothing here needs fixing: ${met}${part}${late.length > 0 ? `; ${sayList(late)}` : ''}`
}

function sayUnexplained({ segments }: Report): string {
  const late = Object.entries(segments).filter(([, { sla }]) => sla.met !== null && sla.met.value < 0.95)
  const missed = late.map(([title, { sla }]) => `${title} is in time in ${formatShare(sla.met!.value)} of its cases`)
  return missed.length > 0
    ? `${sayList(missed)}, but no one cause explains enough of the waiting to be named`
    : 'Nothing was measured that a cause could be read from'
}

/** What the best remedy tried leaves of the lead time, and what that consists of. */
export function unreachedOf(leadTime: number, results: readonly RemedyResult[], { leadTimeBy: by }: Report): Unreached {
  const best = Math.max(0, ...results.filter(({ standing }) => standing === 'better').map(({ gain }) => gain.value))
  const seconds = Math.max(0, leadTime - best)
  const unit = timeUnit(leadTime)
  const parts = (
    [
      ['handling', by.handling],
      ['waiting while all are busy', by.contention + by.priority],
      ['waiting for the next shift', by.unavailability],
      ['waiting for a batch', by.batching],
      ['waiting for the outside world', by.external],
    ] as const
  )
    .toSorted((a, b) => b[1] - a[1])
    .filter(([, value]) => value >= 0.1 * leadTime)
    .map(([name, value]) => `${name} is ${formatMeasured(value, unit)}`)
  const all = `All that was tried gives at most ${formatMeasured(best, unit)} of ${formatMeasured(leadTime, unit)}`
  return { seconds, share: leadTime > 0 ? seconds / leadTime : 0, text: parts.length > 0 ? `${all}; as it is, ${sayList(parts)}` : all }
}

function sayWorth({ remedy, gain, effort }: RemedyResult): string {
  return `${lower(remedy.label)}, ${formatMeasuredInterval(intervalOf(gain.value, gain.halfWidth))}, ${sayEffort(effort)}`
}

/** Whether one of the two is a pair with the other in it. */
function isSamePlan(a: Remedy, b: Remedy): boolean {
  return [...(a.plan.both ?? []), ...(b.plan.both ?? [])].some(({ id }) => id === a.id || id === b.id)
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}
