import { expect, test } from 'vitest'
import { diagramsOf } from './bpmn-diagrams.ts'
import { openDiagrams } from './open-diagrams.ts'

test('bpmn-js opens the samples and generated workflows without a warning and draws each shape and flow of the file', async () => {
  const diagrams = diagramsOf(4)
  const broken = diagrams[0]![1].replace(/sourceRef="\w+"/, 'sourceRef="nowhere"')
  const opened = await openDiagrams([...diagrams, ['broken', broken]])
  expect(opened.at(-1)?.faults).not.toEqual([])
  expect(opened.slice(0, -1).filter(({ faults, told }) => faults.length > 0 || told < 2)).toEqual([])
})
