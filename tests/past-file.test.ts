import { mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { writePast } from '../src/simulation/model/past.ts'
import { readScenario, writeScenario } from '../src/simulation/model/scenario-file.ts'
import { sha256 } from '../src/workflow/hash.ts'
import { run } from './cli/gemba.ts'

/* A scenario may name one file in its own folder, hash checked (cli.md): every command that runs it reads it there, and nowhere else. */

const root = fileURLToPath(new URL('..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'gemba-past-'))
const folder = join(work, 'scenarios')
const workflow = join(root, 'workflows/urgent-harm/workflow.json')

const gemba = (...words: string[]) => run(work, words)

// Four weeks with 24 cases on every day, one at each half past.
const cases = Array.from({ length: 28 * 24 }, (_, i) => ({ at: i * 3600 + 1800, values: [], complete: true, visits: [] }))
const text = writePast({
  header: {
    gemba: 'past',
    format: 1,
    workflow: 'urgent-harm',
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

test('simulate, improve, diff and validate read the past beside the scenario; one that is gone or another is refused in a sentence', async () => {
  const read = readScenario(readFileSync(join(root, 'workflows/urgent-harm/scenarios/on-call.json'), 'utf8'))
  if (!read.ok) throw new Error(read.message)
  const { scenario } = read
  mkdirSync(folder)
  const path = join(folder, 'days.json')
  const named = (file: string, hash = sha256(text)) =>
    writeFileSync(
      path,
      writeScenario({
        ...scenario,
        id: 'days',
        run: { ...scenario.run, days: 7, warmup: 0, replications: 4 },
        demand: { kind: 'resample', window: '2025-09-01/2025-09-28' },
        past: { file, hash },
      }),
    )
  writeFileSync(join(folder, 'days.past.jsonl.gz'), gzipSync(text))
  named('days.past.jsonl.gz')
  const run = ['simulate', workflow, '--scenario', path, '--days', '7', '--replications', '2', '--workers', '1', '--json']
  const simulated = await gemba(...run)
  expect(simulated.err).not.toContain('cannot')
  expect(JSON.parse(simulated.out).cases.arrived).toBe(2 * 7 * 24)
  // The same text unpacked is the same past: one hash, one result.
  writeFileSync(join(folder, 'plain.past.jsonl'), text)
  named('plain.past.jsonl')
  expect(JSON.parse((await gemba(...run)).out).leadTime).toEqual(JSON.parse(simulated.out).leadTime)
  expect((await gemba('validate', workflow, '--scenario', path)).code).toBe(0)
  expect((await gemba('improve', workflow, '--scenario', path, '--budget', '8', '--workers', '1')).code).toBe(0)
  expect(JSON.parse((await gemba('diff', workflow, workflow, '--scenario', path, '--json')).out).impact).not.toBeNull()

  writeFileSync(join(folder, 'plain.past.jsonl'), text.replace('[1800,', '[1801,'))
  const changed = await gemba('validate', workflow, '--scenario', path)
  expect([changed.code, changed.out]).toEqual([
    1,
    expect.stringContaining('is not the file of past cases that this scenario was made with'),
  ])
  renameSync(join(folder, 'plain.past.jsonl'), join(work, 'plain.past.jsonl'))
  const gone = await gemba(...run)
  expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('plain.past.jsonl, is not beside the scenario')])
  named('../plain.past.jsonl')
  expect((await gemba(...run)).err).toContain('is not the name of a file of past cases beside the scenario')
  named('days.past.jsonl.gz')
  writeFileSync(join(folder, 'days.past.jsonl.gz'), gzipSync(`${text}not a case\n`))
  const broken = await gemba(...run)
  expect([broken.code, broken.err]).toEqual([2, expect.stringMatching(/it names 672 cases, but 673 follow/)])
}, 300_000)
