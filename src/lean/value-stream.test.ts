import { expect, test } from 'vitest'
import { twoPools, twoPoolsReport } from '../../tests/samples/two-pools.ts'
import { mainPath, valueStream } from './value-stream.ts'

test('the main path follows most cases', () => {
  expect(mainPath(twoPools, twoPoolsReport)).toEqual(['triage', 'english', 'kept'])
})

test('handling against waiting, by hand', () => {
  const stream = valueStream(twoPools, twoPoolsReport)
  expect(stream.steps.map(({ uid, mainPath }) => [uid, mainPath])).toEqual([
    ['triage', true],
    ['english', true],
    ['arabic', false],
    ['hold', false],
    ['specialist', false],
  ])
  // Per case: 2 s + 0.9 × 1,000 + 0.2 × 1,680 + 0.11 × 2,400 = 1,502 s of 10,000 s.
  expect(stream.handling).toBeCloseTo(1502)
  expect(stream.valueAdding).toBeCloseTo(1502)
  expect(stream.cycleEfficiency).toBeCloseTo(0.1502)
})

test('a step that adds no value does not count', () => {
  const english = twoPools.states['english']!
  const workflow = { ...twoPools, states: { ...twoPools.states, english: { ...english, step: { ...english.step!, valueAdding: false } } } }
  expect(valueStream(workflow, twoPoolsReport).valueAdding).toBeCloseTo(602)
})
