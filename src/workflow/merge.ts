import { applyChange, changeBetween, type ChangeSet, type Tables } from './change-set.ts'
import type { Draft } from './draft.ts'
import { same } from './same.ts'

/** A record that both sides changed, each in its own way. */
export type Clash = { readonly table: string; readonly id: string }

/**
 * A change made again on the tables as somebody else left them. `clashes`: records that they changed otherwise; there the change's own version
 * stands in `tables`.
 */
export function replay<T extends Tables>(
  tables: T,
  change: ChangeSet,
): { readonly tables: T; readonly change: ChangeSet; readonly clashes: readonly Clash[] } {
  const clashes: Clash[] = []
  for (const [table, { added, removed, updated }] of Object.entries(change)) {
    const now = (id: string) => tables[table]?.[id]
    const note = (id: string, clash: boolean) => clash && clashes.push({ table, id })
    for (const [id, after] of Object.entries(added)) note(id, now(id) !== undefined && !same(now(id), after))
    for (const [id, before] of Object.entries(removed)) note(id, now(id) !== undefined && !same(now(id), before))
    for (const [id, [before, after]] of Object.entries(updated)) note(id, !same(now(id), before) && !same(now(id), after))
  }
  const after = share(tables, applyChange(tables, change))
  return { tables: after, change: changeBetween(tables, after), clashes }
}

/** What two sides made of the same tables: what both changed apart is in `mine` and in `theirs` alike; in `clashes`, each has its own. */
export type Merged<T> = { readonly mine: T; readonly theirs: T; readonly clashes: readonly Clash[] }

/** Merges what was made here of `base` with what was made of it outside, record by record. Records that say the same are the outside's very records. */
export function merge<T extends Tables>(base: T, here: T, outside: T): Merged<T> {
  const { tables: mine, clashes } = replay(outside, changeBetween(share(here, base), here))
  const theirs: Record<string, Readonly<Record<string, unknown>>> = { ...mine }
  for (const { table, id } of clashes) {
    const { [id]: _, ...rest } = theirs[table] ?? {}
    const there = outside[table]?.[id]
    theirs[table] = there === undefined ? rest : { ...rest, [id]: there }
  }
  return { mine, theirs: share(outside, theirs as T), clashes }
}

/**
 * The base with our own writing in it: a record that the outside has as one of the attempted saves left it was written by that save, although no answer said so.
 */
export function acknowledge<T extends Tables>(base: T, outside: T, attempts: readonly T[]): T {
  if (attempts.length === 0) return base
  const result: Record<string, Readonly<Record<string, unknown>>> = { ...base }
  for (const table of new Set([...Object.keys(base), ...Object.keys(outside)])) {
    const records = { ...base[table] }
    for (const id of new Set([...Object.keys(records), ...Object.keys(outside[table] ?? {})])) {
      const there = outside[table]?.[id]
      const isOurs = !same(there, records[id]) && attempts.some((attempt) => same(attempt[table]?.[id], there))
      if (isOurs && there === undefined) delete records[id]
      else if (isOurs) records[id] = there
    }
    result[table] = records
  }
  return result as T
}

/** Whether every transition and state of a merged draft still hangs on something: two changes that do not touch may still contradict each other. */
export function hangsTogether({ header, states, transitions }: Draft): boolean {
  const there = (uid: string | null) => uid === null || Object.hasOwn(states, uid)
  return (
    there(header.workflow.root) &&
    Object.values(states).every(({ parent, initial }) => there(parent) && there(initial)) &&
    Object.values(transitions).every(({ source, targets }) => there(source) && targets.every(there))
  )
}

/** The tables of `after`, with the very records of `before` wherever they say the same, so that a comparison by identity finds only what differs. */
export function share<T extends Tables>(before: T, after: T): T {
  const result: Record<string, Record<string, unknown>> = {}
  for (const [name, records] of Object.entries(after)) {
    const old = before[name] ?? {}
    const next = Object.fromEntries(Object.entries(records).map(([id, record]) => [id, same(old[id], record) ? old[id] : record]))
    const untouched = Object.keys(old).length === Object.keys(next).length && Object.keys(next).every((id) => next[id] === old[id])
    result[name] = untouched ? (old as Record<string, unknown>) : next
  }
  return result as T
}
