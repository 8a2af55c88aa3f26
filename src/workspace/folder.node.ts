import { type FSWatcher, watch as watchFolder } from 'node:fs'
import { lstat, mkdir, readdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { type FileEntry, type Files, isSafePath, largestFile, requireSafePath, type WriteResult } from './files.ts'
import { UserError } from '../workflow/user-error.ts'
import { lockFile } from './lock.node.ts'
import { KnownTags, tagOf } from './tags.node.ts'
import { flushFolder, writeWhole } from './whole.node.ts'

/** A workspace in a folder of the file system. Reads and writes only inside it; links that lead out are refused. */
export function openFolder(root: string): Files {
  const queue = new Map<string, Promise<unknown>>()
  const tags = new KnownTags()
  return {
    home: 'folder',
    told: () => () => undefined,
    list: (prefix) => listFolder(root, prefix, tags),
    read: async (path) => {
      const bytes = await readInside(root, path)
      return bytes && { text: bytes.toString('utf8'), tag: tagOf(bytes) }
    },
    readBytes: (path) => readInside(root, path),
    write: (path, text, expected) => inTurn(queue, path, () => writeInside(root, path, text, expected)),
    remove: (path, expected) => inTurn(queue, path, () => removeInside(root, path, expected)),
    watch: (onChange) => watchInside(root, onChange),
  }
}

/** What cannot be a file of the workspace (too large, out of reach, a pipe) is not listed; asked for by its path, it says why. */
async function listFolder(root: string, prefix: string, tags: KnownTags): Promise<FileEntry[]> {
  const entries: FileEntry[] = []
  const names = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of names) {
    if (!entry.isFile()) continue
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (!path.startsWith(prefix) || !isSafePath(path)) continue
    const found = await entryOf(root, path, tags).catch(() => null)
    if (found) entries.push(found)
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function entryOf(root: string, path: string, tags: KnownTags): Promise<FileEntry | null> {
  const found = await stat(join(root, path), { bigint: true })
  const known = tags.find(path, found)
  if (known !== null) return { path, size: Number(found.size), tag: known }
  const bytes = await readInside(root, path)
  if (!bytes) return null
  const tag = tagOf(bytes)
  tags.keep(path, found, tag, performance.timeOrigin + performance.now())
  return { path, size: bytes.length, tag }
}

async function readInside(root: string, path: string): Promise<Buffer | null> {
  requireSafePath(path)
  const full = join(root, path)
  if (!(await lstat(full).catch(() => null))) return null
  await requireInside(root, full)
  const found = await stat(full)
  // Reading a pipe would wait for ever.
  if (!found.isFile()) throw new UserError(`${path} is no file but a folder, a pipe or a device, and is left alone.`)
  if (found.size > largestFile)
    throw new UserError(`${path} is larger than ${largestFile / 1024 / 1024} MB, which is more than a workspace file may be.`)
  return readFile(full)
}

async function writeInside(root: string, path: string, text: string, expected: string | null): Promise<WriteResult> {
  requireSafePath(path)
  if (Buffer.byteLength(text) > largestFile) throw new UserError(`${path} would be larger than ${largestFile / 1024 / 1024} MB.`)
  const full = join(root, path)
  await makeFolderInside(root, dirname(full))
  const unlock = await lockFile(full)
  try {
    const before = await readInside(root, path)
    const found = before ? tagOf(before) : null
    const tag = tagOf(text)
    if (found === tag) return { ok: true, tag }
    if (found !== expected) return { ok: false, conflict: found }
    await writeWhole(full, text)
    return { ok: true, tag }
  } finally {
    await unlock()
  }
}

async function removeInside(root: string, path: string, expected: string): Promise<WriteResult> {
  const full = join(root, path)
  // Nothing to lock beside: its folder may be gone as well.
  if (!(await readInside(root, path))) return { ok: true, tag: expected }
  const unlock = await lockFile(full)
  try {
    const before = await readInside(root, path)
    if (!before) return { ok: true, tag: expected }
    const found = tagOf(before)
    if (found !== expected) return { ok: false, conflict: found }
    await rm(full)
    await flushFolder(dirname(full))
    return { ok: true, tag: expected }
  } finally {
    await unlock()
  }
}

/** Makes a folder, once it is sure that none on the way to it is a link that leads out; each new one is flushed to the disk. */
async function makeFolderInside(root: string, folder: string): Promise<void> {
  await mkdir(root, { recursive: true })
  let place = root
  for (const name of ['', ...relative(root, folder).split(sep)]) {
    place = join(place, name)
    const made = await mkdir(place).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
        return false
      },
    )
    if (made) await flushFolder(dirname(place))
    else await requireInside(root, place)
  }
}

async function requireInside(root: string, full: string): Promise<void> {
  const [top, place] = await Promise.all([realpath(root), realpath(full).catch(() => null)])
  if (place !== top && !place?.startsWith(top + sep))
    throw new UserError(`${relative(root, full)} leads out of the workspace folder, or nowhere, and is left alone.`)
}

function inTurn<T>(queue: Map<string, Promise<unknown>>, path: string, work: () => Promise<T>): Promise<T> {
  const turn = (queue.get(path) ?? Promise.resolve()).then(work, work)
  queue.set(path, turn)
  const forget = () => void (queue.get(path) === turn && queue.delete(path))
  turn.then(forget, forget)
  return turn
}

/**
 * Watches each folder by itself: a recursive watch of Node 20 on Linux follows the file that was, so that a file written whole (renamed over) is seen
 * once and never again.
 */
function watchInside(root: string, onChange: (path: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>()
  let stopped = false
  const add = async (folder: string, depth: number): Promise<void> => {
    if (stopped || watchers.has(folder) || depth > 3) return
    try {
      const watcher = watchFolder(folder, (_, name) => {
        if (name === null) return
        const path = relative(root, join(folder, name)).split(sep).join('/')
        if (isSafePath(path)) onChange(path)
        else if (!name.includes('.')) void add(join(folder, name), depth + 1)
      })
      watchers.set(folder, watcher)
      const forget = () => {
        watcher.close()
        watchers.delete(folder)
      }
      watcher.on('error', forget)
    } catch {
      return
    }
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    await Promise.all(entries.filter((entry) => entry.isDirectory()).map(({ name }) => add(join(folder, name), depth + 1)))
  }
  void add(root, 0)
  return () => {
    stopped = true
    for (const watcher of watchers.values()) watcher.close()
  }
}
