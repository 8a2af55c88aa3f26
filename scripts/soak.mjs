/*
 * `npm run soak`: the long correctness script. What it runs is in tests/soak.
 *
 *   npm run soak -- kills [--kills 500] [--seed N]     kills the browser so often in each home of the work; another seed is another slice
 *   npm run soak -- ended                              ends workers of the page at 50 random moments
 *   npm run soak -- damages                            damages the browser's storage in every way we know, at many places
 *   npm run soak -- [oracle|kernel|theory|statistics|alarms|longrun|forecast|fuzz|causes|judge|gains|imports|truth|scripts|samples|charts|all] [--machines 10000] [--mutations 2000] [--charts 200] [--cases 100] [--events 50] [--macro-runs 400] [--seed N] [--minutes M] [--threads N]
 */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { kernelPlugin } from './kernel.mjs'
import './setup.mjs'

if (process.argv[2] === 'damages') {
  const { status } = spawnSync('npx', ['playwright', 'test', 'tests/journeys/damage.spec.ts', '--timeout', '0'], {
    stdio: 'inherit',
    env: { ...process.env, GEMBA_DAMAGES: 'all' },
  })
  process.exit(status ?? 1)
}
if (process.argv[2] === 'ended') {
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', '--project', 'browser', 'tests/workers/ended.browser.test.ts', '--testTimeout', '600000'],
    {
      stdio: 'inherit',
      env: { ...process.env, VITE_ENDED: '10' },
    },
  )
  process.exit(status ?? 1)
}
if (process.argv[2] === 'kills') {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { kills: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
  })
  const { status } = spawnSync('npx', ['playwright', 'test', 'tests/journeys/keep.spec.ts', '-g', 'random moments', '--timeout', '0'], {
    stdio: 'inherit',
    env: { ...process.env, GEMBA_KILLS: values.kills, GEMBA_KILLS_SEED: values.seed },
  })
  process.exit(status ?? 1)
}
const { build } = await import('rolldown')
const path = (place) => fileURLToPath(new URL(place, import.meta.url))
const file = path(`../dist/soak/soak.${process.pid}.mjs`)
await build({
  input: path('../tests/soak/soak.ts'),
  platform: 'node',
  plugins: [kernelPlugin()],
  // What finds files by its own place stays where it is.
  external: ['elkjs', 'playwright', path('browser.mjs')],
  output: { file, codeSplitting: false },
  logLevel: 'warn',
})
process.on('exit', () => rmSync(file, { force: true }))
await import(pathToFileURL(file).href)
