import { afterAll, expect, test } from 'vitest'
import { exp, log, normalQuantile } from '../src/simulation/engine/elementary.ts'
import { runExperiment } from '../src/simulation/experiment.ts'
import { laneHere } from '../src/simulation/lane.ts'
import { openLanes } from '../src/workers/lanes.browser.ts'
import { elementaryDigest, elementaryDigestOf } from './engine/elementary-digest.ts'
import { lineDigest, lineProgram } from './engine/fixture.ts'

const lanes = openLanes(2)
afterAll(() => lanes.forEach((lane) => lane.close()))

test('Chromium gives the digest of Node, on the page and on two workers', async () => {
  const program = lineProgram()
  expect((await runExperiment(program, [laneHere()], { replications: 4 })).digest).toBe(lineDigest)
  expect((await runExperiment(program, lanes, { replications: 4 })).digest).toBe(lineDigest)
})

test('logarithm, exponential and normal quantile are the same to the last bit as in Node', () => {
  expect(elementaryDigestOf({ log, exp, normalQuantile })).toBe(elementaryDigest)
})
