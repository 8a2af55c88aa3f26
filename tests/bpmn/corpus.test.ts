import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import { firstScenario } from '../../src/exchange/first-scenario.ts'
import { importMachine } from '../../src/exchange/import-machine.ts'
import { toMachineConfig } from '../../src/machine/config.ts'
import { findProblems } from '../../src/machine/problems.ts'
import { compile } from '../../src/simulation/compile/compile.ts'
import { replicate } from '../../src/simulation/experiment/replicate.ts'

/* The reference models of the BPMN Model Interchange Working Group (../shared/corpora/README.md): each comes in with a report, is sound, and runs. */

const folder = new URL('../../../shared/corpora/bpmn/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.bpmn'))

test.each(files)('%s comes in, validates, and its cases end', async (name) => {
  const read = await importMachine(readFileSync(new URL(name, folder), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const { workflow } = read
  expect(await importMachine(readFileSync(new URL(name, folder), 'utf8'))).toEqual(read)
  const errors = findProblems(workflow).filter(({ severity }) => severity === 'error')
  expect(errors.map(({ message }) => message)).toEqual([])
  expect(() => createMachine(toMachineConfig(workflow) as never)).not.toThrow()
  const scenario = firstScenario(workflow, { id: 'first-guess', timezone: 'Europe/Berlin', start: '2026-01-05T00:00:00' })
  const compiled = compile({ workflow, scenario, run: { days: 28 } })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems.map(({ message }) => message)))
  const { arrived, completed } = replicate(compiled.program, 0)
  expect(arrived).toBeGreaterThan(20)
  expect(completed / arrived).toBeGreaterThan(0.5)
})
