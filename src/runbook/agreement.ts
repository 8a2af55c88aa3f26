/** One decision: who took it, on which case. */
export type Rating = { readonly case: string; readonly rater: string; readonly decision: string }

/** How far people who judged the same cases agree. */
export type Agreement = {
  /** Cohen's for two people who both judged every case; else Fleiss'. */
  readonly kind: 'Cohen' | 'Fleiss'
  /** Null: no two decisions differ, so nothing can be said beyond chance. */
  readonly kappa: number | null
  /** 95 % interval by leaving out each case once (jackknife); null with fewer than three cases. */
  readonly low: number | null
  readonly high: number | null
  /** Share of pairs of decisions on one case that are the same. */
  readonly observed: number
  readonly cases: number
  readonly raters: readonly string[]
  /** The cases on which they differ, the most disputed first. */
  readonly disputed: readonly { readonly case: string; readonly decisions: readonly (readonly [decision: string, count: number])[] }[]
}

/**
 * Agreement beyond chance of a calibration set. Cases that one person alone judged say nothing and are left out. Fleiss (1971) asks for as many decisions on each case; with others their number
 * weighs in through the pairs of a case. Null where no case was judged twice. Refused by a sentence: one person judged a case twice.
 */
export function agreementOf(ratings: readonly Rating[]): Agreement | { readonly refused: string } | null {
  const cases = new Map<string, Rating[]>()
  for (const rating of ratings) {
    const own = cases.get(rating.case)
    if (own) own.push(rating)
    else cases.set(rating.case, [rating])
  }
  for (const [name, own] of cases) {
    const twice = own.find(({ rater }, index) => own.findIndex((other) => other.rater === rater) !== index)
    if (twice) return { refused: `${twice.rater} judged case ${name} twice.` }
  }
  const judged = [...cases.values()].filter((own) => own.length > 1)
  if (judged.length === 0) return null
  const raters = [...new Set(judged.flat().map(({ rater }) => rater))].sort()
  const isPair = raters.length === 2
  const kappaOf = (some: readonly (readonly Rating[])[]) => {
    const observed = mean(some.map(agreeing))
    const expected = isPair ? expectedOfTwo(some, raters) : expectedOfAll(some)
    return { observed, kappa: expected === 1 ? null : (observed - expected) / (1 - expected) }
  }
  const { observed, kappa } = kappaOf(judged)
  const half =
    kappa === null || judged.length < 3 ? null : 1.96 * jackknife(judged.map((_, index) => kappaOf(judged.toSpliced(index, 1)).kappa ?? 1))
  return {
    kind: isPair ? 'Cohen' : 'Fleiss',
    kappa,
    low: kappa === null || half === null ? null : Math.max(-1, kappa - half),
    high: kappa === null || half === null ? null : Math.min(1, kappa + half),
    observed,
    cases: judged.length,
    raters,
    disputed: judged
      .filter((own) => agreeing(own) < 1)
      .toSorted((a, b) => agreeing(a) - agreeing(b))
      .map((own) => ({ case: own[0]?.case ?? '', decisions: [...countsOf(own)].toSorted(([, a], [, b]) => b - a) })),
  }
}

/** Share of the pairs of decisions on one case that are the same. */
function agreeing(own: readonly Rating[]): number {
  const same = [...countsOf(own).values()].reduce((sum, count) => sum + count * (count - 1), 0)
  return same / (own.length * (own.length - 1))
}

/** What chance alone would give two people who keep their own shares (Cohen 1960). */
function expectedOfTwo(some: readonly (readonly Rating[])[], raters: readonly string[]): number {
  const [one, other] = raters.map((rater) => countsOf(some.flat().filter((rating) => rating.rater === rater)))
  return [...(one ?? [])].reduce((sum, [decision, count]) => sum + (count / some.length) * ((other?.get(decision) ?? 0) / some.length), 0)
}

/** What chance alone would give people who all have the shares of all (Fleiss 1971). */
function expectedOfAll(some: readonly (readonly Rating[])[]): number {
  const all = some.flat()
  return [...countsOf(all).values()].reduce((sum, count) => sum + (count / all.length) ** 2, 0)
}

function countsOf(ratings: readonly Rating[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { decision } of ratings) counts.set(decision, (counts.get(decision) ?? 0) + 1)
  return counts
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Standard error from the values with each left out. */
function jackknife(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(((values.length - 1) / values.length) * values.reduce((sum, value) => sum + (value - middle) ** 2, 0))
}
