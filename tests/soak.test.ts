import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('the long script can be started: a section that is none is answered with those that are', async () => {
  const script = fileURLToPath(new URL('../scripts/soak.mjs', import.meta.url))
  const [code, said] = await new Promise<[number | string | undefined, string]>((resolve) =>
    execFile(process.execPath, [script, 'none'], (error, out, err) => resolve([error?.code ?? 0, out + err])),
  )
  expect(said).toMatch(/^Usage: npm run soak -- \[oracle\|.*\|all\]/)
  expect(code).toBe(2)
})
