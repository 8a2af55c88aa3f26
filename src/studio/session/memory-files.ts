import { sha256 } from '../../workflow/hash.ts'
import type { Files } from '../../workspace/files.ts'

/** A workspace in memory with the manners of the real ones; `outside` writes as another program would. For tests and stories. */
export function memoryFiles(): Files & { readonly texts: Map<string, string>; outside: (path: string, text: string) => void } {
  const texts = new Map<string, string>()
  const listeners = new Set<(path: string) => void>()
  const tagOf = (path: string) => {
    const text = texts.get(path)
    return text === undefined ? null : sha256(text)
  }
  const entry = (path: string) => ({ path, size: texts.get(path)?.length ?? 0, tag: tagOf(path) ?? '' })
  return {
    home: 'browser',
    told: () => () => undefined,
    texts,
    outside: (path, text) => {
      texts.set(path, text)
      for (const listener of listeners) listener(path)
    },
    list: async (prefix) =>
      [...texts.keys()]
        .filter((path) => path.startsWith(prefix))
        .sort()
        .map(entry),
    read: async (path) => {
      const text = texts.get(path)
      return text === undefined ? null : { text, tag: sha256(text) }
    },
    readBytes: async (path) => {
      const text = texts.get(path)
      return text === undefined ? null : new TextEncoder().encode(text)
    },
    write: async (path, text, expected) => {
      const found = tagOf(path)
      if (found !== expected && found !== sha256(text)) return { ok: false, conflict: found }
      texts.set(path, text)
      return { ok: true, tag: sha256(text) }
    },
    remove: async (path, expected) => {
      const found = tagOf(path)
      if (found !== expected) return { ok: false, conflict: found }
      texts.delete(path)
      return { ok: true, tag: '' }
    },
    watch: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
  }
}
