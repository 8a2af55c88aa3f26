import { expect } from 'vitest'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { compareMachine, noFigures } from './oracle-machines.ts'
import type { Figures } from './oracle-machines.ts'

/** Compares generated machines one by one with XState; fails at the first difference with the machine's number. */
export function compareAll(from: number, to: number, cases: number, events: number, machine: (seed: number) => Workflow): Figures {
  const figures = noFigures()
  for (let seed = from; seed < to; seed++) {
    const difference = compareMachine(machine(seed), seed, cases, events, figures)
    if (difference !== null) expect.fail(`machine ${seed}: ${difference}`)
  }
  return figures
}

/** That so many machines × cases × events were compared in full, and that nothing was left out in silence. */
export function expectFull(figures: Figures, machines: number, cases: number, events: number): void {
  const { full, ended, slow, illegal, stopped } = figures
  console.info(`XState and the engine: ${JSON.stringify(figures)}`)
  expect(full).toBeGreaterThanOrEqual(machines * cases)
  expect(figures.events).toBeGreaterThanOrEqual(machines * cases * events)
  // Every case is one of these. Of some, XState itself leaves the rules of statecharts: what came before was compared. A few are on their way still (a wildcard can eat the event that would move them); where the engine stopped a machine, what
  // came before was compared all the same.
  expect(full + ended + slow + illegal).toBe(figures.cases)
  expect(slow).toBeLessThan(figures.cases / 50)
  expect(illegal).toBeLessThan(figures.cases / 200)
  expect(figures.renewed).toBeLessThan(figures.cases / 50)
  expect(stopped).toBeLessThanOrEqual(2)
  expect(figures.cases).toBeGreaterThanOrEqual((figures.machines - stopped) * cases)
}
