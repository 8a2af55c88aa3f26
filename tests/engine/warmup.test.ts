import { expect, test } from 'vitest'
import { compile } from '../../src/simulation/compile/compile.ts'
import { mser } from '../../src/simulation/engine/warmup.ts'
import { runExperiment } from '../../src/simulation/experiment/experiment.ts'
import { laneHere } from '../../src/simulation/experiment/lane.ts'
import { exponential, scenario, takes, workflow } from './build.ts'
import { Luck } from './luck.ts'

test('MSER-5: batches of five of a fine series, the least squared standard error by trying every cut', () => {
  const luck = new Luck(3)
  for (let trial = 0; trial < 50; trial++) {
    const start = luck.uniform() * 60
    const fine = Array.from({ length: 200 }, (_, i) => 10 * Math.exp(-i / start) + luck.normal())
    const batches = Array.from({ length: 40 }, (_, i) => fine.slice(5 * i, 5 * i + 5).reduce((a, b) => a + b) / 5)
    const errors = Array.from({ length: 21 }, (_, cut) => {
      const rest = batches.slice(cut)
      const [sum, squares] = rest.reduce(([a, b], x) => [a + x, b + x * x], [0, 0])
      return (squares! - (sum! * sum!) / rest.length) / rest.length ** 2
    })
    const least = errors.indexOf(Math.min(...errors))
    expect(mser(batches)).toEqual({ cut: least, found: least < 20 })
  }
})

test('a slow start is cut in each replication, shown, and can be overridden: M/M/∞ with a load of 120 that starts empty', async () => {
  const free = workflow({
    states: {
      work: { step: { kind: 'automatic', outcomes: [{ event: 'DONE', title: 'Done' }] }, on: { DONE: 'end' } },
      end: { kind: 'final' },
    },
  })
  const given = scenario({ casesPerHour: 60, days: 2, warmup: 'auto', performance: { work: takes(exponential(7200)) } })
  const run = async (warmup?: number) => {
    const compiled = compile({ workflow: free, scenario: given, run: { warmup: warmup ?? 0 } })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    // Found within the run, as for a replay; a fresh start is led in (below).
    const program = warmup === undefined ? { ...compiled.program, warmup: 'auto' as const } : compiled.program
    return runExperiment(program, [laneHere()], { replications: 20 })
  }
  const [found, none, typed] = [await run(), await run(0), await run(0.5)]
  // Uncut, the mean over two days is low by load × mean / horizon: 5 of 120.
  expect(none.flow.wip.value).toBeGreaterThan(113)
  expect(none.flow.wip.value).toBeLessThan(117)
  // What MSER leaves of the start is less than half of that; the standard error of 20 replications is about 0.8.
  expect(Math.abs(found.flow.wip.value - 120)).toBeLessThan(2.5)
  expect(found.period.warmups).toHaveLength(20)
  expect(found.period.warmupsFound).toBeGreaterThan(17)
  // A mean time and a half or more, in fortieths of the two days, half of them at most.
  for (const seconds of found.period.warmups!) {
    expect(seconds / 4320).toBeCloseTo(Math.round(seconds / 4320), 9)
    expect(seconds).toBeGreaterThan(1.5 * 7200)
    expect(seconds).toBeLessThanOrEqual(86_400)
  }
  expect(typed.period).toMatchObject({ warmupSeconds: 43_200, warmupsFound: null })
})

test('a fresh start is led in: the whole period is measured, on its own calendar, with a floor at work', async () => {
  const free = workflow({
    states: {
      work: { step: { kind: 'automatic', outcomes: [{ event: 'DONE', title: 'Done' }] }, on: { DONE: 'end' } },
      end: { kind: 'final' },
    },
  })
  const given = scenario({ casesPerHour: 60, days: 2, warmup: 'auto', performance: { work: takes(exponential(7200)) } })
  const compiled = compile({ workflow: free, scenario: given })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const report = await runExperiment(compiled.program, [laneHere()], { replications: 20 })
  const [from, to] = [Date.parse(report.period.from), Date.parse(report.period.to)]
  expect((to - from) / 86_400_000).toBe(2)
  expect(report.period).toMatchObject({ warmupSeconds: 28 * 86_400, warmupWithinPeriod: false, warmupsFound: null })
  // M/M/∞ from the first measured second on: load 120, and as many cases as come in two days.
  expect(Math.abs(report.flow.wip.value - 120)).toBeLessThan(2.5)
  expect(Math.abs(report.cases.arrived / 20 - 2880)).toBeLessThan(60)
  expect(report.cases.arrived + report.cases.openBefore!).toBe(report.cases.completed + report.cases.open)
})

test('the lead-in is in whole weeks and holds the longest usual time; what is longer is said before the run; growth is that of the period', () => {
  const held = workflow({
    states: {
      hold: { step: { kind: 'wait', outcomes: [{ event: 'OVER', title: 'Over' }] }, on: { OVER: 'end' } },
      end: { kind: 'final' },
    },
  })
  const program = (days: number) => {
    const compiled = compile({
      workflow: held,
      scenario: scenario({ casesPerHour: 1, days: 28, warmup: 'auto', performance: { hold: takes(days * 86_400) } }),
    })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    return compiled.program
  }
  expect([1, 30, 60, 100].map((days) => program(days).measuredFrom / 86_400)).toEqual([28, 35, 63, 84])
  expect([1, 30, 60, 100].map((days) => program(days).names.warnings.some((text) => text.includes('too short for them')))).toEqual([
    false,
    false,
    false,
    true,
  ])
})
