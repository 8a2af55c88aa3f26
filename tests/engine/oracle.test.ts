import { expect, test } from 'vitest'
import { machineOf } from './oracle-machines.ts'
import { compareAll, expectFull } from './oracle-suite.ts'

/*
 * Every simulated case leads a real XState machine through the same state values, contexts, actions in the same order, and timers. The machines come from
 * numbers: compound and parallel states with joins, histories shallow and deep, always, after, onDone, guarded lists, re-entry, transitions of the root,
 * wildcards, actions that set, count and draw, limits on waiting, failures, and cases that are open at the start. Half of them are here and half in oracle-rest.test.ts, so that both run at once; `npm run soak -- oracle` does ten thousand.
 */
test('128 machines with everything, 20 cases of each, 50 events of each case', { timeout: 120_000 }, () => {
  const figures = compareAll(0, 128, 20, 50, (seed) => machineOf(seed))
  expect(figures.machines).toBe(128)
  expectFull(figures, 125, 20, 50)
})
