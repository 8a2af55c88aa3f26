import { diagramsOf } from '../export/bpmn-diagrams.ts'
import { openDiagrams } from '../export/open-diagrams.ts'
import type { Section } from './section.ts'

/** Diagrams of a part: the samples, and so many generated workflows. */
const generated = 50

export const diagrams: Section = {
  title: 'bpmn-js opens every exported diagram without a warning, and draws all of it',
  run: async (task) => {
    const opened = await openDiagrams(diagramsOf(generated, task.seed + task.part * generated))
    return {
      counted: { diagrams: opened.length, shapes: opened.reduce((sum, { told }) => sum + told, 0) },
      wrong: opened.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
    }
  },
}
