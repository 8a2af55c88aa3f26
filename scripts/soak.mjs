/*
 * `npm run soak`: the long correctness script. What it runs is in tests/soak.
 *
 *   npm run soak -- [oracle|kernel|theory|statistics|all] [--machines 10000] [--cases 100] [--events 50] [--macro-runs 400] [--seed N] [--minutes M] [--threads N]
 */
import { rmSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { kernelPlugin } from './kernel.mjs'
import './setup.mjs'

const { build } = await import('rolldown')
const path = (place) => fileURLToPath(new URL(place, import.meta.url))
const file = path(`../dist/soak/soak.${process.pid}.mjs`)
await build({
  input: path('../tests/soak/soak.ts'),
  platform: 'node',
  plugins: [kernelPlugin()],
  output: { file, codeSplitting: false },
  logLevel: 'warn',
})
process.on('exit', () => rmSync(file, { force: true }))
await import(pathToFileURL(file).href)
