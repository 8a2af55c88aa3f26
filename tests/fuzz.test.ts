import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { kernelHere } from './engine/kernel-here.ts'
import { fuzzCase } from './fuzz/files.ts'

/* The first cases of `npm run soak -- fuzz`. A case that fails is replayed by its number: `npm run soak -- fuzz --seed NUMBER --mutations 1`. */

const cases = 200

test(`${cases} files that are wrong in some way are read or refused in words, within 5 s of CPU, and nothing else`, async () => {
  const folder = fileURLToPath(new URL('../workflows', import.meta.url))
  const kernel = await kernelHere()
  const found = []
  for (let number = 0; number < cases; number++) found.push({ number, ...(await fuzzCase(number, folder, kernel)) })
  expect(found.filter(({ how }) => how === 'fault')).toEqual([])
  // Both happen often, or the wounds are too deep or too shallow to show anything.
  for (const how of ['read', 'refused']) expect(found.filter((one) => one.how === how).length).toBeGreaterThan(cases / 8)
}, 120_000)
