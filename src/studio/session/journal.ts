import type { Json } from '../../workflow/json.ts'
import { canonicalJson } from '../../workflow/canonical.ts'
import { applyChange, changeBetween, type ChangeSet, isEmpty, type Tables } from '../../workflow/change-set.ts'
import { recall, remember } from './remembered.ts'

/*
 * What is not in the workspace yet is written to the browser's local storage at once, with the edit itself: a tab that is killed between an edit and its
 * saving finds it there when the workflow is opened again.
 */

/** Keeps what differs from the saved tables; nothing differs: forgets it. */
export function keepUnsaved(slug: string, saved: Tables, now: Tables): boolean {
  const change = changeBetween(saved, now)
  return remember('journal', isEmpty(change) ? null : change, slug)
}

/** The change that was kept and never saved, or null. */
export function unsavedChange(slug: string): ChangeSet | null {
  const kept = recall('journal', slug)
  return isChangeSet(kept) ? kept : null
}

/** Forgets what was kept. */
export function forgetUnsaved(slug: string): void {
  remember('journal', null, slug)
}

/** What a kept change comes to on the tables as they are now. `clash`: somebody else changed the same records since, and the kept ones win in `tables`. */
export function replay<T extends Tables>(
  tables: T,
  change: ChangeSet,
): { readonly tables: T; readonly change: ChangeSet; readonly clash: boolean } {
  let clash = false
  for (const [name, { added, removed, updated }] of Object.entries(change)) {
    const now = (id: string) => tables[name]?.[id]
    for (const [id, after] of Object.entries(added)) clash ||= now(id) !== undefined && !same(now(id), after)
    for (const [id, before] of Object.entries(removed)) clash ||= now(id) !== undefined && !same(now(id), before)
    for (const [id, [before, after]] of Object.entries(updated)) clash ||= !same(now(id), before) && !same(now(id), after)
  }
  const after = share(tables, applyChange(tables, change))
  return { tables: after, change: changeBetween(tables, after), clash }
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

function same(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (one === undefined || other === undefined) return false
  return canonicalJson(plain(one)) === canonicalJson(plain(other))
}

// A property that is undefined is absent in a file; without this the two would differ.
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}

function isChangeSet(value: unknown): value is ChangeSet {
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).every(
    (table: unknown) =>
      typeof table === 'object' &&
      table !== null &&
      ['added', 'removed', 'updated'].every((part) => typeof (table as Record<string, unknown>)[part] === 'object'),
  )
}
