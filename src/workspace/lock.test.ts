import { mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exchangeSystem, system } from '../../tests/keep/exchange-system.ts'
import { lockFile } from './lock.node.ts'

/* A program may be held up between any two steps: here each removal is, for a time of its own. */

let removals = 0
exchangeSystem({
  rm: async (path, options) => {
    await new Promise((resolve) => setTimeout(resolve, (removals++ * 37) % 90))
    return system.rm(path, options)
  },
})

test('of many that find a dead lock one at a time holds the new one', async () => {
  const root = await mkdtemp(join(tmpdir(), 'gemba-lock-'))
  const full = join(root, 'x.json')
  await writeFile(`${full}.lock`, '')
  const past = new Date('2020-01-01')
  await utimes(`${full}.lock`, past, past)
  let [holders, most] = [0, 0]
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      const unlock = await lockFile(full)
      most = Math.max(most, ++holders)
      await new Promise((resolve) => setTimeout(resolve, 60))
      holders--
      await unlock()
    }),
  )
  expect(most).toBe(1)
  expect(await readdir(root)).toEqual([])
})

test('who was taken for dead takes nothing from who took over', async () => {
  const full = join(await mkdtemp(join(tmpdir(), 'gemba-lock-')), 'x.json')
  const unlockFirst = await lockFile(full)
  const past = new Date('2020-01-01')
  await utimes(`${full}.lock`, past, past)
  const unlockSecond = await lockFile(full)
  await unlockFirst()
  await expect(readFile(`${full}.lock`, 'utf8')).resolves.toMatch(/^[0-9a-f-]{36}$/)
  await unlockSecond()
  await expect(readFile(`${full}.lock`, 'utf8')).rejects.toThrow(/ENOENT/)
})
