import type { AttributeValue } from '../workflow/attribute.ts'
import type { MixEntry } from '../simulation/model/demand.ts'
import { valuesOf } from './case-attributes.ts'
import type { CaseAttribute } from './case-attributes.ts'
import { quantile, sorted } from './quantile.ts'

type Kind = { weight: number; values: Record<string, AttributeValue> }

const entryLimit = 1000
/** A number attribute with more values than this goes into the mix as the middles of equally common bands. */
const numberValues = 12
const bands = 8

/**
 * The kinds of case of a history, each as often as it was seen, most first. `dropped` is the share of cases of kinds too rare to be kept, `kinds` the place
 * in the mix of each of the `cases` (-1: dropped).
 */
export function fitMix(
  attributes: readonly CaseAttribute[],
  cases: readonly number[],
  weights: ArrayLike<number> | null,
): { readonly mix: MixEntry[]; readonly dropped: number; readonly kinds: Int32Array } {
  const banded = attributes.map((attribute) => (attribute.attribute.type === 'number' ? inBands(attribute, cases) : attribute))
  const kinds = new Map<string, Kind>()
  let total = 0
  const own: Kind[] = []
  for (const c of cases) {
    const key = banded.map(({ codes }) => codes[c]!).join(',')
    const kind = kinds.get(key) ?? { weight: 0, values: valuesOf(banded, c) }
    const weight = weights ? weights[c]! : 1
    kind.weight += weight
    total += weight
    kinds.set(key, kind)
    own.push(kind)
  }
  const all = [...kinds.values()].filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
  const mix = all.slice(0, entryLimit)
  const places = new Map(mix.map((kind, place) => [kind, place]))
  return {
    mix,
    dropped: total > 0 ? 1 - mix.reduce((sum, { weight }) => sum + weight, 0) / total : 0,
    kinds: Int32Array.from(own, (kind) => places.get(kind) ?? -1),
  }
}

function inBands(attribute: CaseAttribute, cases: readonly number[]): CaseAttribute {
  if (attribute.values.length <= numberValues) return attribute
  const numbers = cases.map((c) => attribute.values[attribute.codes[c]!]).filter((value) => typeof value === 'number')
  const ascending = sorted(numbers)
  const edges = Array.from({ length: bands - 1 }, (_, i) => quantile(ascending, (i + 1) / bands))
  const middles = Array.from({ length: bands }, (_, i) => quantile(ascending, (i + 0.5) / bands))
  const bandOf = attribute.values.map((value) => edges.filter((edge) => Number(value) > edge).length)
  return { ...attribute, values: middles, codes: attribute.codes.map((code) => (code < 0 ? -1 : bandOf[code]!)) }
}
