import { expect, test } from 'vitest'
import { loadKernel } from '../../src/workers/kernel.worker.ts'
import { effectsOf, inWords } from './what-if.ts'

// `npm run soak -- truth` asks all four changes of ten worlds; these two have effects of hours, so that few runs show them.
test('a history of a known world: the scenario calibrated from it foretells what a shift and a timer truly change', async () => {
  const effects = await effectsOf(2, ['shift', 'timer'], 4, loadKernel())
  expect(effects.map(inWords).filter((words) => words.startsWith('MISSED'))).toEqual([])
  expect(effects.map((effect) => effect.true < -3 * 3600)).toEqual([true, true])
})
