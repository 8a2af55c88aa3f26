import { mkdtempSync, rmSync, writeFileSync, readFileSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { getInitialSnapshot, getNextSnapshot } from 'xstate'
import type { AnyStateMachine } from 'xstate'
import { importMachine } from '../../src/exchange/import-machine.ts'
import { offers, type OfferName } from '../../src/exchange/xstate/runnable.ts'
import { toTypeScript } from '../../src/exchange/out/typescript.ts'
import { createCaseMachine } from '../../src/machine/implementations.ts'
import { readWorkflow } from '../../src/machine/workflow-file.ts'
import type { Workflow } from '../../src/workflow/workflow.ts'
import { dice } from '../engine/oracle-machines.ts'
import { generateWorkflow } from '../generate/workflow.ts'

// Beside the packages, so that the sources find XState as they would in somebody's project.
const folder = mkdtempSync(join(tmpdir(), 'gemba-export-'))
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const generated = (seed: number): Workflow => {
  const pick = dice(seed * 31 + 5)
  return generateWorkflow(
    Array.from({ length: 400 }, () => pick(1_000_000)),
    { extra: seed % 2 === 0, batch: seed % 3 === 0, states: 6 + pick(20) },
  )
}
const samples = ['abuse-reports', 'appeals', 'urgent-harm'].map((slug) => {
  const read = readWorkflow(readFileSync(`workflows/${slug}/workflow.json`, 'utf8'))
  if (!read.ok) throw new Error(read.message)
  return read.workflow
})
const workflows = [...samples, ...Array.from({ length: 4 }, (_, seed) => generated(seed))]

test('the source compiles under --strict and behaves as the machine does', async () => {
  const files = workflows.map((workflow, index) => {
    const file = join(folder, `machine-${index}.ts`)
    writeFileSync(file, toTypeScript(workflow).text)
    return file
  })
  const options = [
    '--strict',
    '--noUncheckedIndexedAccess',
    '--noEmit',
    '--skipLibCheck',
    '--target',
    'es2023',
    '--module',
    'nodenext',
    '--ignoreConfig',
    '--types',
    '',
  ]
  const said = run('node_modules/.bin/tsc', [...options, ...files])
  expect(said).toBe('')
  let steps = 0
  for (const [index, workflow] of workflows.entries()) {
    const { machine } = (await import(/* @vite-ignore */ pathToFileURL(files[index]!).href)) as { machine: AnyStateMachine }
    steps += walkBoth(machine, createCaseMachine(workflow), index)
  }
  expect(steps).toBeGreaterThan(50)
})

test('the source comes back as the same records', async () => {
  for (const workflow of workflows.slice(2, 6)) {
    const back = await importMachine(toTypeScript(workflow).text, { declined: new Set(Object.keys(offers) as OfferName[]) })
    if (!back.ok) throw new Error(back.message)
    expect(back.workflow.states).toEqual(workflow.states)
    expect(back.workflow.transitions).toEqual(workflow.transitions)
  }
})

/** Leads both machines through the same events, with timers that come as they are set; gives how many were compared. */
function walkBoth(left: AnyStateMachine, right: AnyStateMachine, seed: number): number {
  const pick = dice(seed + 77)
  let [a, b] = [getInitialSnapshot(left), getInitialSnapshot(right)]
  let steps = 0
  for (; steps < 40 && b.status === 'active'; steps++) {
    expect({ value: a.value, context: a.context, status: a.status }, `machine ${seed}, step ${steps}`).toEqual({
      value: b.value,
      context: b.context,
      status: b.status,
    })
    const events = [...new Set(b._nodes.flatMap((node) => node.ownEvents))].filter(
      (type) => !/^xstate\.(done|stop|init)/.test(type) && type !== '',
    )
    if (events.length === 0) break
    const event = { type: events[pick(events.length)]! }
    ;[a, b] = [getNextSnapshot(left, a, event), getNextSnapshot(right, b, event)]
  }
  expect({ value: a.value, context: a.context, status: a.status }).toEqual({ value: b.value, context: b.context, status: b.status })
  return steps
}

/** What a command prints, also where it fails. */
function run(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8' })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
