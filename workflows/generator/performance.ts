import type { Performance } from '../../src/simulation/model/scenario.ts'

type Time = Performance['time'][number]

/** A log-normal time of a median in seconds, for all cases or for those of the condition. */
export function lognormal(median: number, sigma: number, when?: string): Time {
  return { ...(when ? { when } : {}), distribution: { kind: 'lognormal', median, sigma } }
}

/** A step with one distribution and one table of shares. */
export function simply(time: Time, shares: Readonly<Record<string, number>>): Performance {
  return { time: [time], outcomes: [{ shares: { ...shares } }] }
}

/** One entry per named value of the attribute, then the usual one for all others. */
export function byValue<T, R>(
  table: Readonly<Record<string, T>>,
  attribute: string,
  usual: string,
  entry: (value: T, when?: string) => R,
): R[] {
  const named = Object.entries(table).filter(([name]) => name !== usual)
  const rest = table[usual]
  return [...named.map(([name, value]) => entry(value, `${attribute} == "${name}"`)), ...(rest === undefined ? [] : [entry(rest)])]
}
