import { randomUUID } from 'node:crypto'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Writes a file whole or not at all, and for good: a neighbour is written, flushed and renamed over it, and the folder, which holds the name, is flushed too.
 * Throws what the system says.
 */
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
  await flushFolder(dirname(path))
}

/** Flushes the names in a folder to the disk. Systems that open no folder (Windows) keep names by themselves. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  if (!handle) return
  try {
    await handle.sync()
  } catch {
    // Some network disks have nothing to flush.
  } finally {
    await handle.close()
  }
}

/** Seconds after which a neighbour or a lock belongs to a program that was ended in the middle of a write. */
const abandoned = 3600
const leftover = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$|\.(json|md|html|csv|gz)\.lock(\.take)?$/

/** Takes away what programs that were ended in a write left in a folder and below: neighbours and locks, an hour old. `now`: milliseconds since 1970. */
export async function sweepLeftovers(root: string, now: number): Promise<void> {
  const names = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of names.filter((found) => found.isFile() && leftover.test(found.name))) {
    const path = join(entry.parentPath, entry.name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }))
    if (now - mtimeMs > abandoned * 1000) await rm(path, { force: true }).catch(() => undefined)
  }
}
