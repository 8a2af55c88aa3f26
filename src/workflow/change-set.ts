/** Tables of records by id: what a change set changes. A workflow is one; the studio adds scenarios and layout. */
export type Tables = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** What happened to one table. A record is in at most one of the three. */
export type TableChange = {
  readonly added: Readonly<Record<string, unknown>>
  readonly removed: Readonly<Record<string, unknown>>
  readonly updated: Readonly<Record<string, readonly [before: unknown, after: unknown]>>
}

/**
 * A change as a value (architecture.md, "Change is a value"): by table name. It can be applied, inverted, composed and kept.
 * Tables without a change are absent, so an empty object changes nothing.
 */
export type ChangeSet = Readonly<Record<string, TableChange>>

const emptyTable: TableChange = { added: {}, removed: {}, updated: {} }

/** Whether the change set changes nothing. */
export function isEmpty(change: ChangeSet): boolean {
  return Object.keys(change).length === 0
}

/** The change that leads from `before` to `after`. Records are compared by object identity, so untouched ones must be shared. */
export function changeBetween<T extends Tables>(before: T, after: T): ChangeSet {
  const result: Record<string, TableChange> = {}
  for (const table of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change = tableBetween(before[table] ?? {}, after[table] ?? {})
    if (change) result[table] = change
  }
  return result
}

/** The tables after the change. Untouched tables and records stay the same objects. */
export function applyChange<T extends Tables>(tables: T, change: ChangeSet): T {
  const result: Record<string, Record<string, unknown>> = {}
  for (const [table, { added, removed, updated }] of Object.entries(change)) {
    const records: Record<string, unknown> = { ...tables[table], ...added }
    for (const id of Object.keys(removed)) delete records[id]
    for (const [id, [, after]] of Object.entries(updated)) records[id] = after
    result[table] = records
  }
  return { ...tables, ...result }
}

/** The change that takes this one back. */
export function invertChange(change: ChangeSet): ChangeSet {
  return mapTables(change, ({ added, removed, updated }) => ({
    added: removed,
    removed: added,
    updated: Object.fromEntries(Object.entries(updated).map(([id, [before, after]]) => [id, [after, before] as const])),
  }))
}

/** One change that does `first` and then `second`. */
export function composeChanges(first: ChangeSet, second: ChangeSet): ChangeSet {
  const result: Record<string, TableChange> = {}
  for (const table of new Set([...Object.keys(first), ...Object.keys(second)])) {
    const change = composeTables(first[table] ?? emptyTable, second[table] ?? emptyTable)
    if (change) result[table] = change
  }
  return result
}

function mapTables(change: ChangeSet, map: (table: TableChange) => TableChange): ChangeSet {
  return Object.fromEntries(Object.entries(change).map(([name, table]) => [name, map(table)]))
}

function tableBetween(before: Tables[string], after: Tables[string]): TableChange | null {
  if (before === after) return null
  const added: Record<string, unknown> = {}
  const removed: Record<string, unknown> = {}
  const updated: Record<string, readonly [unknown, unknown]> = {}
  for (const [id, record] of Object.entries(after)) {
    if (!Object.hasOwn(before, id)) added[id] = record
    else if (before[id] !== record) updated[id] = [before[id], record]
  }
  for (const [id, record] of Object.entries(before)) if (!Object.hasOwn(after, id)) removed[id] = record
  return nonEmpty({ added, removed, updated })
}

function composeTables(first: TableChange, second: TableChange): TableChange | null {
  const before = (id: string) =>
    first.removed[id] ?? first.updated[id]?.[0] ?? (id in first.added ? undefined : (second.removed[id] ?? second.updated[id]?.[0]))
  const after = (id: string) =>
    second.added[id] ?? second.updated[id]?.[1] ?? (id in second.removed ? undefined : (first.added[id] ?? first.updated[id]?.[1]))
  const ids = new Set(
    [first, second].flatMap(({ added, removed, updated }) => [...Object.keys(added), ...Object.keys(removed), ...Object.keys(updated)]),
  )
  const added: Record<string, unknown> = {}
  const removed: Record<string, unknown> = {}
  const updated: Record<string, readonly [unknown, unknown]> = {}
  for (const id of ids) {
    const [was, is] = [before(id), after(id)]
    if (was === is) continue
    if (was === undefined) added[id] = is
    else if (is === undefined) removed[id] = was
    else updated[id] = [was, is]
  }
  return nonEmpty({ added, removed, updated })
}

function nonEmpty(change: TableChange): TableChange | null {
  return [change.added, change.removed, change.updated].some((part) => Object.keys(part).length > 0) ? change : null
}
