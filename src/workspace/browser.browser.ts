import { sha256 } from '../workflow/hash.ts'
import { forgetDoubtful } from './journal.browser.ts'
import { type FileEntry, type Files, requireSafePath, type WriteResult } from './files.ts'
import { type Kept, openSecondCopy, type SecondCopy } from './second-copy.browser.ts'
import { openShelf, type Shelf } from './shelf.browser.ts'

/** What the static build ships to look at and start from: paths and how to fetch one. */
type Shipped = { readonly entries: readonly FileEntry[]; readonly fetch: (path: string) => Promise<Response> }

/**
 * A workspace in the browser's own storage, over the shipped samples: a file that was written here hides the shipped one. A write resolves when its
 * transaction has completed with strict durability, so a killed tab loses nothing that was acknowledged. A second copy follows each write; storage that is
 * found empty, damaged or older than that copy is put back from it before anything is read, and said.
 */
export async function openBrowserStorage(shipped: Shipped): Promise<Files> {
  const told: string[] = []
  const listeners = new Set<(sentence: string) => void>()
  const tell = (sentence: string) => {
    told.push(sentence)
    for (const listener of listeners) listener(sentence)
  }
  const [{ shelf, memory, isNew }, copy] = await Promise.all([
    openShelf(tell, async (emptied) => void (await putBack(emptied, await openSecondCopy(), true, shipped, tell))),
    openSecondCopy(),
  ])
  const generation = await putBack(shelf, copy, isNew, shipped, tell)
  if (memory !== null) tell(memorySentence[memory])
  return filesOver(shelf, copy, generation, shipped, {
    home: memory === null ? 'browser' : 'memory',
    told: (listener) => {
      for (const sentence of told) listener(sentence)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
}

const memorySentence = {
  denied:
    'This browser lets Gemba keep nothing (site data is blocked). What you do here is gone with the tab: download a copy before you close it.',
  damaged:
    'The storage of this browser is damaged and cannot be made anew. What you do here is gone with the tab: download a copy, then clear the data of this site.',
  newer: 'The storage of this browser was made by a newer Gemba. Open that one; what you do here is gone with the tab.',
}

/** Brings the storage to what the second copy knows of it, or the copy to what the storage has. Gives the highest generation of both. */
async function putBack(
  shelf: Shelf,
  copy: SecondCopy | null,
  isNew: boolean,
  shipped: Shipped,
  tell: (sentence: string) => void,
): Promise<number> {
  const kept = new Map((await shelf.all()).map((file) => [file.path, file]))
  const marks = Object.entries(copy?.index.files ?? {})
  const restored: string[] = []
  const lost: string[] = []
  for (const [path, mark] of marks) {
    const here = kept.get(path)
    const isWhole = here !== undefined && sha256(here.text) === here.tag
    if (isWhole && (here.generation ?? 0) >= mark.generation) continue
    if (mark.tag === null) {
      if (here) await shelf.change(path, () => null)
      continue
    }
    const there = await copy?.read(path)
    if (there) {
      await shelf.change(path, () => there)
      restored.push(path)
    } else lost.push(path)
  }
  for (const file of kept.values()) {
    const known = (copy?.index.files[file.path]?.generation ?? -1) >= (file.generation ?? 0)
    if (!known && sha256(file.text) === file.tag) copy?.put({ ...file, generation: file.generation ?? 0 })
  }
  if (restored.length > 0) {
    const now = new Map((await shelf.all()).map(({ path, tag }) => [path, tag]))
    await forgetDoubtful((path) => now.get(path) ?? shipped.entries.find((entry) => entry.path === path)?.tag).catch(() => undefined)
  }
  if (restored.length > 0) tell(restoredSentence(restored, copy?.index.written ?? 0, isNew))
  if (lost.length > 0) tell(`${lost.join(', ')} was damaged in this browser and could not be put back.`)
  return Math.max(copy?.index.generation ?? 0, ...[...kept.values()].map(({ generation = 0 }) => generation))
}

function restoredSentence(paths: readonly string[], written: number, isNew: boolean): string {
  const workflows = [...new Set(paths.map((path) => path.split('/')[0]))]
  const when = new Date(written)
  const time = `${String(when.getHours()).padStart(2, '0')}:${String(when.getMinutes()).padStart(2, '0')}`
  const what = isNew ? 'was emptied or damaged' : 'was damaged'
  return `The storage of this browser ${what}; ${workflows.join(', ')} ${workflows.length === 1 ? 'was' : 'were'} put back as of ${when.toISOString().slice(0, 10)} ${time}.`
}

function filesOver(
  shelf: Shelf,
  copy: SecondCopy | null,
  begin: number,
  shipped: Shipped,
  { home, told }: Pick<Files, 'home' | 'told'>,
): Files {
  const channel = new BroadcastChannel('gemba-files')
  const shippedTag = (path: string) => shipped.entries.find((entry) => entry.path === path)?.tag ?? null
  // Over all tabs, since each record carries its own: a later write of a file is later than any that this tab saw.
  let generation = begin
  const next = (found: Kept | null) => (generation = Math.max(generation, found?.generation ?? 0) + 1)
  let asked = false
  return {
    home,
    told,
    list: (prefix) => listBoth(shelf, shipped, prefix),
    read: async (path) => {
      requireSafePath(path)
      const kept = await shelf.get(path)
      if (kept) return { text: kept.text, tag: kept.tag }
      if (shippedTag(path) === null) return null
      const text = await (await shipped.fetch(path)).text()
      return { text, tag: sha256(text) }
    },
    readBytes: async (path) => {
      requireSafePath(path)
      const kept = await shelf.get(path)
      if (kept) return new TextEncoder().encode(kept.text)
      return shippedTag(path) === null ? null : new Uint8Array(await (await shipped.fetch(path)).arrayBuffer())
    },
    write: async (path, text, expected) => {
      requireSafePath(path)
      // Asked once something of one's own is to be kept; the browser may say no, and keeps it as long as it likes.
      if (!asked) void navigator.storage?.persist?.()
      asked = true
      const tag = sha256(text)
      let result: WriteResult = { ok: true, tag }
      let written: (Kept & { generation: number }) | null = null
      await shelf.change(path, (kept) => {
        const found = kept?.tag ?? shippedTag(path)
        if (found !== expected && found !== tag) {
          result = { ok: false, conflict: found }
          return undefined
        }
        written = { path, text, tag, size: new TextEncoder().encode(text).length, generation: next(kept) }
        return written
      })
      if (written) copy?.put(written)
      if (result.ok) channel.postMessage(path)
      return result
    },
    remove: async (path, expected) => {
      let result: WriteResult = { ok: true, tag: expected }
      let removed = 0
      await shelf.change(path, (kept) => {
        if (kept && kept.tag !== expected) {
          result = { ok: false, conflict: kept.tag }
          return undefined
        }
        removed = next(kept)
        return null
      })
      if (removed > 0) copy?.remove(path, removed)
      if (result.ok) channel.postMessage(path)
      return result
    },
    watch: (onChange) => {
      const listen = (event: MessageEvent<string>) => onChange(event.data)
      channel.addEventListener('message', listen)
      return () => channel.removeEventListener('message', listen)
    },
  }
}

async function listBoth(shelf: Shelf, shipped: Shipped, prefix: string): Promise<FileEntry[]> {
  const byPath = new Map(shipped.entries.map((entry) => [entry.path, entry]))
  for (const { path, size, tag } of await shelf.all()) byPath.set(path, { path, size, tag })
  return [...byPath.values()].filter(({ path }) => path.startsWith(prefix)).sort((a, b) => (a.path < b.path ? -1 : 1))
}
