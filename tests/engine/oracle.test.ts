import { expect, test } from 'vitest'
import { generateWorkflow } from '../generate/workflow.ts'
import type { Features } from '../generate/workflow.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { anyScenario, byCase, firstDifference, traceOf } from './oracle.ts'

/** Choices from a seed. */
function dice(seed: number): (n: number) => number {
  let state = seed + 1
  return (n) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) >>> 0
    return (state >>> 4) % n
  }
}

function generated(seed: number, features: Partial<Features>): Workflow {
  const pick = dice(seed * 7919 + 13)
  const workflow = generateWorkflow(
    Array.from({ length: 400 }, () => pick(1_000_000)),
    features,
  )
  const states = Object.values(workflow.states).map((state) =>
    state.step?.kind === 'review' ? { ...state, step: { ...state.step, endOfShift: 'finish' as const } } : state,
  )
  return { ...workflow, states: Object.fromEntries(states.map((state) => [state.uid, state])) }
}

/**
 * Leads XState and the engine through generated machines; counts what was seen. A machine whose full batch leads back to itself without an event is
 * stopped by the engine with a reason; what it received until then is compared all the same.
 */
function compareAll(
  count: number,
  features: Partial<Features>,
  general: boolean,
): { events: number; finished: number; timers: number; stopped: number } {
  const seen = { events: 0, finished: 0, timers: 0, stopped: 0 }
  for (let seed = 0; seed < count; seed++) {
    const workflow = generated(seed, features)
    const { lines, observed } = traceOf(workflow, anyScenario(workflow, dice(seed)), 6, general)
    if (observed.failure !== null) seen.stopped++
    expect(observed.checks.conservation).toBe(0)
    expect(observed.checks.littlesLaw, `machine ${seed}`).toBeLessThan(1e-9)
    expect(observed.checks.causes).toBeLessThan(1e-9)
    for (const ofCase of byCase(lines))
      expect(firstDifference(workflow, ofCase.slice(0, 50)), `machine ${seed}, case ${ofCase[0]!.case}`).toBeNull()
    seen.events += lines.length
    seen.finished += observed.completed
    seen.timers += lines.filter(({ event }) => event.startsWith('xstate.after')).length
  }
  return seen
}

test('400 generated machines with everything: every simulated case leads a real XState machine through the same states, attributes and timers', () => {
  const seen = compareAll(400, {}, false)
  expect(seen.events).toBeGreaterThan(5000)
  expect(seen.timers).toBeGreaterThan(200)
  expect(seen.finished).toBeGreaterThan(500)
  expect(seen.stopped).toBeLessThan(4)
})

test('60 machines with batches as well', () => {
  expect(compareAll(60, { batch: true }, false).stopped).toBeLessThan(8)
})

test('100 flat machines, by the fast path', () => {
  const seen = compareAll(100, { compound: false, parallel: false, history: false, batch: true }, false)
  expect(seen.events).toBeGreaterThan(1000)
})

test('the fast path and the general algorithm give one digest', () => {
  for (let seed = 0; seed < 40; seed++) {
    const workflow = generated(seed, { compound: false, parallel: false, history: false })
    const scenario = anyScenario(workflow, dice(seed))
    const [fast, general] = [traceOf(workflow, scenario, 20, false), traceOf(workflow, scenario, 20, true)]
    expect(fast.program.chart.flat).toBe(true)
    expect(fast.observed.digest).toBe(general.observed.digest)
    expect(fast.lines).toEqual(general.lines)
  }
})
