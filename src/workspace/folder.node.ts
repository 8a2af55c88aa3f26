import { createHash, randomUUID } from 'node:crypto'
import { type FSWatcher, watch as watchFolder } from 'node:fs'
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { type FileEntry, type Files, isSafePath, largestFile, requireSafePath, type WriteResult } from './files.ts'
import { UserError } from '../workflow/user-error.ts'

/** A workspace in a folder of the file system. Reads and writes only inside it; links that lead out are refused. */
export function openFolder(root: string): Files {
  const queue = new Map<string, Promise<unknown>>()
  return {
    home: 'folder',
    told: () => () => undefined,
    list: (prefix) => listFolder(root, prefix),
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

/** Tag of a file's content: SHA-256 of its bytes. */
export function tagOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Writes a file whole or not at all: a neighbour is written, flushed and renamed over it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const neighbour = `${path}.${randomUUID()}.part`
  try {
    const handle = await open(neighbour, 'wx')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(neighbour, path)
  } catch (error) {
    await rm(neighbour, { force: true })
    throw error
  }
}

async function listFolder(root: string, prefix: string): Promise<FileEntry[]> {
  const entries: FileEntry[] = []
  const names = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of names) {
    if (!entry.isFile()) continue
    const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (!path.startsWith(prefix) || !isSafePath(path)) continue
    const bytes = await readInside(root, path)
    if (bytes) entries.push({ path, size: bytes.length, tag: tagOf(bytes) })
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function readInside(root: string, path: string): Promise<Buffer | null> {
  requireSafePath(path)
  const full = join(root, path)
  const found = await lstat(full).catch(() => null)
  if (!found) return null
  await requireInside(root, full)
  const { size } = await stat(full)
  if (size > largestFile)
    throw new UserError(`${path} is larger than ${largestFile / 1024 / 1024} MB, which is more than a workspace file may be.`)
  return readFile(full)
}

async function writeInside(root: string, path: string, text: string, expected: string | null): Promise<WriteResult> {
  requireSafePath(path)
  if (Buffer.byteLength(text) > largestFile) throw new UserError(`${path} would be larger than ${largestFile / 1024 / 1024} MB.`)
  const full = join(root, path)
  await mkdir(dirname(full), { recursive: true })
  await requireInside(root, dirname(full))
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
  const before = await readInside(root, path)
  if (!before) return { ok: true, tag: expected }
  const unlock = await lockFile(join(root, path))
  try {
    const found = tagOf(before)
    if (found !== expected) return { ok: false, conflict: found }
    await rm(join(root, path))
    return { ok: true, tag: expected }
  } finally {
    await unlock()
  }
}

/** A lock file beside the file keeps the command line and the server from writing at the same moment. A lock older than 10 s is a dead one. */
async function lockFile(full: string): Promise<() => Promise<void>> {
  const lock = `${full}.lock`
  for (let attempt = 0; attempt < 400; attempt++) {
    const handle = await open(lock, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      return null
    })
    if (handle) {
      await handle.close()
      return () => rm(lock, { force: true })
    }
    const age = await stat(lock).then(
      (found) => performance.timeOrigin + performance.now() - found.mtimeMs,
      () => 0,
    )
    if (age > 10_000) await rm(lock, { force: true })
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new UserError(`${full} is locked by another program. Close it, or delete ${lock} if no other program runs.`)
}

async function requireInside(root: string, full: string): Promise<void> {
  const [top, place] = await Promise.all([realpath(root), realpath(full)])
  if (place !== top && !place.startsWith(top + sep))
    throw new UserError(`${relative(root, full)} leads out of the workspace folder and is left alone.`)
}

function inTurn<T>(queue: Map<string, Promise<unknown>>, path: string, work: () => Promise<T>): Promise<T> {
  const turn = (queue.get(path) ?? Promise.resolve()).then(work, work)
  queue.set(path, turn)
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
