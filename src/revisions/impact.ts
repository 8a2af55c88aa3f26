import { provenOf } from '../simulation/report/claims.ts'
import type { Comparison, Contrast } from '../simulation/report/comparison.ts'
import type { Num } from '../simulation/report/report.ts'
import { timeUnit } from '../words/duration.ts'
import { formatInterval, formatSignedInterval, type Interval } from '../words/interval.ts'
import type { Impact } from './change.ts'
import { sentence } from './say.ts'
import { sayList } from '../words/list.ts'

/** How many measures a sentence names before it says how many more there are. */
const named = 4

/** The two steps from base to head: the workflow in the base's scenario, then the scenario. */
export type PartsOfEffect = { readonly workflow: Comparison; readonly scenario: Comparison }

/**
 * The effect of a paired run of two versions: every measure, and what it comes to in sentences, harm first, then the lead time. `head`: how the head is called in a sentence;
 * `parts`: the same taken apart; `notes`: sentences that must be read with it.
 */
export function impactOf(
  comparison: Comparison,
  head: string,
  { parts, notes = [] }: { readonly parts?: PartsOfEffect; readonly notes?: readonly string[] } = {},
): Impact {
  const shares = parts && partsOf(parts)
  const measures = comparison.contrasts.flatMap(({ base, head: after, difference, ...contrast }) =>
    base && after && difference ? [[keyOf(contrast), { base, head: after, difference }] as const] : [],
  )
  return {
    replications: comparison.replications,
    seed: comparison.head.seed,
    measures: Object.fromEntries(measures),
    text: sentencesOf(comparison, head, [...(shares ? [shares.text] : []), ...notes]),
    ...(shares && { parts: { workflow: shares.workflow, scenario: shares.scenario } }),
  }
}

/** What workflow and scenario each do to the mean lead time; null where a side has none. */
function partsOf({ workflow, scenario }: PartsOfEffect): (NonNullable<Impact['parts']> & { readonly text: string }) | null {
  const find = ({ contrasts }: Comparison) => contrasts.find(({ measure, where }) => measure === 'leadTimeMean' && where === null)
  const [one, other] = [find(workflow), find(scenario)]
  if (!one?.difference || !other?.difference) return null
  const told = (contrast: Contrast, replications: number) =>
    provenOf([contrast], replications).has(contrast) || replications < 2
      ? sayDifference(contrast)
      : `nothing measurable (${sayDifference(contrast)})`
  return {
    workflow: one.difference,
    scenario: other.difference,
    text: `Of the mean lead time, the workflow alone does ${told(one, workflow.replications)}; people, times and demand of the scenario do ${told(other, scenario.replications)}.`,
  }
}

/** A difference with its sign, unit and half width: `−2.1 h ± 0.3`; shares in percentage points. Where the two never differ, the number stands alone. */
export function sayDifference({ difference, unit }: Pick<Contrast, 'difference' | 'unit'>): string {
  if (!difference) return ''
  const { value, low, high } = difference
  const { length, name } = scaleOf(unit, Math.max(Math.abs(value), Math.abs(low ?? 0), Math.abs(high ?? 0)))
  return formatSignedInterval(inScale(difference, length), unit === 'share' ? 'points' : name)
}

/** A measured value with the half width of its 95 % interval: `9.2 h ± 1.6`, `88 % ± 3`. */
export function sayEstimate(num: Num, unit: Contrast['unit']): string {
  const { length, name } = scaleOf(unit, Math.abs(num.value))
  return formatInterval(inScale(num, length), name)
}

/** The values of both versions in one unit: `11.9 h → 11.6 h`; a dash where one has no such thing. */
export function sayBoth({ base, head, unit }: Pick<Contrast, 'base' | 'head' | 'unit'>): readonly [base: string, head: string] {
  const { length, name } = scaleOf(unit, Math.max(Math.abs(base?.value ?? 0), Math.abs(head?.value ?? 0)))
  const write = (num: Num | null) => formatInterval({ value: num ? num.value / length : NaN, low: null, high: null }, name)
  return [write(base), write(head)]
}

function inScale({ value, low, high }: Num, length: number): Interval {
  return { value: value / length, low: low === null ? null : low / length, high: high === null ? null : high / length }
}

function keyOf({ measure, where }: Pick<Contrast, 'measure' | 'where'>): string {
  return where === null ? measure : `${measure}:${where.kind}:${where.id}`
}

/**
 * What the comparison comes to, harm first: targets that are missed more often, more wrong decisions, more views; then the lead time, then the rest, each
 * claim held against chance together with all others (claims.ts).
 */
function sentencesOf({ contrasts, replications }: Comparison, head: string, beside: readonly string[]): string[] {
  const pairs = contrasts.filter(
    ({ difference, base, head: after }) =>
      difference !== null && Number.isFinite(difference.value) && (base?.value !== 0 || after?.value !== 0),
  )
  const proven = provenOf(pairs, replications)
  const lead = pairs.find(({ measure, where }) => measure === 'leadTimeMean' && where === null)
  const harm = pairs.filter((contrast) => proven.has(contrast) && isHarm(contrast)).sort((a, b) => relative(b) - relative(a))
  const rest = pairs.filter((contrast) => contrast !== lead && !harm.includes(contrast))
  const real = rest.filter((contrast) => proven.has(contrast)).sort((a, b) => relative(b) - relative(a))
  const none = replications < 2 ? [] : rest.filter((contrast) => !proven.has(contrast))
  return [
    harm.length > 0
      ? `Harm: ${listed(harm.map((contrast) => `${lower(contrast.title)} ${(contrast.difference?.value ?? 0) > 0 ? 'rises' : 'falls'} by ${sayDifference(contrast).replace(/^[+−]/, '')}`))}.`
      : '',
    lead ? leadSentence(lead, head, proven.has(lead), replications) : `${sentence(head)} and the base have no lead time in common.`,
    ...beside,
    changeSentence(
      'It raises',
      real.filter(({ difference }) => (difference?.value ?? 0) > 0),
    ),
    changeSentence(
      'It lowers',
      real.filter(({ difference }) => (difference?.value ?? 0) < 0),
    ),
    none.length > 0 ? `No measurable difference in ${listed(none.map(({ title }) => lower(title)))}.` : '',
    onlyOne(contrasts.filter(({ base, head: after }) => base === null || after === null)),
    notMeasured(contrasts),
    replications < 2 ? 'One replication gives no interval: run more to tell an effect from chance.' : '',
  ].filter((text) => text !== '')
}

/** What a person is worse off by. */
function isHarm({ measure, difference }: Contrast): boolean {
  const change = difference?.value ?? 0
  if (measure === 'targetMet') return change < 0
  return (measure === 'wronglyRemoved' || measure === 'wronglyKept' || measure === 'views') && change > 0
}

/** What a scenario without error rates or views cannot say. */
function notMeasured(contrasts: readonly Contrast[]): string {
  if (contrasts.length === 0) return ''
  const has = (measure: Contrast['measure']) => contrasts.some((contrast) => contrast.measure === measure)
  const missing = [...(has('wronglyRemoved') ? [] : ['whether decisions are right']), ...(has('views') ? [] : ['what is seen meanwhile'])]
  return missing.length === 0 ? '' : `Not measured here: ${sayList(missing)} (the scenario holds no figures for it).`
}

function leadSentence(contrast: Contrast, head: string, isProven: boolean, replications: number): string {
  const { difference } = contrast
  if (!difference) return ''
  const [was, is] = sayBoth(contrast)
  if (!isProven && replications >= 2)
    return difference.value === 0 && (difference.low ?? 0) === 0 && (difference.high ?? 0) === 0
      ? `${sentence(head)} does not change the mean lead time at all (${is}).`
      : `${sentence(head)} makes no measurable difference to the mean lead time (${sayDifference(contrast)}).`
  return `${sentence(head)} ${difference.value < 0 ? 'shortens' : 'lengthens'} the mean lead time by ${sayDifference(contrast).replace(/^[+−]/, '')} (from ${was} to ${is}).`
}

function changeSentence(verb: string, contrasts: readonly Contrast[]): string {
  if (contrasts.length === 0) return ''
  return `${verb} ${listed(contrasts.map((contrast) => `${lower(contrast.title)} by ${sayDifference(contrast).replace(/^[+−]/, '')}`))}.`
}

function onlyOne(contrasts: readonly Contrast[]): string {
  return contrasts.length === 0 ? '' : `Only one of the two has ${listed(contrasts.map(({ title }) => lower(title)))}.`
}

function listed(texts: readonly string[]): string {
  return texts.length <= named ? sayList(texts) : `${texts.slice(0, named).join(', ')} and ${texts.length - named} more`
}

function lower(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}

function relative({ base, difference }: Contrast): number {
  return Math.abs(difference?.value ?? 0) / Math.max(Math.abs(base?.value ?? 0), 1e-9)
}

/** The unit in which numbers of this size are written: its length and its name. */
function scaleOf(unit: Contrast['unit'], size: number): { readonly length: number; readonly name: string } {
  switch (unit) {
    case 'seconds': {
      const { name, seconds } = timeUnit(size)
      return { length: seconds, name }
    }
    case 'share':
      return { length: 0.01, name: '%' }
    case 'per day':
      return { length: 1, name: 'a day' }
    case 'cases':
      return { length: 1, name: 'cases' }
    case 'views':
      return { length: 1, name: 'views' }
    case 'cost':
      return { length: 1, name: '' }
  }
}
