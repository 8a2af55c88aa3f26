import { keyOf } from '../engine/chance.ts'
import type { Measures } from '../engine/measures.ts'
import type { Program } from '../program/program.ts'
import type { FormulaCode } from './formula-code.ts'
import type { Image } from './image.ts'

/** The sums of a run, in the order of assembly/tables.ts. */
export function sumsOf(measures: Measures): Float64Array[] {
  const { whole, steps, pools, segments, transitions, outcomes, stepQueueHours, poolQueueHours, poolBusyHours, poolPeopleHours } = measures
  const { leadTimeCells, segmentCells, waitCells, handleCells } = measures
  return [
    whole,
    steps,
    pools,
    segments,
    transitions,
    outcomes,
    stepQueueHours,
    poolQueueHours,
    poolBusyHours,
    poolPeopleHours,
    leadTimeCells,
    segmentCells,
    waitCells,
    handleCells,
  ]
}

/** Writes the program's tables, in the order of assembly/tables.ts. Returns the address of their addresses and the addresses of the sums. */
export function writeTables(
  program: Program,
  replication: number,
  formulas: FormulaCode,
  sums: readonly Float64Array[],
  image: Image,
): { readonly addresses: number; readonly sums: readonly number[] } {
  const { chart, actions, steps, pools, segments, failures, seed } = program
  const ints = (values: ArrayLike<number>) => image.ints(values)
  const floats = (values: ArrayLike<number>) => image.floats(values)
  const keys = (purposes: Int32Array) => ints(Array.from(purposes).flatMap((purpose) => keyOf(seed, replication, purpose)))
  const sumsAt = sums.map(floats)
  const addresses = [
    ints(chart.timersAt),
    floats(chart.timerDelay),
    ints(chart.timerEvent),
    ints(chart.step),
    ints(actions.kind),
    ints(actions.attribute),
    ints(actions.operand),
    floats(actions.by),
    floats(actions.values),
    floats(actions.shares),
    ints(actions.valuesAt),
    keys(actions.purpose),
    ints(steps.kind),
    ints(steps.pools),
    ints(steps.poolsAt),
    ints(steps.slots),
    ints(steps.timeWhen),
    ints(steps.timeKind),
    floats(steps.timeParameters),
    ints(steps.timeParametersAt),
    ints(steps.timesAt),
    floats(steps.timeMean),
    ints(steps.patienceAt),
    floats(steps.limitAfter),
    ints(steps.limitEvent),
    ints(steps.overflows),
    floats(steps.overflowAfter),
    floats(steps.overflowQueue),
    ints(steps.outcomeWhen),
    ints(steps.outcomeEvent),
    floats(steps.outcomeShare),
    ints(steps.outcomeEventsAt),
    ints(steps.outcomesAt),
    ints(steps.batchSize),
    floats(steps.batchAge),
    floats(steps.batchTimes),
    ints(steps.batchTimesAt),
    ints(steps.valueAdding),
    ints(steps.sensitive),
    keys(steps.timePurpose),
    keys(steps.patiencePurpose),
    keys(steps.outcomePurpose),
    ints(pools.order),
    ints(pools.priority),
    floats(pools.changeTime),
    ints(pools.changePeople),
    ints(pools.changesAt),
    ints(segments.when),
    floats(segments.target),
    ints(formulas.code),
    ints(formulas.at),
    floats(formulas.numbers),
    ints(failures?.event ?? Array.from(steps.state, () => -1)),
    ints(failures?.when ?? []),
    floats(failures?.share ?? []),
    ints(failures?.at ?? []),
    keys(failures?.purpose ?? new Int32Array(0)),
    ...sumsAt,
  ]
  return { addresses: ints(addresses), sums: sumsAt }
}
