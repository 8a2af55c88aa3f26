import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../scripts/bench.mjs', import.meta.url))

test('npm run bench prints its figures', async () => {
  const args = [script, '--cases', '10000', '--rounds', '1', '--without', 'peers,growth,page']
  const { stdout } = await promisify(execFile)(process.execPath, args)
  expect(stdout).toMatch(/gemba, 1 worker +10,000 +[\d.]+ +\d+ +1 ×/)
  expect(stdout).toMatch(/gemba, network +2,000 +[\d.]+/)
  expect(stdout).toMatch(/two workers against one +[\d.]+×/)
  expect(stdout).toMatch(/peak memory, 10,000 cases against 1,000 +[\d.]+×/)
}, 120_000)
