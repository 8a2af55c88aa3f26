import { observe as measured } from '../../src/simulation/engine/observe.ts'
import { assertLaws } from './assert-laws.ts'

/**
 * Stands in for the engine's own `observe` in every unit test (scripts/native-core.mjs): Little's law, conservation and the causes of waits hold in every run of
 * every test (simulation.md, section 8), whatever the test is about. Runs on threads of their own check themselves and warn.
 */
export function observe(...given: Parameters<typeof measured>): ReturnType<typeof measured> {
  const one = measured(...given)
  if (one.failure === null) assertLaws(one, given[0].names.machine)
  return one
}
