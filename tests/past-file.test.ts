import { mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Distribution } from '../src/simulation/model/distribution.ts'
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

test('calibrate --luck history writes what befell the past cases, and a run takes its luck from them; the file damaged is refused in a sentence', async () => {
  const lines = ['case_id,activity,start,end,resource']
  const clock = (seconds: number) => new Date(Date.UTC(2025, 0, 6) + seconds * 1000).toISOString().slice(0, 19)
  // Ten minutes of work or fifty, then the same again: 20 or 100 minutes, and nothing between.
  for (let i = 0; i < 700; i++) {
    const [at, work] = [i * 7200, i % 2 === 0 ? 600 : 3000]
    lines.push(`c${i},One,${clock(at)},${clock(at + work)},p`, `c${i},Two,${clock(at + work)},${clock(at + 2 * work)},p`)
  }
  const log = join(work, 'log.csv')
  writeFileSync(log, lines.join('\n'))
  const [drawing, path] = [join(work, 'drawn.json'), join(work, 'lucky.json')]
  await gemba('discover', log, '-o', drawing)
  const fitted = await gemba('calibrate', drawing, '--history', log, '--luck', 'history', '-o', path)
  expect([fitted.code, fitted.err]).toEqual([0, expect.stringContaining('Each case of a run takes its luck from one of')])
  const read = readScenario(readFileSync(path, 'utf8'))
  if (!read.ok) throw new Error(read.message)
  expect([read.scenario.run.luck, read.scenario.past!.file]).toEqual(['history', 'lucky.past.jsonl'])
  const simulate = (...words: string[]) =>
    gemba('simulate', drawing, '--scenario', path, '--days', '21', '--replications', '2', '--json', ...words)
  const [one, other] = [await simulate('--workers', '1'), await simulate('--workers', '2')]
  const result = JSON.parse(one.out)
  expect(JSON.parse(other.out).leadTime).toEqual(result.leadTime)
  expect([result.leadTime.p50.value / 60, result.leadTime.p90.value / 60].map((minutes) => Math.round(minutes / 20))).toEqual([
    expect.any(Number),
    5,
  ])
  // On its own arrivals each case does what it did.
  const rows = join(work, 'rows.csv')
  const replayed = await simulate('--history', log, '--days', '14', '--replications', '1', '--warmup', '0', '--log', rows)
  expect([replayed.code, JSON.parse(replayed.out).trust]).toEqual([0, result.trust])
  const ends = new Map<string, number>()
  for (const line of readFileSync(rows, 'utf8').trim().split('\n').slice(1)) {
    const [id, , , start, end] = line.split(',') as [string, string, string, string, string]
    ends.set(id, (ends.get(id) ?? 0) + (Date.parse(end) - Date.parse(start)) / 1000)
  }
  // But for those in whose work the one person went home.
  const same = [...ends].filter(([id, seconds]) => Math.round(seconds) === (Number(id) % 2 === 1 ? 1200 : 6000))
  expect([ends.size, same.length / ends.size > 0.9]).toEqual([168, true])
  // An edit is not run past in silence: half the work is half the work.
  const { performance } = read.scenario
  const halved = Object.fromEntries(
    Object.entries(performance).map(([uid, own]) => [
      uid,
      { ...own, time: own.time.map((entry) => ({ ...entry, distribution: halfOf(entry.distribution) })) },
    ]),
  )
  writeFileSync(path, writeScenario({ ...read.scenario, performance: halved }))
  const faster = JSON.parse((await simulate()).out)
  expect(faster.leadTime.p90.value / result.leadTime.p90.value).toBeCloseTo(0.5, 1)
  const beside = join(work, 'lucky.past.jsonl')
  const past = readFileSync(beside, 'utf8')
  writeFileSync(beside, past.replace(/\[\[0,/, '[[99,'))
  const broken = await simulate()
  expect([broken.code, broken.err]).toEqual([
    2,
    expect.stringMatching(/Line \d+ is not a past case: one of its visits is of a step or an outcome/),
  ])
  const to = await gemba('calibrate', drawing, '--history', log, '--luck', 'history', '-o', '-')
  expect([to.code, to.err]).toEqual([2, expect.stringContaining('give -o a file')])
}, 300_000)

function halfOf(distribution: Distribution): Distribution {
  const half = (values: readonly number[]) => values.map((value) => value / 2)
  switch (distribution.kind) {
    case 'constant':
      return { ...distribution, value: distribution.value / 2 }
    case 'empirical':
      return { ...distribution, quantiles: half(distribution.quantiles) }
    case 'lognormal':
      return { ...distribution, median: distribution.median / 2 }
    default:
      throw new Error(`a ${distribution.kind} was not thought of`)
  }
}

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
