import { beforeEach, expect, test } from 'vitest'
import { mkdtempSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { scenario } from '../../../tests/engine/build.ts'
import { writePast } from '../../simulation/model/past.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import { sha256 } from '../../workflow/hash.ts'
import { openFolder } from '../../workspace/folder.node.ts'
import { memoryFiles } from './memory-files.ts'
import { copyPasts, keepPast, pastOf } from './past.ts'
import { putFiles } from './workspace.ts'

const cases = Array.from({ length: 1200 }, (_, i) => ({ at: i * 60, values: [], complete: true, visits: [] }))
const text = writePast({
  header: {
    gemba: 'past',
    format: 1,
    workflow: 'desk',
    timezone: 'UTC',
    from: '2025-09-01',
    to: '2025-09-28',
    attributes: [],
    steps: [],
    events: [],
    cases: cases.length,
    history: '0'.repeat(64),
    tables: {},
  },
  cases,
})
const hash = sha256(text)
const named = (file: string): Scenario => scenario({ demand: { kind: 'resample', window: '2025-09-01/2025-09-28' }, past: { file, hash } })

let files = memoryFiles()
beforeEach(() => putFiles((files = memoryFiles())))

test('a past file is kept beside the scenarios, read again with its hash, and goes with a copy of the workflow', async () => {
  await keepPast('desk', 'a.past.jsonl', text)
  expect([...files.texts]).toEqual([['desk/scenarios/a.past.jsonl', text]])
  await keepPast('desk', 'a.past.jsonl', text)
  const { past } = await pastOf('desk', named('a.past.jsonl'))
  expect([past?.hash, past?.cases.length]).toEqual([hash, 1200])
  await copyPasts(files, 'desk', 'desk-copy', [named('a.past.jsonl'), scenario({})])
  expect(files.texts.get('desk-copy/scenarios/a.past.jsonl')).toBe(text)
})

test('one that is not there, or lies elsewhere, is null; a scenario with another demand asks for none', async () => {
  const other = { ...named('b.past.jsonl'), past: { file: 'b.past.jsonl', hash: 'b'.repeat(64) } }
  expect(await pastOf('desk', other)).toEqual({ past: null })
  expect(await pastOf('desk', named('../a.past.jsonl'))).toEqual({ past: null })
  expect(await pastOf('desk', scenario({}))).toEqual({})
})

test('a broken one is refused with its line', async () => {
  files.texts.set('desk/scenarios/c.past.jsonl', `${text}[]\n`)
  const other = { ...named('c.past.jsonl'), past: { file: 'c.past.jsonl', hash: 'c'.repeat(64) } }
  await expect(pastOf('desk', other)).rejects.toThrow(
    'c.past.jsonl: The first line is not that of a past file: it names 1200 cases, but 1201 follow',
  )
})

test('a workspace in a folder holds it, packed too, and what is packed in it is copied', async () => {
  const packed = text.replace('"0', '"1')
  const root = mkdtempSync(join(tmpdir(), 'gemba-past-'))
  mkdirSync(join(root, 'desk/scenarios'), { recursive: true })
  writeFileSync(join(root, 'desk/scenarios/d.past.jsonl.gz'), gzipSync(packed))
  const folder = openFolder(root)
  putFiles(folder)
  const given = { ...named('d.past.jsonl.gz'), past: { file: 'd.past.jsonl.gz', hash: sha256(packed) } }
  expect((await folder.list('desk/')).map(({ path }) => path)).toEqual(['desk/scenarios/d.past.jsonl.gz'])
  expect((await pastOf('desk', given)).past?.hash).toBe(sha256(packed))
  await copyPasts(folder, 'desk', 'other', [given])
  expect((await folder.read('other/scenarios/d.past.jsonl.gz'))?.text).toBe(packed)
})
