import type { Scenario } from '../simulation/model/scenario.ts'
import { applyChange, changeBetween, type ChangeSet, invertChange } from '../workflow/change-set.ts'
import { hangsTogether, share } from '../workflow/merge.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Change } from './change.ts'
import { diffWorkflows } from './diff.ts'
import type { Side } from './effect.ts'
import { alignWorkflow } from './identity.ts'

/** An edit that stands by itself: its changes, and the head as it is without it. Null: the rest does not hold together then. */
export type SingleEdit = { readonly changes: readonly Change[]; readonly without: Side | null }

/** The workflow's tables and each part of the scenario as one record, so that all edits are of records. */
type Records = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * What the head changes, edit by edit. A step that is new or gone, with its ways, its people and its times, is one edit; so is an order of ways, and what
 * else one place says. Words and layout are none.
 */
export function singleEdits(base: Side, head: Side): SingleEdit[] {
  const aligned = alignWorkflow(base.workflow, head.workflow).base
  const { changes } = diffWorkflows(aligned, head.workflow, { scenarios: { base: base.scenario, head: head.scenario } })
  const [before, after] = [recordsOf(aligned, base.scenario), recordsOf(head.workflow, head.scenario)]
  const all = changeBetween(before, share(before, after))
  const acting = changes.filter(({ channel }) => channel === 'behaviour' || channel === 'operations')
  const groups = groupsOf(acting, { before, after })
  return groups.map((group) => ({ changes: group.changes, without: withoutEdit(head, after, restrict(all, group.keys)) }))
}

function recordsOf({ header, attributes, pools, states, transitions }: Workflow, scenario: Scenario): Records {
  const { pools: people, performance, ...rest } = scenario
  return { header, attributes, pools, states, transitions, people, performance, scenario: rest }
}

const tables = { state: 'states', transition: 'transitions', attribute: 'attributes', pool: 'pools', workflow: 'header' } as const

/** The record that a change is of: `states/t1`, `people/arabic`, `scenario/demand`. */
function keyOf({ place: { kind, id } }: Change): string {
  if (kind !== 'scenario') return `${tables[kind]}/${id}`
  const [first = '', second = ''] = id.split('.')
  return first === 'pools' ? `people/${second}` : first === 'performance' ? `performance/${second}` : `scenario/${first}`
}

function groupsOf(
  changes: readonly Change[],
  sides: { readonly before: Records; readonly after: Records },
): { readonly changes: readonly Change[]; readonly keys: ReadonlySet<string> }[] {
  const groups: { changes: Change[]; keys: Set<string> }[] = []
  for (const change of changes) {
    const keys = new Set([keyOf(change), ...neededBy(change, sides)])
    const joined = groups.filter((group) => [...keys].some((key) => group.keys.has(key)))
    const merged = {
      changes: [...joined.flatMap((group) => group.changes), change],
      keys: new Set([...joined.flatMap((group) => [...group.keys]), ...keys]),
    }
    for (const group of joined) groups.splice(groups.indexOf(group), 1)
    groups.push(merged)
  }
  return groups.map((group) => ({ ...group, changes: changes.filter((change) => group.changes.includes(change)) }))
}

/** Records that come or go with this one: a way needs both of its ends, a step its pools and its times; ways of one state are in one order. */
function neededBy(change: Change, { before, after }: { readonly before: Records; readonly after: Records }): string[] {
  const key = keyOf(change)
  const [table = '', id = ''] = key.split('/')
  const isNewOrGone = (other: string) => {
    const [name = '', record = ''] = other.split('/')
    return (before[name]?.[record] === undefined) !== (after[name]?.[record] === undefined)
  }
  const records = [before, after].flatMap((side) =>
    side[table]?.[id] === undefined ? [] : [side[table][id] as Readonly<Record<string, unknown>>],
  )
  const list = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((item) => typeof item === 'string') : typeof value === 'string' ? [value] : []
  const ends = records.flatMap((record) => [
    ...list(record['source']),
    ...list(record['targets']),
    ...list(record['parent']),
    ...list(record['initial']),
  ])
  const step = records.flatMap((record) => list((record['step'] as { pools?: unknown } | undefined)?.pools))
  const needed = [
    ...ends.map((uid) => `states/${uid}`),
    ...step.flatMap((pool) => [`pools/${pool}`, `people/${pool}`]),
    ...(table === 'performance' ? [`states/${id}`] : []),
    ...(table === 'people' ? [`pools/${id}`] : []),
  ].filter(isNewOrGone)
  return change.field === 'order' && table === 'transitions'
    ? [...needed, ...records.map((record) => `order/${String(record['source'])}`)]
    : needed
}

function restrict(change: ChangeSet, keys: ReadonlySet<string>): ChangeSet {
  const own = <T>(table: string, records: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(records).filter(([id]) => keys.has(`${table}/${id}`)))
  return Object.fromEntries(
    Object.entries(change).map(([table, { added, removed, updated }]) => [
      table,
      { added: own(table, added), removed: own(table, removed), updated: own(table, updated) },
    ]),
  )
}

function withoutEdit(head: Side, after: Records, edit: ChangeSet): Side | null {
  const { people, performance, scenario, ...drawn } = applyChange(after, invertChange(edit))
  // The records come and go as the same types that they were taken apart from.
  const workflow = drawn as unknown as Workflow
  if (!hangsTogether({ ...workflow, layout: {} })) return null
  return { ...head, workflow, scenario: { ...scenario, pools: people, performance } as unknown as Scenario }
}
