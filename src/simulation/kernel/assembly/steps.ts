// The steps, laid out once from the tables.
import { levelAt, stepCells, stepSums } from './measures'
import { allocate, float, int, rounded } from './memory'
import { Step } from './structs'
import { doneWaitCells, failureEvent, handleCells, limitAfter, limitEvent, outcomeKeys, outcomesAt, overflows, sensitive, stepKind, stepPoolsAt, stepSlots, stepTarget, timeKeys, timesAt, valueAdding, waitCells } from './tables'

let all: usize = 0

@inline
export function stepAt(index: i32): Step {
  return changetype<Step>(all + <usize>index * rounded(offsetof<Step>()))
}

/** After the tables and the levels. */
export function setSteps(count: i32): void {
  all = allocate(<usize>count * rounded(offsetof<Step>()))
  for (let index = 0; index < count; index++) lay(stepAt(index), index)
}

function lay(step: Step, index: i32): void {
  step.index = index
  step.kind = int(stepKind, index)
  step.firstPool = int(stepPoolsAt, index)
  step.lastPool = int(stepPoolsAt, index + 1)
  step.slots = int(stepSlots, index)
  step.overflows = int(overflows, index)
  step.limitEvent = int(limitEvent, index)
  step.limitAfter = float(limitAfter, index)
  step.target = float(stepTarget, index)
  step.valueAdding = int(valueAdding, index)
  step.sensitive = int(sensitive, index)
  step.firstTime = int(timesAt, index)
  step.lastTime = int(timesAt, index + 1)
  step.timeKey0 = int(timeKeys, index * 2)
  step.timeKey1 = int(timeKeys, index * 2 + 1)
  step.firstOutcome = int(outcomesAt, index)
  step.lastOutcome = int(outcomesAt, index + 1)
  step.outcomeKey0 = int(outcomeKeys, index * 2)
  step.outcomeKey1 = int(outcomeKeys, index * 2 + 1)
  step.failureEvent = int(failureEvent, index)
  step.totals = stepSums(index)
  step.waitCells = stepCells(waitCells, index)
  step.handleCells = stepCells(handleCells, index)
  step.doneWaitCells = stepCells(doneWaitCells, index)
  step.queue = levelAt(index)
}
