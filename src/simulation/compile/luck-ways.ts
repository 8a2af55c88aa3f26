import { builtIns, isVisits, withBuiltIns } from '../../machine/built-ins.ts'
import { attributesIn } from '../../machine/evaluate-tree.ts'
import { checkExpression } from '../../machine/expression.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import type { State } from '../../workflow/state.ts'
import { titleOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { LuckTables, Past } from '../model/past.ts'
import type { Performance, Scenario } from '../model/scenario.ts'
import { luckWay } from '../program/program.ts'

/** What past luck says of a step, in the order of `luckWhat`, and how a person calls it. */
export const luckParts = [
  ['time', 'times'],
  ['delay', 'delays'],
  ['rest', 'time left open after the work'],
  ['outcomes', 'outcomes'],
] as const
type Part = (typeof luckParts)[number][0]

/** How a part of a step takes past luck; `why` where it cannot. */
export type LuckWay = { readonly way: number; readonly why: string }

type Input = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  readonly past: Past
  readonly attributes: readonly Attribute[]
  readonly steps: readonly State[]
}

/** The workflow's attributes by which past cases are of a kind: those that the past tells and that are no numbers, of which each case has its own. */
export function kindAttributes(attributes: readonly Attribute[], { header }: Past): Attribute[] {
  return attributes.filter(({ name, type }) => type !== 'number' && header.attributes.includes(name))
}

/**
 * By step and part: as it was seen, where the table is the one that was fitted to the past; at its rank, where only figures of the table were changed; drawn from the table, where other cases are told apart than
 * the past does. So whatever is changed acts.
 */
export function luckWays({ workflow, scenario, past, attributes, steps }: Input): LuckWay[][] {
  const known = withBuiltIns(
    attributes,
    steps.map(({ uid }) => uid),
  )
  const own = new Set(attributes.map(({ name }) => name))
  const changed = changedOnTheWay(workflow)
  const told = new Set(kindAttributes(attributes, past).flatMap(({ name }) => (changed.has(name) ? [] : [name])))
  const isTold = (name: string) => told.has(name) || (!own.has(name) && (builtIns.includes(name) || isVisits(name)))
  const visited = new Set(past.cases.flatMap(({ visits }) => visits.map(([step]) => past.header.steps[step]!)))
  return steps.map(({ uid }) => {
    const now = scenario.performance[uid]
    const was = Object.hasOwn(past.header.tables, uid) ? past.header.tables[uid]! : null
    if (!visited.has(uid)) return luckParts.map(() => ({ way: luckWay.drawn, why: '' }))
    return luckParts.map(([part]) => wayOf(entriesOf(now, part), was === null ? null : entriesOf(was, part)))
  })

  function wayOf(now: readonly Entry[], was: readonly Entry[] | null): LuckWay {
    const untold = now.flatMap(({ when }) => {
      const checked = when === undefined ? null : checkExpression(when, known)
      return checked?.ok ? [...attributesIn(checked.tree)].filter((name) => !isTold(name)) : []
    })
    if (untold.length > 0) return { way: luckWay.drawn, why: `they go by “${untold[0]}”, which the past does not tell` }
    if (was !== null && inOrder(now) === inOrder(was)) return { way: luckWay.seen, why: '' }
    const isSameCases = was !== null && now.length === was.length && now.every(({ when }, i) => when === was[i]!.when)
    if (isSameCases) return { way: luckWay.ranked, why: '' }
    // What is not there any more is not drawn either, and of what was not there before the past has nothing.
    if (now.length === 0 || was?.length === 0) return { way: luckWay.drawn, why: '' }
    return { way: luckWay.drawn, why: 'they go by other kinds of case than those fitted to the past' }
  }
}

/** Attributes that are another before a case is done than when it came: the past tells the latter. */
function changedOnTheWay({ states, transitions }: Workflow): Set<string> {
  const actions = [
    ...Object.values(states).flatMap(({ entry, exit }) => [...entry, ...exit]),
    ...Object.values(transitions).flatMap((transition) => transition.actions),
  ]
  return new Set(actions.flatMap((action) => (action.type === 'named' ? [] : [action.attribute])))
}

type Entry = { readonly when?: string | undefined }

function entriesOf(table: Performance | LuckTables | undefined, part: Part): readonly Entry[] {
  return table?.[part] ?? []
}

/** One text for what is the same but for the order of properties. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** What is drawn in spite of past luck, in sentences. */
export function sayWays(ways: readonly (readonly LuckWay[])[], steps: readonly State[]): string[] {
  return ways.flatMap((parts, step) =>
    parts.flatMap(({ why }, i) =>
      why === '' ? [] : [`Not by past luck but drawn from their table are the ${luckParts[i]![1]} of “${titleOf(steps[step]!)}”: ${why}.`],
    ),
  )
}
