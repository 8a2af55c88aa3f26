import type { Uid } from '../workflow/name.ts'
import { countBelow } from './quantile.ts'

/** What was seen of one visit of a step, in seconds; what the log does not tell is absent. `delay`: as it would be now, `waited`: as it was. `rest`: left open after its work; `atLeast`: a timer ended the visit then. */
export type ScriptVisit = { event?: string; time?: number; delay?: number; waited?: number; rest?: number; atLeast?: number }

/** A row of a case's script. Times are seconds since 1970. */
export type ScriptRow = { readonly step: Uid; readonly visit: ScriptVisit; readonly begin: number; readonly done: number }

/** A case as its script is written. */
export type Written = {
  /** Its index in the history. */
  readonly case: number
  readonly arrived: number
  /** Cases of a kind have the same attributes. */
  readonly kind: string
  /** It came so early that it should be complete. */
  readonly isEarly: boolean
  /** In order of time. */
  readonly rows: readonly ScriptRow[]
  /** By step, also steps that leave no row. */
  readonly visits: Map<Uid, ScriptVisit[]>
}

/** A step of an early case that was followed by another: row `at`, how old the case was when it ended, and how long it was silent then. */
type Going = { readonly from: Written; readonly at: number; readonly age: number; readonly silent: number }

/** Of so many early cases, those whose age was nearest, one is gone on with. */
const nearest = 20
/** So many are looked at for them: silences as long as the longest are rare. */
const mostLookedAt = 2000
/** The golden section spreads cases that follow each other evenly over those that they may go on with. */
const golden = (Math.sqrt(5) - 1) / 2

/**
 * Scripts of cases that are not over when a log breaks off go on as an early case did that went from the same step to the one that they wait for, after a silence no shorter than theirs, and was about as old;
 * of the same kind where there is one. Left out, or ended where the log ends, they would make the past a past of quick cases: a hot deck (Andridge and Little 2010) that redistributes what is censored to
 * the right (Efron 1967). `waiting`: by case that is not over, the step that it waits for. Changes the scripts' visits; returns the cases that go on.
 */
export function carryOn(cases: readonly Written[], waiting: ReadonlyMap<number, Uid>, until: number): ReadonlySet<number> {
  const going = goingOf(cases)
  const withRows = new Set(cases.flatMap(({ rows }) => rows.map(({ step }) => step)))
  const added = new Map<Written, readonly ScriptRow[]>()
  const open = cases
    .flatMap((one) => (waiting.has(one.case) && one.rows.length > 0 ? [{ one, since: one.rows.at(-1)!.done }] : []))
    // Early cases first, and of those the longest silent ones, so that whoever is gone on with has gone on before.
    .sort((a, b) => Number(b.one.isEarly) - Number(a.one.isEarly) || a.since - b.since)
  for (const { one, since } of open) {
    const ways = going.get(keyOf(one.rows.at(-1)!.step, waiting.get(one.case)!))
    const donor = ways && donorOf(one, ways, until - since)
    if (!donor) continue
    const rest = [...donor.from.rows.slice(donor.at + 1), ...(added.get(donor.from) ?? [])]
    added.set(one, rest)
    for (const [step, list] of donor.from.visits) {
      const own = one.visits.get(step) ?? []
      if (!withRows.has(step)) one.visits.set(step, [...own, ...list.slice(own.length)])
    }
    for (const { step, visit } of rest) one.visits.set(step, [...(one.visits.get(step) ?? []), visit])
  }
  return new Set([...added.keys()].map((one) => one.case))
}

function keyOf(from: Uid, to: Uid): string {
  return `${from} ${to}`
}

/** Those of a pair of steps, in order of age, and their ages. */
type AllGoing = { readonly going: readonly Going[]; readonly ages: readonly number[] }

function goingOf(cases: readonly Written[]): Map<string, AllGoing> {
  const found = new Map<string, Going[]>()
  for (const from of cases) {
    if (!from.isEarly) continue
    for (let at = 0; at + 1 < from.rows.length; at++) {
      const [row, next] = [from.rows[at]!, from.rows[at + 1]!]
      const key = keyOf(row.step, next.step)
      const list = found.get(key) ?? []
      found.set(key, list)
      list.push({ from, at, age: row.done - from.arrived, silent: next.begin - row.done })
    }
  }
  return new Map(
    [...found].map(([key, list]) => {
      const going = list.sort((a, b) => a.age - b.age || a.from.case - b.from.case)
      return [key, { going, ages: going.map(({ age }) => age) }]
    }),
  )
}

function donorOf(one: Written, { going, ages }: AllGoing, silent: number): Going | undefined {
  const age = one.rows.at(-1)!.done - one.arrived
  let after = countBelow(ages, age)
  let before = after - 1
  const [alike, others]: [Going[], Going[]] = [[], []]
  for (let looked = 0; looked < mostLookedAt && alike.length < nearest && (before >= 0 || after < going.length); looked++) {
    const takesBefore = after >= going.length || (before >= 0 && age - going[before]!.age <= going[after]!.age - age)
    const other = going[takesBefore ? before-- : after++]!
    if (other.silent <= silent || other.from === one) continue
    if (other.from.kind === one.kind) alike.push(other)
    else if (others.length < nearest) others.push(other)
  }
  const from = alike.length > 0 ? alike : others
  return from[Math.floor(((one.case * golden) % 1) * from.length)]
}
