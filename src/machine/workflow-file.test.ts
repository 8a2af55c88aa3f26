import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import { arbitraryWorkflow, nestingOf } from '../../tests/generate/workflow.ts'
import { toMachineConfig } from './config.ts'
import { meaningHash, readLayout, readWorkflow, writeLayout, writeWorkflow } from './workflow-file.ts'

const everything = { batch: true, draw: true, named: true, extra: true }

test('records → file → records is exact, and file → records → file is the same bytes', () => {
  let deepest = 0
  fc.assert(
    fc.property(arbitraryWorkflow(everything), (workflow) => {
      const text = writeWorkflow(workflow)
      const read = readWorkflow(text)
      if (!read.ok) throw new Error(read.message)
      expect(read.workflow).toEqual(workflow)
      expect(read.notes).toEqual([])
      expect(writeWorkflow(read.workflow)).toBe(text)
      deepest = Math.max(deepest, nestingOf(workflow))
    }),
    { numRuns: 150 },
  )
  expect(deepest).toBeGreaterThan(3)
})

test('XState takes every config that is written', () => {
  fc.assert(
    fc.property(arbitraryWorkflow(everything), (workflow) => {
      const config = toMachineConfig(workflow)
      const machine = createMachine(config as never)
      expect(machine.id).toBe('generated')
      expect(JSON.stringify(machine.config)).toBe(JSON.stringify(config))
    }),
    { numRuns: 100 },
  )
})

test('the meaning hash ignores words and identities', () => {
  fc.assert(
    fc.property(arbitraryWorkflow(), (workflow) => {
      const reworded = {
        ...workflow,
        states: Object.fromEntries(
          Object.entries(workflow.states).map(([uid, state]) => [uid, { ...state, title: `${state.title}!`, description: 'new' }]),
        ),
      }
      const text = writeWorkflow(workflow).replaceAll(/"uid": "([st]\d+)"/g, '"uid": "x$1"')
      const renamed = readWorkflow(text)
      if (!renamed.ok) throw new Error(renamed.message)
      expect(meaningHash(reworded)).toBe(meaningHash(workflow))
      expect(meaningHash(renamed.workflow)).toBe(meaningHash(workflow))
    }),
    { numRuns: 30 },
  )
})

test('a layout reads back', () => {
  const layout = { b: { uid: 'b', x: 1, y: -2.5, pinned: true }, a: { uid: 'a', x: 0, y: 0, width: 10, height: 20 } }
  expect(readLayout(writeLayout(layout))).toEqual({ ok: true, layout })
})
