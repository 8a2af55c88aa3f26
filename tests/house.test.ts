import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readSource, readSources } from './house/read.ts'
import { findFaults } from './house/rules.ts'

const src = fileURLToPath(new URL('../src', import.meta.url))
/** Faults of a made-up house. */
const planted = (files: Record<string, string>) => findFaults(Object.entries(files).map(([path, text]) => readSource(path, text)))

test('the house stands: ladder, cycles, package homes, clock and dice', () => {
  const files = readSources(src)
  expect(files.length).toBeGreaterThan(50)
  expect(findFaults(files)).toEqual([])
})

test('an arrow against the ladder is a fault, of a type too', () => {
  const files = {
    'simulation/a.ts': 'export type A = 1',
    'workflow/b.ts': "import type { A } from '../simulation/a.ts'\nexport type B = A",
  }
  expect(planted(files)).toEqual([expect.stringContaining('workflow/b.ts imports simulation/a.ts: against the ladder')])
  expect(planted({ 'lean/a.ts': "import { b } from '../revisions/b.ts'", 'revisions/b.ts': 'export const b = 1' })).toHaveLength(1)
  expect(planted({ 'studio/kit/a.ts': "import { b } from '../session/b.ts'", 'studio/session/b.ts': 'export const b = 1' })).toEqual([
    expect.stringContaining('inside the studio'),
  ])
  expect(
    planted({ 'simulation/program/a.ts': "import { b } from '../engine/b.ts'", 'simulation/engine/b.ts': 'export const b = 1' }),
  ).toEqual([expect.stringContaining('inside the simulation')])
  expect(planted({ 'workflow/a.ts': "export const a = import('../studio/b.ts')", 'studio/b.ts': 'export const b = 1' })).toHaveLength(1)
})

test('a cycle is a fault, of types too', () => {
  const files = {
    'workflow/a.ts': "import type { B } from './b.ts'\nexport type A = B",
    'workflow/b.ts': "import type { A } from './a.ts'\nexport type B = A",
  }
  expect(planted(files)).toEqual(['workflow/a.ts, workflow/b.ts: these files import each other in a cycle.'])
})

test('a package outside its home is a fault, and so is one without a home', () => {
  expect(planted({ 'simulation/a.ts': "import { useState } from 'react'" })).toEqual([expect.stringContaining('outside its home')])
  expect(planted({ 'studio/design/a.ts': "import { Handle } from '@xyflow/react'" })).toEqual([expect.stringContaining('outside its home')])
  expect(planted({ 'workflow/a.ts': "import pad from 'left-pad'" })).toEqual([expect.stringContaining('has no home')])
  expect(planted({ 'workspace/files.ts': "import { readFile } from 'node:fs/promises'" })).toEqual([
    expect.stringContaining('only command line'),
  ])
})

test('a clock, dice and uneven mathematics are faults', () => {
  expect(planted({ 'history/a.ts': 'export const now = () => Date.now()' })).toHaveLength(1)
  expect(planted({ 'history/a.ts': 'export const now = () => new Date()' })).toHaveLength(1)
  expect(planted({ 'workflow/a.ts': 'export const die = Math.random' })).toHaveLength(1)
  expect(planted({ 'simulation/a.ts': 'export const f = (x: number) => Math.log(x)' })).toHaveLength(1)
  expect(
    planted({
      'simulation/a.ts': 'export const f = (x: number) => Math.sqrt(x)',
      'studio/a.ts': 'export const now = () => Date.now()',
      'history/b.ts': 'export const at = (ms: number) => new Date(ms)',
    }),
  ).toEqual([])
})

test('mathematics taken out of Math, by any way, and powers of anything but two are faults in the simulation', () => {
  for (const uneven of [
    'const { log } = Math\nexport const f = log',
    'const { sin: wave, PI } = Math\nexport const f = wave(PI)',
    'const { PI, ...rest } = Math\nexport const f = [PI, rest]',
    "export const f = Math['exp'](1)",
    'export const f = (name: keyof Math) => Math[name]',
    'export const f = (x: number) => x ** 2',
    'export const f = (x: number) => 2 ** x ** 0.5',
    'export const f = () => { let x = 3; x **= 2; return x }',
  ])
    expect([uneven, planted({ 'simulation/model/a.ts': uneven }).length]).toEqual([uneven, 1])
  for (const even of ['const { sqrt, floor } = Math\nexport const f = [sqrt, floor]', 'export const f = (x: number) => 2 ** -x'])
    expect([even, planted({ 'simulation/model/a.ts': even })]).toEqual([even, []])
  expect(planted({ 'studio/kit/a.ts': 'const { log } = Math\nexport const f = (x: number) => log(x) ** 3' })).toEqual([])
})

test('the kernel is read as well: its decorators, its paths without an ending, its cycles', () => {
  const files = {
    'simulation/kernel/assembly/a.ts': "import { b } from './b'\n@inline\nexport function a(): i32 {\n  return b()\n}",
    'simulation/kernel/assembly/b.ts':
      "import { a } from './a'\n@external('host', 'x')\ndeclare function x(): i32\nexport function b(): i32 {\n  return a() + x()\n}",
  }
  expect(planted(files)).toEqual([expect.stringContaining('import each other in a cycle')])
  expect(planted({ 'simulation/kernel/assembly/a.ts': 'export const f = (x: f64): f64 => Math.log(x)' })).toHaveLength(1)
  expect(
    planted({
      'simulation/kernel/assembly/a.ts': "import { run } from '../../experiment/x'",
      'simulation/experiment/x.ts': 'export const run = 1',
    }),
  ).toEqual([expect.stringContaining('against the ladder inside the simulation')])
  const kernel = readSources(src).filter(({ path }) => path.includes('/assembly/'))
  expect(kernel.length).toBeGreaterThan(15)
})

test('reading no file is a fault', () => {
  expect(findFaults([])).toEqual(['The house test read no file: its folder is wrong.'])
})

test('every journey takes its test from journey.ts, which counts what breaks the policy of the pages', () => {
  const journeys = new URL('journeys/', import.meta.url)
  const names = readdirSync(journeys).filter((name) => name.endsWith('.spec.ts'))
  expect(names.length).toBeGreaterThan(10)
  const uncounted = names.filter((name) => !readFileSync(new URL(name, journeys), 'utf8').includes("import { test } from './journey.ts'"))
  expect(uncounted).toEqual([])
})
