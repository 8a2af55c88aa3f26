import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { wordsOf } from '../src/cli/error-words.ts'
import { UserError } from '../src/workflow/user-error.ts'
import { type Result, run, script, start } from './cli/gemba.ts'
import { claimingBomb, endlessLine, silentBomb } from './bombs.ts'

/* Whatever goes wrong, the command line says it in a sentence, ends with 2 and leaves nothing behind; a stack is for whoever asks for it. */

const root = fileURLToPath(new URL('..', import.meta.url))
const urgent = join(root, 'workflows/urgent-harm')
const workflow = join(urgent, 'workflow.json')
const scenario = join(urgent, 'scenarios/on-call.json')
let work = ''

const gemba = (args: readonly string[]) => run(work, args)

const stack = /\n\s+at .*[:(]/

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'gemba-errors-'))
  mkdirSync(join(work, 'folder'))
  writeFileSync(join(work, 'header-comma.csv'), 'case_id,activity,start,end,\n1,Review,2026-01-05T09:00,2026-01-05T09:05\n')
  writeFileSync(join(work, 'cases.csv'), 'Ticket,Opened,Closed\n1,2025-01-01,2025-01-03\n2,2025-01-02,2025-01-03\n')
  writeFileSync(join(work, 'two.csv'), 'case_id,activity,start,end\n1,Review,2026-01-05T09:00,2026-01-05T09:05\n')
  writeFileSync(join(work, 'number.json'), '7')
  writeFileSync(join(work, 'bytes.json'), Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 131) % 256)))
})

test.each([
  ['profile header-comma.csv', /None of the 1 rows.*line 2: wrong number of fields.*same number of fields/],
  [`calibrate ${workflow} --history header-comma.csv -o x.json`, /None of the 1 rows.*line 2/],
  [`simulate ${workflow} --scenario ${scenario} --history header-comma.csv`, /None of the 1 rows.*line 2/],
  ['discover header-comma.csv -o x.json', /None of the 1 rows.*line 2/],
  ['discover cases.csv -o x.json', /drawn from an event log/],
  ['discover two.csv -o x.json --keep 2', /--keep takes a share from 0 to 1/],
  ['backtest cases.csv', /needs an event log/],
  ['backtest two.csv', /too small to be cut: 0 cases to learn from/],
  ['backtest number.json', /looks like a workflow; say --history/],
  ['validate folder', /folder is a folder; name a file in it/],
  ['validate nowhere.json', /There is no file nowhere.json/],
  ['profile folder', /folder is a folder/],
  [`export ${workflow} --to svg -o folder`, /folder is a folder/],
  [`export ${workflow} --to svg -o number.json/x.svg`, /number.json is not a folder/],
  [`export ${workflow} --to svg -o ${'x'.repeat(300)}`, /name of the file is too long/],
  [`simulate ${workflow} --scenario number.json`, /number.json: /],
  [
    `simulate ${workflow} --scenario ${scenario} --days 7 --log nowhere/log.csv`,
    /nowhere\/log.csv cannot be written: there is no folder nowhere/,
  ],
  [`simulate ${workflow} --scenario ${scenario} --json --log -`, /--json and a --log.*mix/],
  [`simulate ${workflow} --scenario ${scenario} --json --trace -`, /--json and a --log or --trace.*mix/],
  [`simulate bytes.json --scenario ${scenario}`, /bytes.json: /],
  ['import bytes.json -o x.json', /bytes.json: /],
  [`diff ${workflow} number.json`, /number.json: /],
  ['step bytes.json', /bytes.json: /],
  [`simulate ${workflow} --scenario ${scenario} --days 1e9`, /36,525 days \(a century\) at most/],
])('%s: a sentence, 2, no stack, nothing left', async (line, sentence) => {
  const { code, err, out } = await gemba(line.split(' '))
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(sentence)
  expect(err).not.toMatch(stack)
  expect(readdirSync(work).filter((name) => /part$|^x\./.test(name))).toEqual([])
})

test('a full output and a reader that has seen enough', async () => {
  const piped = (to: string) =>
    new Promise<Result>((resolve) =>
      execFile('sh', ['-c', `${process.execPath} ${script} schema workflow ${to}; echo "code $?" >&2`], (_, out, err) =>
        resolve({ code: Number(/code (\d+)/.exec(err)?.[1]), out, err }),
      ),
    )
  const full = existsSync('/dev/full') ? await piped('> /dev/full') : { code: 2, err: 'no room left' }
  expect(full.code).toBe(2)
  expect(full.err).toMatch(/no room left/)
  expect(full.err).not.toMatch(stack)
  const gone = await piped('| head -c 1')
  expect(gone.err).toBe('code 0\n')
})

test('SIGHUP and SIGTERM in a run: 130, and no part of a file is left', async () => {
  for (const signal of ['SIGHUP', 'SIGTERM'] as const) {
    const args = ['simulate', workflow, '--scenario', scenario, '--days', '3000', '--log', 'log.csv', '--trace', 'trace.jsonl']
    const child = spawn(process.execPath, [script, ...args], { cwd: work, stdio: 'ignore' })
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
    while (!readdirSync(work).some((name) => name.endsWith('.part'))) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill(signal)
    expect(await ended, signal).toBe(130)
    expect(readdirSync(work).filter((name) => /^log|^trace/.test(name))).toEqual([])
  }
}, 60_000)

test('a place beyond the canvas is named, and the drawing is laid out anew', async () => {
  mkdirSync(join(work, 'far'))
  writeFileSync(join(work, 'far/workflow.json'), readFileSync(workflow))
  writeFileSync(join(work, 'far/layout.json'), readFileSync(join(urgent, 'layout.json'), 'utf8').replace(/"x": -?[\d.]+/, '"x": 1e308'))
  const { code, err } = await gemba(['export', 'far/workflow.json', '--to', 'svg', '-o', '-'])
  expect(code).toBe(0)
  expect(err).toMatch(/layout\.json: .*placements\..*\.x: lies outside the canvas.*left out/)
})

test('a bomb is refused within a second of reading, by what its end claims and by what comes out of it', async () => {
  writeFileSync(join(work, 'silent.csv.gz'), silentBomb())
  writeFileSync(join(work, 'claiming.csv.gz'), claimingBomb())
  for (const file of ['silent.csv.gz', 'claiming.csv.gz']) {
    for (const line of [
      `profile ${file}`,
      `calibrate ${workflow} --history ${file} -o x.json`,
      `simulate ${workflow} --scenario ${scenario} --history ${file}`,
    ]) {
      const { code, err } = await gemba(line.split(' '))
      expect(code).toBe(2)
      expect(err).toMatch(/unpacks to [\d,]+ times its size.*--large/)
      expect(err).not.toMatch(stack)
    }
  }
}, 60_000)

test('a line without end is called too long', async () => {
  writeFileSync(join(work, 'line.csv'), endlessLine(3e6))
  expect(await gemba(['profile', 'line.csv'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/Line 2 is too long.*quote opened and never closed/),
  })
})

test('the stack is there for whoever asks for it', async () => {
  expect((await start(work, ['profile', 'header-comma.csv'], '', { GEMBA_DEBUG: '1' })).err).toMatch(stack)
})

test('what the system says no to is said in words, and what is our fault as well', () => {
  const system = (code: string, path?: string) =>
    Object.assign(new Error(`${code}: x, open '${path ?? ''}'`), { code, errno: -1, syscall: 'open', ...(path !== undefined && { path }) })
  expect(wordsOf(system('ENOSPC'))).toMatch(/no room left on the disk/)
  expect(wordsOf(system('EACCES', '/a/b.json.1234.part'))).toMatch(/no right to use \/a\/b\.json\. /)
  expect(wordsOf(system('EROFS', '/a'))).toMatch(/can only be read/)
  expect(wordsOf(system('EMFILE'))).toMatch(/Too many files/)
  expect(wordsOf(system('EWHATEVER', '/a'))).toMatch(/\/a could not be read or written: the system says EWHATEVER/)
  let grown: unknown
  try {
    new ArrayBuffer(2 ** 53 - 1)
  } catch (error) {
    grown = error
  }
  expect(wordsOf(grown)).toMatch(/no more memory/)
  expect(wordsOf(new UserError('Mend it.'))).toBe('Mend it.')
  expect(wordsOf(new TypeError('x is not a function\n    at y'))).toMatch(/fault in Gemba.*x is not a function\).*GEMBA_DEBUG=1/)
  for (const error of [system('EIO'), new TypeError('x\n  at y:1'), 'thrown text', undefined]) expect(wordsOf(error)).not.toContain('\n')
})
