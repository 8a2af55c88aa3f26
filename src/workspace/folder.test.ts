import { execFileSync } from 'node:child_process'
import { Hash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { type Files, largestFile } from './files.ts'
import { openFolder } from './folder.node.ts'
import { openServer, serverAnswers } from './server.browser.ts'
import { workspaceMiddleware } from './server.node.ts'
import { tagOf } from './tags.node.ts'
import { writeWhole } from './whole.node.ts'

const closers: (() => void)[] = []
afterAll(() => closers.forEach((close) => close()))

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'gemba-workspace-'))
}

/** The same folder through the local server, as the page sees it. */
async function served(root: string): Promise<{ files: Files; base: string }> {
  const middleware = workspaceMiddleware(root)
  const server = createServer((request, response) => middleware(request, response, () => response.writeHead(404).end()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(
    () => server.close(),
    () => server.closeAllConnections(),
  )
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
  return { files: openServer(base), base }
}

const homes = [
  { name: 'a folder', open: (root: string) => Promise.resolve(openFolder(root)) },
  { name: 'the local server', open: async (root: string) => (await served(root)).files },
]

test.each(homes)('$name keeps what it is given, and says where everything is', async ({ open }) => {
  const files = await open(await folder())
  const first = await files.write('abuse/workflow.json', 'one\n', null)
  expect(first).toEqual({ ok: true, tag: tagOf('one\n') })
  expect(await files.read('abuse/workflow.json')).toEqual({ text: 'one\n', tag: tagOf('one\n') })
  expect(await files.list('abuse/')).toEqual([{ path: 'abuse/workflow.json', size: 4, tag: tagOf('one\n') }])
  expect(await files.list('other/')).toEqual([])
  expect(await files.read('abuse/layout.json')).toBeNull()
})

test.each(homes)('$name never overwrites a file that somebody else changed', async ({ open }) => {
  const root = await folder()
  const files = await open(root)
  await files.write('abuse/workflow.json', 'mine', null)
  await writeFile(join(root, 'abuse/workflow.json'), 'theirs')
  expect(await files.write('abuse/workflow.json', 'mine again', tagOf('mine'))).toEqual({ ok: false, conflict: tagOf('theirs') })
  expect(await files.write('abuse/workflow.json', 'new', null)).toEqual({ ok: false, conflict: tagOf('theirs') })
  expect(await files.remove('abuse/workflow.json', tagOf('mine'))).toEqual({ ok: false, conflict: tagOf('theirs') })
  expect(await readFile(join(root, 'abuse/workflow.json'), 'utf8')).toBe('theirs')
  expect(await files.remove('abuse/workflow.json', tagOf('theirs'))).toMatchObject({ ok: true })
  expect(await readdir(join(root, 'abuse'))).toEqual([])
})

test.each(homes)('$name lets one of many writers win, and nothing is torn', async ({ open }) => {
  const root = await folder()
  const files = [await open(root), await open(root)] as const
  await files[0].write('abuse/workflow.json', 'start', null)
  const texts = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(10_000))
  const results = await Promise.all(
    texts.map((text, index) => (index % 2 === 0 ? files[0] : files[1]).write('abuse/workflow.json', text, tagOf('start'))),
  )
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect(texts).toContain(await readFile(join(root, 'abuse/workflow.json'), 'utf8'))
  expect((await readdir(join(root, 'abuse'))).filter((name) => name !== 'workflow.json')).toEqual([])
})

test.each(homes)('$name refuses every way out of the folder', async ({ open }) => {
  const root = await folder()
  const outside = await folder()
  await writeFile(join(outside, 'secret.json'), 'secret')
  await mkdir(join(root, 'abuse'))
  await symlink(join(outside, 'secret.json'), join(root, 'abuse', 'link.json'))
  await symlink(outside, join(root, 'away'))
  const files = await open(root)
  for (const path of [
    '../secret.json',
    'abuse/../../secret.json',
    '/etc/passwd',
    'abuse/.hidden.json',
    'a\\b.json',
    'abuse/x.exe',
    'a/b/c/d/e.json',
    'abuse/link.json',
    'away/secret.json',
    'abuse/%2e%2e/x.json',
    'x\0.json',
  ]) {
    await expect(files.read(path), path).rejects.toThrow(/workspace|folder|outside/i)
  }
  for (const path of ['away/new.json', 'away/made/new.json', 'away/made/deeper/new.json'])
    await expect(files.write(path, 'x', null), path).rejects.toThrow(/workspace/)
  expect(await readdir(outside, { recursive: true })).toEqual(['secret.json'])
})

test.each(homes)('$name leaves alone what is no file, and lists the rest', async ({ open }) => {
  const root = await folder()
  const files = await open(root)
  await files.write('abuse/workflow.json', 'one', null)
  execFileSync('mkfifo', [join(root, 'abuse/pipe.json')])
  await mkdir(join(root, 'abuse/folder.json'))
  await truncate(await made(join(root, 'abuse/huge.csv')), largestFile + 1)
  for (const path of ['abuse/pipe.json', 'abuse/folder.json']) {
    await expect(files.read(path), path).rejects.toThrow(/no file/)
    await expect(files.write(path, 'x', null), path).rejects.toThrow(/no file/)
    await expect(files.remove(path, tagOf('')), path).rejects.toThrow(/no file/)
  }
  await expect(files.read('abuse/huge.csv')).rejects.toThrow(/larger than 64 MB/)
  expect((await files.list('')).map(({ path }) => path)).toEqual(['abuse/workflow.json'])
})

async function made(path: string): Promise<string> {
  await writeFile(path, '')
  return path
}

test('a file that changes while its removal waits for the lock is kept', async () => {
  const root = await folder()
  const files = openFolder(root)
  await files.write('abuse/workflow.json', 'one', null)
  const lock = await made(join(root, 'abuse/workflow.json.lock'))
  const removed = files.remove('abuse/workflow.json', tagOf('one'))
  await new Promise((resolve) => setTimeout(resolve, 100))
  await writeFile(join(root, 'abuse/workflow.json'), 'two')
  await rm(lock)
  expect(await removed).toEqual({ ok: false, conflict: tagOf('two') })
  expect(await readFile(join(root, 'abuse/workflow.json'), 'utf8')).toBe('two')
})

test('a file is hashed again only when it changed, and then always', async () => {
  const root = await folder()
  const path = join(root, 'abuse/workflow.json')
  const files = openFolder(root)
  await files.write('abuse/workflow.json', 'one', null)
  const tag = async () => (await files.list(''))[0]?.tag
  // Changed to another of the same length again and again, as fast as can be: no content has the tag of another.
  for (let time = 100; time < 200; time++) {
    await writeFile(path, `${time}`)
    expect(await tag()).toBe(tagOf(`${time}`))
  }
  const old = new Date('2020-01-01')
  await utimes(path, old, old)
  await new Promise((resolve) => setTimeout(resolve, 2100))
  expect(await tag()).toBe(tagOf('199'))
  const read = vi.spyOn(Hash.prototype, 'update')
  expect(await tag()).toBe(tagOf('199'))
  expect(read.mock.calls.length).toBe(1)
  read.mockRestore()
  await writeFile(path, 'new')
  await utimes(path, old, old)
  expect(await tag()).toBe(tagOf('new'))
})

test('the local server answers only to its own page on its own host', async () => {
  const root = await folder()
  const { base } = await served(root)
  expect(await serverAnswers(base)).toBe(true)
  const status = async (headers: Record<string, string>, method = 'GET') => {
    const { request } = await import('node:http')
    return new Promise((resolve) => {
      const sent = request(`${base}${method === 'GET' ? 'files' : 'file/abuse/workflow.json'}`, { method, headers }, (response) =>
        resolve(response.resume().statusCode),
      )
      sent.end(method === 'PUT' ? JSON.stringify(headers) : undefined)
    })
  }
  const host = new URL(base).host
  expect(await status({ host })).toBe(200)
  expect(await status({ host: 'evil.example' })).toBe(403)
  expect(await status({ host, origin: 'http://evil.example' })).toBe(403)
  expect(await status({ host, 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await status({ host, 'sec-fetch-site': 'same-site' })).toBe(403)
  expect(await status({ host, origin: `http://${host}` }, 'PUT')).toBe(428)
  expect(await status({ host, origin: 'http://localhost:9', 'if-none-match': '*' }, 'PUT')).toBe(403)
  expect(await status({ host, 'if-none-match': '*' }, 'PUT')).toBe(200)
  expect(await status({ host, 'if-match': `"${tagOf('y')}"` }, 'PUT')).toBe(412)
})

test('a file that is written whole again and again is noticed each time, in folders made later too', async () => {
  const root = await folder()
  const files = openFolder(root)
  await files.write('abuse/workflow.json', 'zero', null)
  const seen = new Map<string, number>()
  closers.push(files.watch((path) => seen.set(path, (seen.get(path) ?? 0) + 1)))
  await new Promise((resolve) => setTimeout(resolve, 100))
  for (const path of ['abuse/workflow.json', 'later/workflow.json', 'later/scenarios/first.json'])
    for (let time = 0; time < 3; time++) {
      seen.delete(path)
      await mkdir(dirname(join(root, path)), { recursive: true })
      await new Promise((resolve) => setTimeout(resolve, 100))
      await writeWhole(join(root, path), `${time}`)
      await vi.waitFor(() => expect([path, time, seen.has(path)]).toEqual([path, time, true]))
    }
})

test('a change from outside is noticed', async () => {
  const root = await folder()
  const files = openFolder(root)
  await files.write('abuse/workflow.json', 'one', null)
  const seen = new Promise<string>((resolve) => closers.push(files.watch(resolve)))
  await writeFile(join(root, 'abuse/workflow.json'), 'two')
  expect(await seen).toBe('abuse/workflow.json')
})
