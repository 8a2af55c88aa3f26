import type { Attribute } from '../../workflow/attribute.ts'
import type { State } from '../../workflow/state.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Past, PastCase, PastVisit } from '../model/past.ts'
import type { Performance, Scenario } from '../model/scenario.ts'
import { localSeconds } from '../model/wall-clock.ts'
import { luckWay } from '../program/program.ts'
import type { LuckTable, StepTable } from '../program/program.ts'
import { valuesOf } from './demand-table.ts'
import type { FormulaTable } from './formula-table.ts'
import { flatten } from './lists.ts'
import { kindAttributes, luckParts, luckWays, sayWays } from './luck-ways.ts'
import type { LuckWay } from './luck-ways.ts'

type Input = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  readonly past: Past
  readonly attributes: readonly Attribute[]
  readonly formulas: FormulaTable
  readonly events: readonly string[]
  /** Those of the step table, in its order, and that table. */
  readonly steps: readonly State[]
  readonly table: StepTable
  /** The step table with steps performing as told, and its rests. */
  readonly tableOf: (performance: Scenario['performance']) => { readonly steps: StepTable; readonly restShare: Float64Array }
}

/** What past cases did, as numbers for the engine, and what must be said of it. */
export function luckTable(input: Input): { readonly table: LuckTable; readonly warnings: readonly string[] } {
  const { past, attributes, formulas, steps } = input
  const { header } = past
  const cases = past.cases.filter(({ complete }) => complete)
  const ways = luckWays(input)
  const place = new Map(steps.map(({ uid }, step) => [uid, step]))
  const visits = flatten(cases.map((one) => inOrderOfSteps(one, (at) => place.get(header.steps[at]!) ?? -1)))
  const column = (at: 2 | 3 | 4 | 5, unknown: number) => Float64Array.from(visits.items, ({ visit }) => visit[at] ?? unknown)
  const from = localSeconds(`${header.from}T00:00:00`)
  const kinds = kindsOf(cases, header.attributes, kindAttributes(attributes, past), attributes, formulas)
  const table: LuckTable = {
    local: Float64Array.from(cases, ({ at }) => from + at),
    ...kinds,
    visitsAt: visits.at,
    step: Int32Array.from(visits.items, ({ step }) => step),
    event: Int32Array.from(visits.items, ({ step, visit }) =>
      ownEvent(input, step, visit[1] === null ? undefined : header.events[visit[1]]),
    ),
    time: column(2, NaN),
    delay: column(3, NaN),
    rest: column(4, NaN),
    atLeast: column(5, 0),
    way: Uint8Array.from(ways.flat(), ({ way }) => way),
    was: wasOf(input, ways),
  }
  return { table, warnings: sayWays(ways, steps) }
}

/** Visits of the workflow's steps, those of a step together. */
function inOrderOfSteps({ visits }: PastCase, stepOf: (at: number) => number): { readonly step: number; readonly visit: PastVisit }[] {
  return visits
    .map((visit) => ({ step: stepOf(visit[0]), visit }))
    .filter(({ step }) => step >= 0)
    .sort((a, b) => a.step - b.step)
}

/** Number of an outcome that the step has; else -1: then its shares say how it ends. */
function ownEvent({ table, events }: Input, step: number, name: string | undefined): number {
  if (name === undefined) return -1
  const event = events.indexOf(name)
  const from = table.outcomeEventsAt[table.outcomesAt[step]!]!
  const to = table.outcomeEventsAt[table.outcomesAt[step + 1]!]!
  return table.outcomeEvent.subarray(from, to).includes(event) ? event : -1
}

function kindsOf(
  cases: readonly PastCase[],
  names: readonly string[],
  kindAttributesOfPast: readonly Attribute[],
  attributes: readonly Attribute[],
  formulas: FormulaTable,
): Pick<LuckTable, 'kind' | 'attribute' | 'kinds'> {
  const rows = cases.map(({ values }) => Object.fromEntries(names.flatMap((name, i) => (values[i] === null ? [] : [[name, values[i]!]]))))
  const values = valuesOf(rows, kindAttributesOfPast, formulas)
  const width = kindAttributesOfPast.length
  const known = new Map<string, number>()
  const kinds: number[] = []
  const kind = Int32Array.from(cases, (_, i) => {
    const own = values.subarray(i * width, (i + 1) * width)
    const name = own.join(' ')
    if (!known.has(name)) {
      known.set(name, known.size)
      kinds.push(...own)
    }
    return known.get(name)!
  })
  return {
    kind,
    attribute: Int32Array.from(kindAttributesOfPast, (attribute) => attributes.indexOf(attribute)),
    kinds: Float64Array.from(kinds),
  }
}

/** The tables that were fitted, in the places of those that were changed. */
function wasOf({ scenario, past, steps, tableOf }: Input, ways: readonly (readonly LuckWay[])[]): LuckTable['was'] {
  const changed = steps.flatMap(({ uid }, step) => {
    const parts = luckParts.flatMap(([part], i) => (ways[step]![i]!.way === luckWay.ranked ? [part] : []))
    if (parts.length === 0) return []
    const was = past.header.tables[uid]!
    const own: Performance = { ...scenario.performance[uid]!, ...Object.fromEntries(parts.map((part) => [part, was[part] ?? []])) }
    return [[uid, own] as const]
  })
  return changed.length === 0 ? null : tableOf({ ...scenario.performance, ...Object.fromEntries(changed) })
}
