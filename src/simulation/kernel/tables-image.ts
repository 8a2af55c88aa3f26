import { keyOf } from '../engine/chance.ts'
import type { Measures } from '../engine/measures.ts'
import type { Program } from '../program/program.ts'
import type { FormulaCode } from './formula-code.ts'
import type { Image } from './image.ts'

/** How a table lies in the kernel's memory: whole numbers (i32), numbers (f64), or for each purpose the two words of its key. */
type Form = 'ints' | 'floats' | 'keys'
type Row = readonly [Form, (program: Program, formulas: FormulaCode) => ArrayLike<number>]

/**
 * What the kernel reads of a program: by the name that it has in the kernel, how it lies there and where it comes from. The one list of them:
 * assembly/tables.ts is made from it (tests/engine/kernel-tables.test.ts).
 */
const programTables = {
  chartTimersAt: ['ints', ({ chart }) => chart.timersAt],
  chartTimerDelay: ['floats', ({ chart }) => chart.timerDelay],
  chartTimerEvent: ['ints', ({ chart }) => chart.timerEvent],
  chartStep: ['ints', ({ chart }) => chart.step],
  actionKind: ['ints', ({ actions }) => actions.kind],
  actionAttribute: ['ints', ({ actions }) => actions.attribute],
  actionOperand: ['ints', ({ actions }) => actions.operand],
  actionBy: ['floats', ({ actions }) => actions.by],
  actionValues: ['floats', ({ actions }) => actions.values],
  actionShares: ['floats', ({ actions }) => actions.shares],
  actionValuesAt: ['ints', ({ actions }) => actions.valuesAt],
  actionKeys: ['keys', ({ actions }) => actions.purpose],
  stepKind: ['ints', ({ steps }) => steps.kind],
  stepPools: ['ints', ({ steps }) => steps.pools],
  stepPoolsAt: ['ints', ({ steps }) => steps.poolsAt],
  stepSlots: ['ints', ({ steps }) => steps.slots],
  timeWhen: ['ints', ({ steps }) => steps.timeWhen],
  timeKind: ['ints', ({ steps }) => steps.timeKind],
  timeParameters: ['floats', ({ steps }) => steps.timeParameters],
  timeParametersAt: ['ints', ({ steps }) => steps.timeParametersAt],
  timesAt: ['ints', ({ steps }) => steps.timesAt],
  timeMean: ['floats', ({ steps }) => steps.timeMean],
  stepTarget: ['floats', ({ steps }) => steps.target],
  patienceAt: ['ints', ({ steps }) => steps.patienceAt],
  limitAfter: ['floats', ({ steps }) => steps.limitAfter],
  limitEvent: ['ints', ({ steps }) => steps.limitEvent],
  overflows: ['ints', ({ steps }) => steps.overflows],
  overflowAfter: ['floats', ({ steps }) => steps.overflowAfter],
  overflowQueue: ['floats', ({ steps }) => steps.overflowQueue],
  outcomeWhen: ['ints', ({ steps }) => steps.outcomeWhen],
  outcomeEvent: ['ints', ({ steps }) => steps.outcomeEvent],
  outcomeShare: ['floats', ({ steps }) => steps.outcomeShare],
  outcomeEventsAt: ['ints', ({ steps }) => steps.outcomeEventsAt],
  outcomesAt: ['ints', ({ steps }) => steps.outcomesAt],
  batchSize: ['ints', ({ steps }) => steps.batchSize],
  batchAge: ['floats', ({ steps }) => steps.batchAge],
  batchTimes: ['floats', ({ steps }) => steps.batchTimes],
  batchTimesAt: ['ints', ({ steps }) => steps.batchTimesAt],
  valueAdding: ['ints', ({ steps }) => steps.valueAdding],
  sensitive: ['ints', ({ steps }) => steps.sensitive],
  timeKeys: ['keys', ({ steps }) => steps.timePurpose],
  patienceKeys: ['keys', ({ steps }) => steps.patiencePurpose],
  outcomeKeys: ['keys', ({ steps }) => steps.outcomePurpose],
  poolOrder: ['ints', ({ pools }) => pools.order],
  poolPriority: ['ints', ({ pools }) => pools.priority],
  poolChangeTime: ['floats', ({ pools }) => pools.changeTime],
  poolChangePeople: ['ints', ({ pools }) => pools.changePeople],
  poolChangesAt: ['ints', ({ pools }) => pools.changesAt],
  segmentWhen: ['ints', ({ segments }) => segments.when],
  segmentTarget: ['floats', ({ segments }) => segments.target],
  formulaCode: ['ints', (_, formulas) => formulas.code],
  formulaAt: ['ints', (_, formulas) => formulas.at],
  formulaNumbers: ['floats', (_, formulas) => formulas.numbers],
  failureEvent: ['ints', ({ failures, steps }) => failures?.event ?? Array.from(steps.state, () => -1)],
  failureWhen: ['ints', ({ failures }) => failures?.when ?? []],
  failureShare: ['floats', ({ failures }) => failures?.share ?? []],
  failureAt: ['ints', ({ failures }) => failures?.at ?? []],
  failureKeys: ['keys', ({ failures }) => failures?.purpose ?? new Int32Array(0)],
} as const satisfies Readonly<Record<string, Row>>

/** The sums that the kernel keeps in the place of `Measures`, under the same names. */
const sumTables = [
  'whole',
  'steps',
  'pools',
  'segments',
  'transitions',
  'outcomes',
  'stepQueueHours',
  'poolQueueHours',
  'poolBusyHours',
  'poolPeopleHours',
  'leadTimeCells',
  'segmentCells',
  'waitCells',
  'handleCells',
  'doneWaitCells',
] as const satisfies readonly (keyof Measures)[]

/** All tables of the kernel, in the order in which their addresses are handed over. `failureCounts`: how often each step failed. */
export const tableNames: readonly string[] = [...Object.keys(programTables), ...sumTables, 'failureCounts']

/** The sums of a run that the kernel keeps; how often each step failed comes after them. */
export function sumsOf(measures: Measures): Float64Array[] {
  return sumTables.map((name) => measures[name])
}

/** Writes the program's tables. Returns the address of all addresses and the addresses of the sums. */
export function writeTables(
  program: Program,
  replication: number,
  formulas: FormulaCode,
  sums: readonly Float64Array[],
  image: Image,
): { readonly addresses: number; readonly sums: readonly number[] } {
  const keys = (purposes: ArrayLike<number>) =>
    image.ints(Array.from(purposes).flatMap((purpose) => keyOf(program.seed, replication, purpose)))
  const write: Readonly<Record<Form, (values: ArrayLike<number>) => number>> = {
    ints: (values) => image.ints(values),
    floats: (values) => image.floats(values),
    keys,
  }
  const sumsAt = sums.map((values) => image.floats(values))
  const tables = Object.values<Row>(programTables).map(([form, from]) => write[form](from(program, formulas)))
  if (tables.length + sumsAt.length !== tableNames.length)
    throw new Error(`the kernel has ${tableNames.length} tables, but ${tables.length + sumsAt.length} were written`)
  return { addresses: image.ints([...tables, ...sumsAt]), sums: sumsAt }
}
