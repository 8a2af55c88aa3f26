import { vi } from 'vitest'
import { assertLaws } from './assert-laws.ts'

/*
 * Set up before every unit test: Little's law, conservation and the causes of waits hold in every run of every test (simulation.md, section 8), whatever
 * the test is about. Runs on threads of their own check themselves and warn.
 */
vi.mock('../../src/simulation/engine/observe.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/simulation/engine/observe.ts')>()
  return {
    ...original,
    observe: (...given: Parameters<typeof original.observe>) => {
      const one = original.observe(...given)
      if (one.failure === null) assertLaws(one, given[0].names.machine)
      return one
    },
  }
})
