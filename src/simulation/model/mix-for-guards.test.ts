import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { attributesInOrder } from '../../machine/config.ts'
import { evaluateExpression } from '../../machine/expression.ts'
import { readWorkflow } from '../../machine/workflow-file.ts'
import { mixForGuards } from './mix-for-guards.ts'

function sample(slug: string) {
  const read = readWorkflow(readFileSync(new URL(`../../../workflows/${slug}/workflow.json`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  return read.workflow
}

test.each(['appeals', 'urgent-harm'])('%s asks only for facts that come up on the way: one kind, as by default', (slug) => {
  expect(mixForGuards(sample(slug))).toEqual([{ weight: 1, values: {} }])
})

test('each guard over facts of arrival is true for one kind and false for another', () => {
  const workflow = sample('abuse-reports')
  const mix = mixForGuards(workflow)
  expect(mix.length).toBeLessThan(25)
  const attributes = attributesInOrder(workflow)
  const arrival = ['category', 'language', 'severity']
  const guards = Object.values(workflow.transitions)
    .flatMap(({ guard }) => (guard && 'expression' in guard ? [guard.expression] : []))
    .filter((guard) => attributes.every(({ name }) => arrival.includes(name) || !guard.includes(name)))
  expect(guards.length).toBeGreaterThan(2)
  const defaults = Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.default]))
  for (const guard of guards) {
    const truths = new Set(mix.map(({ values }) => evaluateExpression(guard, attributes, { ...defaults, ...values })))
    expect([guard, truths.has(true), truths.has(false)]).toEqual([guard, true, true])
  }
})
