import type { Kind, Series } from './months.ts'

/** A control chart of one figure, by the history itself and without a model: what it does when nothing but chance acts. */
export type Control = {
  /** p for shares, u for counts, XmR (individuals and moving range) for times. */
  readonly chart: 'p' | 'u' | 'XmR'
  readonly centre: number
  /** By span; null where nothing was seen. */
  readonly limits: readonly ({ readonly low: number; readonly high: number } | null)[]
  /** Numbers of the spans beyond their limits. */
  readonly out: readonly number[]
}

const charts: Readonly<Record<Kind, Control['chart']>> = { share: 'p', count: 'u', time: 'XmR' }
/** Three sigma of individuals is so many mean moving ranges of two: 3 / d2, d2 = 2 / √π. */
const ofRange = 2.66

/**
 * The control chart that suits the figure (Shewhart 1931; Montgomery, Statistical Quality Control, chapters 6 and 7): a p-chart of shares and a u-chart of counts a day with limits by
 * the size of each span, a chart of individuals and moving ranges for times. Null below two spans that tell anything: it has no limits.
 */
export function controlOf({ kind, values, sizes }: Pick<Series, 'kind' | 'values' | 'sizes'>): Control | null {
  const seen = values.flatMap((value, at) => (Number.isFinite(value) && (sizes[at] ?? 0) > 0 ? [{ value, size: sizes[at]!, at }] : []))
  if (seen.length < 2) return null
  const centre = kind === 'time' ? meanOf(seen.map(({ value }) => value)) : weighted(seen)
  const range = meanOf(seen.slice(1).map(({ value }, i) => Math.abs(value - seen[i]!.value)))
  const reach = (size: number) =>
    kind === 'time' ? ofRange * range : 3 * Math.sqrt((kind === 'share' ? centre * (1 - centre) : centre) / size)
  const most = kind === 'share' ? 1 : Infinity
  const limits = values.map((_, at) => {
    const one = seen.find((other) => other.at === at)
    return one ? { low: Math.max(0, centre - reach(one.size)), high: Math.min(most, centre + reach(one.size)) } : null
  })
  const out = seen.flatMap(({ value, at }) => (value < limits[at]!.low || value > limits[at]!.high ? [at] : []))
  return { chart: charts[kind], centre, limits, out }
}

function weighted(seen: readonly { readonly value: number; readonly size: number }[]): number {
  const size = seen.reduce((sum, one) => sum + one.size, 0)
  return seen.reduce((sum, one) => sum + one.value * one.size, 0) / size
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
