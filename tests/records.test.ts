import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'

/* The raw record of a run, written while it runs: with little memory however long it is, and whole or not at all. */

const root = fileURLToPath(new URL('..', import.meta.url))
const sample = join(root, 'workflows/abuse-reports')
const work = mkdtempSync(join(tmpdir(), 'gemba-records-'))
const simulate = (log: string, trace: string, ...more: string[]) => [
  'simulate',
  join(sample, 'workflow.json'),
  '--scenario',
  join(sample, 'scenarios/october.json'),
  '--log',
  join(work, log),
  '--trace',
  join(work, trace),
  '--json',
  ...more,
]

/** Runs the built command line with as much memory for objects as is given, in MB. */
function gemba(
  args: readonly string[],
  megabytes = 512,
): { child: ChildProcess; ended: Promise<{ code: number | null; out: string; err: string }> } {
  const child = spawn(process.execPath, [`--max-old-space-size=${megabytes}`, join(root, 'dist/cli/gemba.js'), ...args], { cwd: work })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  return { child, ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err }))) }
}

beforeAll(
  () =>
    new Promise<void>((resolve, reject) =>
      execFile(process.execPath, [join(root, 'scripts/gemba.mjs'), '--version'], (error) => (error ? reject(error) : resolve())),
    ),
  120_000,
)

test('hundreds of thousands of rows are written with 48 MB for all objects, and the run is the one without records', async () => {
  const { code, out, err } = await gemba(simulate('log.csv', 'trace.jsonl', '--days', '400', '--replications', '1'), 48).ended
  expect(err).toBe('')
  expect(code).toBe(0)
  const [rows, lines] = [await linesIn('log.csv'), await linesIn('trace.jsonl')]
  expect(rows + lines).toBeGreaterThan(350_000)
  const report = JSON.parse(out) as { digest: string; cases: { arrived: number }; steps: Record<string, { visits: number }> }
  // Each case has a line for its arrival, and the log a row for each visit of a step that ended.
  expect(lines).toBeGreaterThan(report.cases.arrived)
  const bare = JSON.parse((await gemba(simulateBare('--days', '400', '--replications', '1')).ended).out) as { digest: string }
  expect(bare.digest).toBe(report.digest)
}, 300_000)

test('interrupted in the middle: 130, and no file, not even a part of one', async () => {
  const { child, ended } = gemba(simulate('cut.csv', 'cut.jsonl', '--days', '3000', '--replications', '2'))
  await until(() => readdirSync(work).some((name) => name.startsWith('cut.') && name.endsWith('.part')))
  const told = performance.now()
  child.kill('SIGINT')
  const { code, err } = await ended
  expect(performance.now() - told).toBeLessThan(5000)
  expect(code).toBe(130)
  expect(err).toContain('Interrupted')
  expect(readdirSync(work).filter((name) => name.startsWith('cut.'))).toEqual([])
}, 120_000)

test('a place that cannot be written is named, and nothing else is left', async () => {
  const { code, err } = await gemba(simulate('other.csv', 'nowhere/trace.jsonl', '--days', '14', '--replications', '1')).ended
  expect(code).toBe(2)
  expect(err).toMatch(/nowhere\/trace\.jsonl cannot be written/)
  expect(existsSync(join(work, 'other.csv'))).toBe(false)
  expect(readdirSync(work).filter((name) => name.endsWith('.part'))).toEqual([])
}, 120_000)

test('the log’s rows are those of a run on one thread or several', async () => {
  await gemba(simulate('one.csv', 'one.jsonl', '--days', '14', '--replications', '3', '--workers', '1')).ended
  await gemba(simulate('two.csv', 'two.jsonl', '--days', '14', '--replications', '3', '--workers', '2')).ended
  for (const kind of ['csv', 'jsonl'])
    expect(readFileSync(join(work, `two.${kind}`), 'utf8')).toBe(readFileSync(join(work, `one.${kind}`), 'utf8'))
}, 120_000)

function simulateBare(...more: string[]): string[] {
  return ['simulate', join(sample, 'workflow.json'), '--scenario', join(sample, 'scenarios/october.json'), '--json', ...more]
}

async function linesIn(name: string): Promise<number> {
  let lines = 0
  for await (const chunk of createReadStream(join(work, name))) for (const byte of chunk as Buffer) if (byte === 10) lines++
  return lines
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10))
}
