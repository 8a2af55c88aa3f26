import type { Uid } from '../workflow/name.ts'
import type { ScriptVisit } from './case-scripts.ts'

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
 * the right (Efron 1967). `waiting`: by case that is not over, the step that it waits for. Changes the scripts' visits.
 */
export function carryOn(cases: readonly Written[], waiting: ReadonlyMap<number, Uid>, until: number): void {
  const going = goingOf(cases)
  const added = new Map<Written, readonly ScriptRow[]>()
  const open = cases
    .flatMap((one) => (waiting.has(one.case) && one.rows.length > 0 ? [{ one, since: one.rows.at(-1)!.done }] : []))
    // Early cases first, and of those the longest silent ones, so that whoever is gone on with has gone on before.
    .sort((a, b) => Number(b.one.isEarly) - Number(a.one.isEarly) || a.since - b.since)
  for (const { one, since } of open) {
    const donor = donorOf(one, going.get(keyOf(one.rows.at(-1)!.step, waiting.get(one.case)!)) ?? [], until - since)
    if (!donor) continue
    const rest = [...donor.from.rows.slice(donor.at + 1), ...(added.get(donor.from) ?? [])]
    added.set(one, rest)
    const silent = [...donor.from.visits].filter(([step]) => !donor.from.rows.some((row) => row.step === step))
    for (const [step, list] of silent)
      one.visits.set(step, [...(one.visits.get(step) ?? []), ...list.slice(one.visits.get(step)?.length ?? 0)])
    for (const { step, visit } of rest) one.visits.set(step, [...(one.visits.get(step) ?? []), visit])
  }
}

function keyOf(from: Uid, to: Uid): string {
  return `${from} ${to}`
}

/** By pair of steps, in order of age. */
function goingOf(cases: readonly Written[]): Map<string, Going[]> {
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
  for (const list of found.values()) list.sort((a, b) => a.age - b.age || a.from.case - b.from.case)
  return found
}

function donorOf(one: Written, going: readonly Going[], silent: number): Going | undefined {
  const age = one.rows.at(-1)!.done - one.arrived
  let after = going.findIndex((other) => other.age >= age)
  if (after < 0) after = going.length
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
