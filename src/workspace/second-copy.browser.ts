import { sha256 } from '../workflow/hash.ts'

/** A file as it is kept. `generation` counts up over all writes of this browser's storage; a file without one was kept by an older Gemba. */
export type Kept = {
  readonly path: string
  readonly text: string
  readonly tag: string
  readonly size: number
  readonly generation?: number
}

/** What the second copy knows of a file; `tag` null: it was removed. */
type Mark = { readonly tag: string | null; readonly generation: number }
/** The second copy's list of contents. `written`: milliseconds since 1970. */
type Index = { readonly generation: number; readonly written: number; readonly files: Readonly<Record<string, Mark>> }

const empty: Index = { generation: 0, written: 0, files: {} }

/**
 * A second copy of the browser's storage in the origin's private file system, which lives through damages of IndexedDB. It follows each write a moment
 * later, and is read only when the storage is opened.
 */
export type SecondCopy = {
  readonly index: Index
  /** Follows a write, after those before it. */
  put(kept: Kept & { readonly generation: number }): void
  /** Follows a removal. */
  remove(path: string, generation: number): void
  /** The text of a file, if it is the one that the index names. */
  read(path: string): Promise<Kept | null>
  /** Resolves when everything that was put is there. */
  settled(): Promise<void>
}

/** Opens the second copy; null where the browser has no such file system (a private window, an old browser). */
export async function openSecondCopy(): Promise<SecondCopy | null> {
  try {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('gemba', { create: true })
    const files = await root.getDirectoryHandle('files', { create: true })
    return copyIn(root, files, await readIndex(root))
  } catch {
    return null
  }
}

function copyIn(root: FileSystemDirectoryHandle, files: FileSystemDirectoryHandle, index: Index): SecondCopy {
  let queue: Promise<unknown> = Promise.resolve()
  // Tabs write one after the other, each on what the one before it left.
  const change = (work: () => Promise<void>, path: string, mark: Mark) => {
    queue = queue
      .then(() =>
        navigator.locks.request('gemba-second-copy', async () => {
          const now = await readIndex(root)
          if ((now.files[path]?.generation ?? -1) >= mark.generation) return
          await work()
          const next: Index = {
            generation: Math.max(now.generation, mark.generation),
            written: Date.now(),
            files: { ...now.files, [path]: mark },
          }
          await write(root, 'generation.json', JSON.stringify(next))
        }),
      )
      // The copy is a help, not a promise: the storage itself has the file.
      .catch(() => undefined)
  }
  return {
    index,
    put: ({ path, text, tag, generation }) => change(() => write(files, encodeURIComponent(path), text), path, { tag, generation }),
    remove: (path, generation) =>
      change(() => files.removeEntry(encodeURIComponent(path)).catch(() => undefined), path, { tag: null, generation }),
    read: async (path) => {
      const mark = index.files[path]
      const text = await read(files, encodeURIComponent(path))
      if (text === null || !mark || mark.tag === null || sha256(text) !== mark.tag) return null
      return { path, text, tag: mark.tag, size: new TextEncoder().encode(text).length, generation: mark.generation }
    },
    settled: async () => void (await queue),
  }
}

async function readIndex(root: FileSystemDirectoryHandle): Promise<Index> {
  try {
    const index = JSON.parse((await read(root, 'generation.json')) ?? 'null') as Index | null
    return index !== null && typeof index.generation === 'number' && typeof index.files === 'object' ? index : empty
  } catch {
    return empty
  }
}

async function read(folder: FileSystemDirectoryHandle, name: string): Promise<string | null> {
  try {
    return await (await (await folder.getFileHandle(name)).getFile()).text()
  } catch {
    return null
  }
}

/** Whole or not at all: the browser puts what was written in the file's place when it is closed. */
async function write(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable()
  await stream.write(text)
  await stream.close()
}
