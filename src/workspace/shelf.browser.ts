import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Kept } from './second-copy.browser.ts'

interface Schema extends DBSchema {
  files: { key: string; value: Kept }
}

/** The files that were written in this browser, one record each. `changeFile` sees the record and says what becomes of it, in one transaction. */
export type Shelf = {
  get(path: string): Promise<Kept | null>
  all(): Promise<Kept[]>
  /** Resolves when the change is durable. `change` gives the new record, null to remove it, or undefined to leave it. */
  change(path: string, change: (found: Kept | null) => Kept | null | undefined): Promise<void>
}

/** How the browser's storage was found. */
export type Found = {
  readonly shelf: Shelf
  /** It was made anew just now: a first visit, or the end of what was there. */
  readonly isNew: boolean
  /** Why there is none and everything is kept in memory; null where there is one. */
  readonly memory: 'denied' | 'damaged' | 'newer' | null
}

/**
 * Opens the browser's storage. `onTrouble` is told, in a sentence, when another tab holds it up, when a newer Gemba wants it, and when it goes away under
 * the page. What was emptied under the page is handed to `onEmptied` before anything is read from it. Storage that is denied, made by a newer Gemba, or so damaged that it cannot be made anew ends in one in memory, which the caller must say.
 */
export async function openShelf(onTrouble: (sentence: string) => void, onEmptied: (shelf: Shelf) => Promise<void>): Promise<Found> {
  let isNew = false
  let wasOpen = false
  let database: Promise<IDBPDatabase<Schema>> | null = null
  const open = async () => {
    let made = false
    const opened = await openDB<Schema>('gemba', 1, {
      upgrade: (fresh, old) => {
        made = old === 0
        fresh.createObjectStore('files', { keyPath: 'path' })
      },
      blocked: () => onTrouble('An older tab of Gemba holds up the storage. Close it, and this one goes on.'),
      blocking: (_now, _next, event) => {
        ;(event.target as IDBDatabase).close()
        database = null
        onTrouble('A newer Gemba was opened in another tab. Reload this one to go on; your edits are kept.')
      },
      terminated: () => {
        database = null
        onTrouble('The browser took its storage away; it is opened again with the next save.')
      },
    })
    if (made && wasOpen) await onEmptied(databaseShelf(() => Promise.resolve(opened)))
    isNew ||= made
    wasOpen = true
    return opened
  }
  const connection = () => (database ??= open())
  try {
    await connection()
  } catch (error) {
    database = null
    const name = error instanceof Error ? error.name : ''
    if (name === 'VersionError') return { shelf: memoryShelf(), isNew: false, memory: 'newer' }
    if (name === 'SecurityError' || name === 'InvalidStateError') return { shelf: memoryShelf(), isNew: false, memory: 'denied' }
    // What cannot be opened at all is given up for a new one; what was in it comes back from the second copy.
    try {
      await deleteDatabase()
      await connection()
      isNew = true
    } catch {
      return { shelf: memoryShelf(), isNew: true, memory: 'damaged' }
    }
  }
  return { shelf: databaseShelf(connection), isNew, memory: null }
}

function deleteDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('gemba')
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error ?? new Error('The storage cannot be made anew.'))
    request.onblocked = () => reject(new Error('The storage is held by another tab.'))
  })
}

function databaseShelf(connection: () => Promise<IDBPDatabase<Schema>>): Shelf {
  return {
    get: async (path) => (await (await connection()).get('files', path)) ?? null,
    all: async () => (await connection()).getAll('files'),
    change: async (path, change) => {
      const transaction = (await connection()).transaction('files', 'readwrite', { durability: 'strict' })
      const next = change((await transaction.store.get(path)) ?? null)
      if (next) await transaction.store.put(next)
      if (next === null) await transaction.store.delete(path)
      await transaction.done
    },
  }
}

function memoryShelf(): Shelf {
  const files = new Map<string, Kept>()
  return {
    get: async (path) => files.get(path) ?? null,
    all: async () => [...files.values()],
    change: async (path, change) => {
      const next = change(files.get(path) ?? null)
      if (next) files.set(path, next)
      if (next === null) files.delete(path)
    },
  }
}
