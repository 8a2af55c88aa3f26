import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { sha256 } from '../workflow/hash.ts'
import { type FileEntry, type Files, requireSafePath, type WriteResult } from './files.ts'

interface Shelf extends DBSchema {
  files: { key: string; value: { path: string; text: string; tag: string; size: number } }
}

/** What the static build ships to look at and start from: paths and how to fetch one. */
type Shipped = { readonly entries: readonly FileEntry[]; readonly fetch: (path: string) => Promise<Response> }

/**
 * A workspace in the browser's own storage, over the shipped samples: a file that was written here hides the shipped one.
 * A write resolves when its transaction has completed with strict durability, so a killed tab loses nothing that was acknowledged.
 */
export async function openBrowserStorage(shipped: Shipped): Promise<Files> {
  const shelf = await openDB<Shelf>('gemba', 1, { upgrade: (database) => void database.createObjectStore('files', { keyPath: 'path' }) })
  const channel = new BroadcastChannel('gemba-files')
  const shippedTag = (path: string) => shipped.entries.find((entry) => entry.path === path)?.tag ?? null
  return {
    home: 'browser',
    list: (prefix) => listBoth(shelf, shipped, prefix),
    read: async (path) => {
      requireSafePath(path)
      const kept = await shelf.get('files', path)
      if (kept) return { text: kept.text, tag: kept.tag }
      if (shippedTag(path) === null) return null
      const text = await (await shipped.fetch(path)).text()
      return { text, tag: sha256(text) }
    },
    readBytes: async (path) => {
      requireSafePath(path)
      const kept = await shelf.get('files', path)
      if (kept) return new TextEncoder().encode(kept.text)
      return shippedTag(path) === null ? null : new Uint8Array(await (await shipped.fetch(path)).arrayBuffer())
    },
    write: async (path, text, expected) => {
      const result = await writeKept(shelf, path, text, expected, shippedTag(path))
      if (result.ok) channel.postMessage(path)
      return result
    },
    remove: async (path, expected) => {
      const transaction = shelf.transaction('files', 'readwrite', { durability: 'strict' })
      const found = (await transaction.store.get(path))?.tag ?? null
      const removes = found === null || found === expected
      if (removes) await transaction.store.delete(path)
      await transaction.done
      if (removes) channel.postMessage(path)
      return removes ? { ok: true, tag: expected } : { ok: false, conflict: found }
    },
    watch: (onChange) => {
      const listen = (event: MessageEvent<string>) => onChange(event.data)
      channel.addEventListener('message', listen)
      return () => channel.removeEventListener('message', listen)
    },
  }
}

async function writeKept(
  shelf: IDBPDatabase<Shelf>,
  path: string,
  text: string,
  expected: string | null,
  shippedTag: string | null,
): Promise<WriteResult> {
  requireSafePath(path)
  const tag = sha256(text)
  const transaction = shelf.transaction('files', 'readwrite', { durability: 'strict' })
  const found = (await transaction.store.get(path))?.tag ?? shippedTag
  if (found !== expected && found !== tag) {
    await transaction.done
    return { ok: false, conflict: found }
  }
  await transaction.store.put({ path, text, tag, size: new TextEncoder().encode(text).length })
  await transaction.done
  return { ok: true, tag }
}

async function listBoth(shelf: IDBPDatabase<Shelf>, shipped: Shipped, prefix: string): Promise<FileEntry[]> {
  const byPath = new Map(shipped.entries.map((entry) => [entry.path, entry]))
  for (const { path, size, tag } of await shelf.getAll('files')) byPath.set(path, { path, size, tag })
  return [...byPath.values()].filter(({ path }) => path.startsWith(prefix)).sort((a, b) => (a.path < b.path ? -1 : 1))
}
