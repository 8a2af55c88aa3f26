import type { Comparison, Contrast } from '../simulation/comparison.ts'
import type { Num } from '../simulation/report.ts'
import type { Impact } from './change.ts'
import { sayList, sentence } from './say.ts'

/** How many measures a sentence names before it says how many more there are. */
const named = 4

/** The effect of a paired run of two versions: every measure, and what it comes to in sentences, the lead time first. `names`: how the head is called. */
export function impactOf(comparison: Comparison, head: string): Impact {
  const measures = comparison.contrasts.flatMap(({ base, head: after, difference, ...contrast }) =>
    base && after && difference ? [[keyOf(contrast), { base, head: after, difference }] as const] : [])
  return { replications: comparison.replications, seed: comparison.head.seed, measures: Object.fromEntries(measures), text: sentencesOf(comparison, head) }
}

/** Whether the interval of a difference leaves nothing out but a real one; null with one replication, where there is no interval. */
export function isMeasurable({ value, low, high }: Num): boolean | null {
  if (low === null || high === null) return value === 0 ? false : null
  return low > 0 || high < 0
}

/** A difference with its sign, unit and half width: `−2.1 h ± 0.3 h`. */
export function sayDifference({ difference, unit }: Pick<Contrast, 'difference' | 'unit'>): string {
  if (!difference) return ''
  const write = writerFor(unit, Math.max(Math.abs(difference.value), Math.abs(difference.low ?? 0), Math.abs(difference.high ?? 0)))
  const sign = difference.value > 0 ? '+' : difference.value < 0 ? '−' : ''
  return `${sign}${write(Math.abs(difference.value))}${halfWidth(difference, write)}`
}

/** A value of a measure with its unit: `10.2 h`. */
export function sayMeasure(value: number, unit: Contrast['unit']): string {
  return writerFor(unit, Math.abs(value))(value)
}

function keyOf({ measure, where }: Pick<Contrast, 'measure' | 'where'>): string {
  return where === null ? measure : `${measure}:${where.kind}:${where.id}`
}

function sentencesOf({ contrasts, replications }: Comparison, head: string): string[] {
  const pairs = contrasts.filter(({ difference }) => difference !== null)
  const lead = pairs.find(({ measure, where }) => measure === 'leadTimeMean' && where === null)
  const rest = pairs.filter((contrast) => contrast !== lead)
  const verdicts = new Map(rest.map((contrast) => [contrast, contrast.difference ? isMeasurable(contrast.difference) : false]))
  const real = rest.filter((contrast) => verdicts.get(contrast) === true).sort((a, b) => relative(b) - relative(a))
  const none = rest.filter((contrast) => verdicts.get(contrast) === false)
  return [
    lead ? leadSentence(lead, head) : `${sentence(head)} and the base have no lead time in common.`,
    changeSentence('It raises', real.filter(({ difference }) => (difference?.value ?? 0) > 0)),
    changeSentence('It lowers', real.filter(({ difference }) => (difference?.value ?? 0) < 0)),
    none.length > 0 ? `No measurable difference in ${listed(none.map(({ title }) => lower(title)))}.` : '',
    onlyOne(contrasts.filter(({ base, head: after }) => base === null || after === null)),
    replications < 2 ? 'One replication gives no interval: run more to tell an effect from chance.' : '',
  ].filter((text) => text !== '')
}

function leadSentence(contrast: Contrast, head: string): string {
  const { difference, base, head: after, unit } = contrast
  if (!difference || !base || !after) return ''
  const verdict = isMeasurable(difference)
  const span = `from ${sayMeasure(base.value, unit)} to ${sayMeasure(after.value, unit)}`
  if (verdict === false) return difference.value === 0 && (difference.low ?? 0) === 0 && (difference.high ?? 0) === 0
    ? `${sentence(head)} does not change the mean lead time at all (${sayMeasure(after.value, unit)}).`
    : `${sentence(head)} makes no measurable difference to the mean lead time (${sayDifference(contrast)}).`
  return `${sentence(head)} ${difference.value < 0 ? 'shortens' : 'lengthens'} the mean lead time by ${sayDifference(contrast).replace(/^[+−]/, '')} (${span}).`
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

type Write = (value: number) => string

function halfWidth({ low, high }: Num, write: Write): string {
  return low === null || high === null ? '' : ` ± ${write((high - low) / 2)}`
}

/** Writes all numbers of one comparison in one unit, so that they can be compared by eye. */
function writerFor(unit: Contrast['unit'], size: number): Write {
  switch (unit) {
    case 'seconds': {
      const [name, length] = ([['d', 86_400], ['h', 3600], ['min', 60]] as const).find(([, seconds]) => size >= 1.5 * seconds) ?? (['s', 1] as const)
      return (value) => `${round(value / length)} ${name}`
    }
    case 'share': return (value) => `${round(value * 100)} %`
    case 'per day': return (value) => `${round(value)} a day`
    case 'cases': return (value) => `${round(value)} cases`
    case 'cost': return (value) => round(value)
  }
}

/** Three digits that count, never false precision. */
function round(value: number): string {
  const size = Math.abs(value)
  const decimals = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3
  return String(Number(value.toFixed(decimals))).replace('-', '−')
}
