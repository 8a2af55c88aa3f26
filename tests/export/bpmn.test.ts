// oxlint-disable-next-line typescript/triple-slash-reference -- the package has no types, and the house's declaration of it is no module
/// <reference path="../../src/exchange/bpmn/bpmn-moddle.d.ts" />
import { readFileSync } from 'node:fs'
import { BpmnModdle } from 'bpmn-moddle'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importMachine } from '../../src/exchange/import-machine.ts'
import { toBpmn } from '../../src/exchange/out/bpmn.ts'
import { readLayout, readWorkflow, writeWorkflow } from '../../src/machine/workflow-file.ts'
import { ancestorsOf, stateOf, titleOf, transitionsFrom } from '../../src/workflow/tree.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { arbitraryWorkflow } from '../generate/workflow.ts'

const samples = ['abuse-reports', 'appeals', 'urgent-harm'].map((slug) => {
  const [read, layout] = [
    readWorkflow(readFileSync(`workflows/${slug}/workflow.json`, 'utf8')),
    readLayout(readFileSync(`workflows/${slug}/layout.json`, 'utf8')),
  ]
  if (!read.ok || !layout.ok) throw new Error(slug)
  return { ...read.workflow, layout: layout.layout }
})

/** The reader of the BPMN editors must take it without a warning. */
async function warningsOf(text: string): Promise<string[]> {
  const { warnings } = (await new BpmnModdle().fromXML(text)) as unknown as { warnings: { message: string }[] }
  return warnings.map(({ message }) => message)
}

test('whatever the workflow, BPMN’s own reader takes the file without a warning and it comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryWorkflow({ extra: true, batch: true, states: 16 }), async (workflow) => {
      const { text } = toBpmn({ ...workflow, layout: {} })
      expect(await warningsOf(text)).toEqual([])
      const back = await importMachine(text)
      if (!back.ok) throw new Error(back.message)
      expect(writeWorkflow(back.workflow)).toBe(writeWorkflow(workflow))
    }),
    { numRuns: 25 },
  )
})

test.each(samples.map((draft) => [draft.header.workflow.id, draft] as const))(
  '%s: the diagram by itself leads from the same steps by the same outcomes to the same places',
  async (_, draft) => {
    const { text } = toBpmn(draft)
    expect(await warningsOf(text)).toEqual([])
    const shapes = new Set([...text.matchAll(/<bpmndi:BPMN(?:Shape|Edge) id="\w+" bpmnElement="(\w+)"/g)].map(([, id]) => id))
    for (const [, id] of text.matchAll(/<bpmn:(?:\w+Task|\w+Gateway|\w+Event|sequenceFlow) id="(\w+)"/g)) expect(shapes.has(id)).toBe(true)
    // Without the extension the reader of diagrams has nothing but the diagram.
    const back = await importMachine(text.replace(/<bpmn:extensionElements>.*<\/bpmn:extensionElements>/, ''))
    if (!back.ok) throw new Error(back.message)
    const found = waysOf(back.workflow)
    const wanted = [...waysOf(draft)]
    expect(wanted.length).toBeGreaterThan(8)
    expect(wanted.filter((way) => !found.has(way))).toEqual([])
  },
)

test('a file that somebody changed is read as the diagram that it is now', async () => {
  const { text } = toBpmn(samples[0]!)
  const back = await importMachine(text.replace('name="Second review"', 'name="Third review"'))
  if (!back.ok) throw new Error(back.message)
  expect(Object.values(back.workflow.states).map(({ title }) => title)).toContain('Third review')
  expect(back.notes[0]).toContain('changed since')
})

/** The unconditional ways out of steps of people: `Step: Outcome → Place`. A group is known by its first. */
function waysOf(workflow: Workflow): Set<string> {
  const placeOf = (uid: string): string => {
    const state = stateOf(workflow, uid)
    return state?.type === 'compound' && state.initial !== null ? placeOf(state.initial) : state ? titleOf(state) : ''
  }
  return new Set(
    Object.values(workflow.states).flatMap((state) =>
      (state.step?.kind === 'review' ? state.step.outcomes : []).flatMap(({ event, title }) => {
        const ways = [state, ...ancestorsOf(workflow, state.uid)]
          .flatMap(({ uid }) => transitionsFrom(workflow, uid))
          .filter(({ trigger }) => trigger.kind === 'event' && trigger.event === event)
        return ways.length === 1 && ways[0]?.guard === null ? [`${titleOf(state)}: ${title} → ${placeOf(ways[0].targets[0] ?? '')}`] : []
      }),
    ),
  )
}
