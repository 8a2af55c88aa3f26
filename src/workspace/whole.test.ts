import { mkdir, mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { exchangeSystem, system } from '../../tests/keep/exchange-system.ts'
import { openFolder } from './folder.node.ts'
import { tagOf } from './tags.node.ts'
import { sweepLeftovers, writeWhole } from './whole.node.ts'

/* What must have reached the disk, and in which order, so that a power cut leaves the old file or the new one. */

const steps: string[] = []
const short = (path: unknown) =>
  String(path)
    .replace(/.*gemba-whole-[^/]*/, '')
    .replace(/\.[\w-]+\.part$/, '.part')
exchangeSystem({
  open: async (path, flags) => {
    const handle = await system.open(path, flags)
    const sync = handle.sync.bind(handle)
    handle.sync = () => {
      steps.push(`flush ${short(path)}`)
      return sync()
    }
    return handle
  },
  rename: (from, to) => {
    steps.push(`rename ${short(from)} ${short(to)}`)
    return system.rename(from, to)
  },
  rm: (path, options) => {
    if (!/lock/.test(String(path))) steps.push(`remove ${short(path)}`)
    return system.rm(path, options)
  },
})

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gemba-whole-'))
  steps.length = 0
})

test('a file is flushed before it takes its name, and its folder after', async () => {
  await writeWhole(join(root, 'x.json'), 'one')
  expect(steps).toEqual(['flush /x.json.part', 'rename /x.json.part /x.json', 'flush '])
})

test('the folders that a new file needs are flushed, and the folder of one that is removed', async () => {
  const files = openFolder(root)
  await files.write('abuse/scenarios/first.json', 'one', null)
  expect(steps).toEqual([
    'flush ',
    'flush /abuse',
    'flush /abuse/scenarios/first.json.part',
    'rename /abuse/scenarios/first.json.part /abuse/scenarios/first.json',
    'flush /abuse/scenarios',
  ])
  steps.length = 0
  await files.remove('abuse/scenarios/first.json', tagOf('one'))
  expect(steps).toEqual(['remove /abuse/scenarios/first.json', 'flush /abuse/scenarios'])
})

test('what an ended program left an hour ago is swept, and nothing else', async () => {
  await mkdir(join(root, 'abuse'))
  const id = '0b7e4a52-9c11-4f0e-8a55-0123456789ab'
  const old = [`workflow.json.${id}.part`, 'workflow.json.lock', 'workflow.json.lock.take']
  const kept = ['workflow.json', 'chapter.part', 'yarn.lock', `young.json.${id}.part`, 'young.json.lock']
  for (const name of [...old, ...kept]) await writeFile(join(root, 'abuse', name), name)
  const now = new Date('2026-11-28T12:00:00Z').getTime()
  for (const name of [...old, ...kept]) {
    const at = new Date(now - (name.startsWith('young') ? 3500 : 3700) * 1000)
    await utimes(join(root, 'abuse', name), at, at)
  }
  await sweepLeftovers(root, now)
  expect((await readdir(join(root, 'abuse'))).sort()).toEqual(kept.sort())
})
