// The programs whose speed is compared: Gemba's command line, and the peers of ../shared/bench/peers (or $GEMBA_PEERS) that are installed here.
import { execFile, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { line, textOf } from '../bench-models.mjs'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const gemba = join(root, 'dist/cli/gemba.js')

/** `gemba bench` in a fresh process: its JSON. */
export async function benchGemba(model, cases, workers, ...more) {
  const { stdout } = await run(
    process.execPath,
    [gemba, 'bench', '--model', model, '--cases', cases, '--workers', workers, ...more, '--json'].map(String),
  )
  return JSON.parse(stdout)
}

/** The line with more states than it needs, as files; answers with a function that runs them and says how many seconds they took. */
export function largerLine(folder, name, larger) {
  const place = join(folder, name)
  mkdirSync(place, { recursive: true })
  const { workflow, scenario } = line(larger)
  writeFileSync(join(place, 'workflow.json'), textOf(workflow))
  writeFileSync(join(place, 'scenario.json'), textOf(scenario))
  return async (cases) => {
    const args = ['--cases', cases, '--replications', 1, '--workers', 1, '--json']
    const { stdout } = await run(
      process.execPath,
      [gemba, 'simulate', join(place, 'workflow.json'), '--scenario', join(place, 'scenario.json'), ...args].map(String),
      { maxBuffer: 1e8 },
    )
    return JSON.parse(stdout).wallSeconds
  }
}

/** Peers that run here, by name, and why the others do not. The folder may be read-only: it is copied, and built in the copy. */
export function findPeers() {
  const folder = process.env.GEMBA_PEERS ?? join(root, '../shared/bench/peers')
  if (!existsSync(folder)) return { peers: {}, missing: { 'all peers': `there is no folder ${folder} (GEMBA_PEERS names another)` } }
  const copy = join(tmpdir(), 'gemba-peers')
  mkdirSync(copy, { recursive: true })
  spawnSync('chmod', ['-R', 'u+w', copy])
  cpSync(folder, copy, { recursive: true, force: true, preserveTimestamps: true })
  spawnSync('chmod', ['-R', 'u+w', copy])
  const build = join(copy, '.build')
  // It builds the C++ programs and installs the npm ones, then checks none.
  const built = spawnSync('bash', [join(copy, 'run.sh'), 'table', '--models', ''], {
    env: { ...process.env, PEERS_TMP: build },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const listed = spawnSync(
    '/usr/bin/python3',
    ['-c', `import sys; sys.path.insert(0, ${JSON.stringify(copy)}); import json, run; print(json.dumps(run.programs(None)))`],
    {
      cwd: tmpdir(),
      env: { ...process.env, PEERS_TMP: build, PYTHONDONTWRITEBYTECODE: '1' },
      encoding: 'utf8',
    },
  )
  if (listed.status !== 0) return { peers: {}, missing: { 'all peers': lastLine(listed.stderr) || 'python3 is missing' } }
  const [programs, missing] = JSON.parse(listed.stdout)
  if (!existsSync(join(build, 'ref'))) {
    for (const name of Object.keys(programs)) if (name.startsWith('cpp-')) delete programs[name]
    missing['cpp-ref'] = `it could not be built (${lastLine(built.stderr) || 'g++ is missing'})`
  }
  return {
    peers: Object.fromEntries(Object.entries(programs).map(([name, [command, env, tail]]) => [name, peer(command, env, tail)])),
    missing,
  }
}

/** A peer: given a model of models.md and a number of cases, its JSON line. */
function peer([file, ...first], env, tail = []) {
  return async (model, cases, seed) => {
    const { stdout } = await run(file, [...first, model, String(cases), String(seed), ...tail], {
      env: { ...process.env, ...env },
      maxBuffer: 1e8,
    })
    return JSON.parse(stdout.split('\n').findLast((text) => text.startsWith('{')) ?? 'null')
  }
}

/** A folder of our own under the system's temporary one. */
export function temporaryFolder() {
  return mkdtempSync(join(tmpdir(), 'gemba-bench-'))
}

function lastLine(text) {
  return (text ?? '').trim().split('\n').at(-1)
}
