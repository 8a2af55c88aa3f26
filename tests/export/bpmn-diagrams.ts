import { readFileSync } from 'node:fs'
import { toBpmn } from '../../src/exchange/out/bpmn.ts'
import { readLayout, readWorkflow } from '../../src/machine/workflow-file.ts'
import { dice } from '../engine/oracle-machines.ts'
import { generateWorkflow } from '../generate/workflow.ts'

/** The three samples as BPMN, and so many generated workflows, each with its name. */
export function diagramsOf(generated: number, from = 0): (readonly [name: string, xml: string])[] {
  return [
    ...['abuse-reports', 'appeals', 'urgent-harm'].map((slug) => {
      const workflow = readWorkflow(readFileSync(`workflows/${slug}/workflow.json`, 'utf8'))
      const layout = readLayout(readFileSync(`workflows/${slug}/layout.json`, 'utf8'))
      if (!workflow.ok || !layout.ok) throw new Error(slug)
      return [slug, toBpmn({ ...workflow.workflow, layout: layout.layout }).text] as const
    }),
    ...Array.from({ length: generated }, (_, index) => {
      const seed = from + index
      const pick = dice(seed * 67 + 3)
      const workflow = generateWorkflow(
        Array.from({ length: 400 }, () => pick(1_000_000)),
        { extra: seed % 2 === 0, batch: seed % 3 === 0, states: 4 + pick(20) },
      )
      return [`generated ${seed}`, toBpmn({ ...workflow, layout: {} }).text] as const
    }),
  ]
}
