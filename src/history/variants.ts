import type { CaseIndex } from './cases.ts'
import type { History } from './history.ts'
import { quantile, sorted } from './quantile.ts'

/** A way that cases went: their activities in the order in which they began. */
export type VariantProfile = {
  readonly steps: readonly string[]
  readonly cases: number
  readonly share: number
  /** Median from arrival to the end of the last row, in seconds; null: none of these cases has an end. */
  readonly leadTime: number | null
}

/** The commonest ways, and how many ways there are in all. `covered`: share of the cases that go one of those listed. */
export type Variants = { readonly ways: number; readonly covered: number; readonly commonest: readonly VariantProfile[] }

/** So many are listed. */
const listed = 30
const none: Variants = { ways: 0, covered: 0, commonest: [] }

/** The ways of the cases of an event log, those of most cases first; of equally many, the one that came first. */
export function variantsOf(history: History, index: CaseIndex): Variants {
  if (history.form !== 'events' || index.cases === 0) return none
  const ways = new Map<string, { readonly first: number; readonly leads: number[]; cases: number }>()
  for (let c = 0; c < index.cases; c++) {
    let way = ''
    for (let at = index.from[c]!; at < index.from[c + 1]!; at++) way += `${history.activity.codes[index.rows[at]!]!},`
    const lead = index.finished[c]! - index.arrived[c]!
    const known = ways.get(way) ?? { first: c, leads: [], cases: 0 }
    known.cases++
    if (lead >= 0) known.leads.push(lead)
    ways.set(way, known)
  }
  const order = [...ways.values()].sort((a, b) => b.cases - a.cases || a.first - b.first).slice(0, listed)
  const commonest = order.map(({ first, leads, cases }) => ({
    steps: Array.from(
      index.rows.subarray(index.from[first]!, index.from[first + 1]!),
      (row) => history.activity.values[history.activity.codes[row]!]!,
    ),
    cases,
    share: cases / index.cases,
    leadTime: leads.length > 0 ? quantile(sorted(Float64Array.from(leads)), 0.5) : null,
  }))
  return { ways: ways.size, covered: commonest.reduce((sum, { cases }) => sum + cases, 0) / index.cases, commonest }
}
