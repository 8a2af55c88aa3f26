import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import { toMachineConfig } from '../../src/machine/config.ts'
import { findProblems } from '../../src/machine/problems.ts'
import { fileHash, meaningHash, readLayout, readRevision, readWorkflow, writeLayout, writeRevision, writeWorkflow } from '../../src/machine/workflow-file.ts'

/** The frozen samples: never rewritten. When a format changes, a sample of the new one is added and the old one must still open. */
const sample = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

test('the frozen workflow of format 1 opens, and is written back byte for byte', () => {
  const read = readWorkflow(sample('workflow-1.json'))
  if (!read.ok) throw new Error(read.message)
  expect(writeWorkflow(read.workflow)).toBe(sample('workflow-1.json'))
  expect(createMachine(toMachineConfig(read.workflow) as never).id).toBe('abuse-reports')
  expect(Object.keys(read.workflow.states)).toHaveLength(15)
  expect(Object.keys(read.workflow.transitions)).toHaveLength(14)
  expect(fileHash(read.workflow)).toBe('f89b5d807e07be2522a0d1f4e4f5609c940e86b1eb1a22c7ba0fd5f02acecd88')
  expect(meaningHash(read.workflow)).toBe('60fda05d604ad5b8d0e9e62de598fe804380c93ec8fec7a62b46489c881fbd8e')
  expect(findProblems(read.workflow).map(({ rule, where }) => `${rule} @ ${where}`)).toEqual(['outcome-not-always-taken @ Review › Tier 1 review'])
})

test('the frozen layout of format 1 opens, and is written back byte for byte', () => {
  const read = readLayout(sample('layout-1.json'))
  if (!read.ok) throw new Error(read.message)
  expect(writeLayout(read.layout)).toBe(sample('layout-1.json'))
})

test('the frozen revision of format 1 opens unchanged; one that was changed says so', () => {
  const text = sample('revision-1.json')
  const read = readRevision(text)
  if (!read.ok) throw new Error(read.message)
  expect(read.intact).toBe(true)
  expect(read.revision.version).toBe('1.0.0')
  expect(writeRevision(read.revision)).toBe(text)
  expect(readRevision(text.replace('Tier 1 review', 'Tier 2 review'))).toMatchObject({ ok: true, intact: false })
})

test.each<[string, (text: string) => string, string]>([
  ['a newer format', (text) => text.replace('"format": 1', '"format": 2'), 'Update Gemba'],
  ['another kind of file', (text) => text.replace('"gemba": "workflow"', '"gemba": "scenario"'), 'This is not a workflow file'],
  ['no format', (text) => text.replace('"format": 1', '"format": "one"'), 'whole number'],
  ['a wrong field', (text) => text.replace('"id": "tier1",', '"id": "Tier 1",'), 'pools[0].id: use lower-case letters'],
  ['a field nobody knows', (text) => text.replace('"title": "Tier 1"', '"titel": "Tier 1"'), 'titel'],
  ['a wrong step', (text) => text.replace('"endOfShift": "hand-over"', '"endOfShift": "sleep"'), 'state "review.tier1"'],
  ['a uid twice', (text) => text.replace('"uid": "t-keep2"', '"uid": "t-keep"'), 'used twice'],
  ['a target that is not there', (text) => text.replace('"#abuse-reports.kept"', '"#abuse-reports.gone"'), 'no state here'],
  ['an attribute twice', (text) => text.replace('"name": "minor"', '"name": "reports"'), 'declared twice'],
  ['a context that disagrees', (text) => text.replace('"reports": 1,', '"reports": 7,'), 'make them the same'],
  ['text that is no JSON', (text) => text.slice(0, text.indexOf('"machine"')), 'ends too early'],
])('refuses %s with a sentence', (_name, spoil, message) => {
  expect(readWorkflow(spoil(sample('workflow-1.json')))).toMatchObject({ ok: false, message: expect.stringContaining(message) })
})

test('a hand-written file may leave uids and the context out; they come from the paths', () => {
  const text = sample('workflow-1.json').replace(/\n *"uid": "[^"]*",?/g, '').replace(/,(\s*})/g, '$1').replace(/"context": \{[^}]*\},/, '')
  const [first, second] = [readWorkflow(text), readWorkflow(text)]
  if (!first.ok || !second.ok) throw new Error(first.ok ? '' : first.message)
  expect(first.workflow).toEqual(second.workflow)
  const frozen = readWorkflow(sample('workflow-1.json'))
  expect(meaningHash(first.workflow)).toBe(frozen.ok && meaningHash(frozen.workflow))
})
