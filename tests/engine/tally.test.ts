import { expect, test } from 'vitest'
import { bytesHeld } from '../../src/simulation/engine/bytes-held.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'
import { summarise } from '../../src/simulation/report/summarise.ts'
import { Tally } from '../../src/simulation/report/tally.ts'
import { lineProgram } from './fixture.ts'

test('replications kept in part and tallied give the report of replications kept whole, to the last bit, in a small part of the memory', () => {
  const program = lineProgram({ days: 14 })
  const whole = [0, 1, 2, 3].map((number) => replicate(program, number))
  const tally = new Tally(program)
  const parts = whole.map((one) => tally.add(one))
  expect(summarise(program, parts, program.seed, tally)).toEqual(summarise(program, whole, program.seed))
  expect(bytesHeld(parts, {}) * 20).toBeLessThan(bytesHeld(whole, {}))
})
