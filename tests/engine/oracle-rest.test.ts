import { expect, test } from 'vitest'
import { dice, machineOf } from './oracle-machines.ts'
import { compareAll, expectFull } from './oracle-suite.ts'
import { anyScenario, traceOf } from './oracle.ts'

const flat = { compound: false, parallel: false, history: false, batch: true }

test('another 64 machines with everything, 20 cases of each, 50 events of each case', { timeout: 120_000 }, () => {
  const figures = compareAll(128, 192, 20, 50, (seed) => machineOf(seed))
  expect(figures.machines).toBe(64)
  expectFull(figures, 62, 20, 50)
})

test('machines whose cases end early, to the end of every case; what a run must never break holds', { timeout: 60_000 }, () => {
  const figures = compareAll(0, 120, 10, 200, (seed) => machineOf(seed, {}, false))
  expect(figures.ended).toBeGreaterThan(400)
  expect(figures.illegal).toBe(0)
  expect(figures.full + figures.ended + figures.slow).toBe(figures.cases)
  expect(figures.runsToTheEnd).toBeGreaterThan(60)
})

test('flat machines; any machine gives one digest whether its microsteps are kept or worked out anew', { timeout: 60_000 }, () => {
  expectFull(
    compareAll(0, 60, 20, 50, (seed) => machineOf(seed, flat)),
    40,
    20,
    50,
  )
  for (let seed = 0; seed < 60; seed++) {
    const workflow = machineOf(seed, seed % 10 === 0 ? {} : flat, false)
    const given = anyScenario(workflow, dice(seed))
    const [kept, anew] = [traceOf(workflow, given, { cases: 20 }), traceOf(workflow, given, { cases: 20, general: true })]
    expect(kept.observed!.digest).toBe(anew.observed!.digest)
    expect(kept.cases).toEqual(anew.cases)
  }
})
