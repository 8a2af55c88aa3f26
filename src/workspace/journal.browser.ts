import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { isEmpty } from '../workflow/change-set.ts'
import type { Intent, Journal, Unsaved } from './journal.ts'

interface Shelf extends DBSchema {
  edits: { key: [string, string]; value: Unsaved; indexes: { slug: string } }
  intents: { key: number; value: Intent; indexes: { slug: string } }
  count: { key: string; value: number }
}

/** How many saves of a workflow are remembered. */
const remembered = 200

function openDatabase(onGone: () => void = () => undefined): Promise<IDBPDatabase<Shelf>> {
  return openDB<Shelf>('gemba-journal', 1, {
    upgrade: (database) => {
      database.createObjectStore('edits', { keyPath: ['slug', 'tab'] }).createIndex('slug', 'slug')
      database.createObjectStore('intents', { keyPath: 'order' }).createIndex('slug', 'slug')
      database.createObjectStore('count')
    },
    blocking: (_now, _next, event) => {
      ;(event.target as IDBDatabase).close()
      onGone()
    },
    terminated: onGone,
  })
}

/**
 * After damage the journal has lost as much as the files beside it: a record that does not begin from the files as they were put back may be older than
 * they are, and nothing in it tells. Those are forgotten. `tagOf`: the tag of a file now.
 */
export async function forgetDoubtful(tagOf: (path: string) => string | undefined): Promise<void> {
  const shelf = await openDatabase()
  for (const { slug, tab, base } of await shelf.getAll('edits'))
    if (Object.entries(base).some(([path, tag]) => tagOf(path) !== tag)) await shelf.delete('edits', [slug, tab])
  shelf.close()
}

/** Opens this browser's journal for a tab of its own. The tab holds a lock for as long as it lives, by which others see that it does. */
export async function openJournal(): Promise<Journal> {
  let opened: Promise<IDBPDatabase<Shelf>> | null = null
  const shelf = () => (opened ??= openDatabase(() => (opened = null)))
  /** A connection that the browser took away is opened again, once. */
  const on = async <T>(work: (database: IDBPDatabase<Shelf>) => Promise<T>): Promise<T> => {
    try {
      return await work(await shelf())
    } catch (error) {
      opened = null
      if (!(error instanceof Error && error.name === 'InvalidStateError')) throw error
      return work(await shelf())
    }
  }
  await shelf()
  const tab = crypto.randomUUID()
  await holdLock(lockOf(tab))
  return {
    keep: (slug, base, change) =>
      on(async (database) => {
        const transaction = database.transaction(['edits', 'count'], 'readwrite', { durability: 'relaxed' })
        if (isEmpty(change)) await transaction.objectStore('edits').delete([slug, tab])
        else {
          const order = await nextOrder(transaction.objectStore('count'))
          await transaction.objectStore('edits').put({ slug, tab, order, base, change })
        }
        await transaction.done
      }),
    intend: (slug, base, tags) =>
      on(async (database) => {
        // On the disk before the first file is: a machine that stops in between knows whose files it finds.
        const transaction = database.transaction(['intents', 'count'], 'readwrite', { durability: 'strict' })
        const intents = transaction.objectStore('intents')
        await intents.put({ slug, tab, order: await nextOrder(transaction.objectStore('count')), base, tags })
        const known = await intents.index('slug').getAllKeys(slug)
        for (const key of known.slice(0, -remembered)) await intents.delete(key)
        await transaction.done
      }),
    left: (slug) => on((database) => leftOf(database, slug, tab)),
    drop: ({ slug, tab: gone }) => on((database) => database.delete('edits', [slug, gone])),
  }
}

/** Holds a lock until the page is gone. Resolves when it is held. */
function holdLock(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, () => {
        resolve()
        return new Promise<never>(() => undefined)
      })
      .catch(reject)
  })
}

async function leftOf(shelf: IDBPDatabase<Shelf>, slug: string, tab: string): ReturnType<Journal['left']> {
  const [edits, intents, { held = [] }] = await Promise.all([
    shelf.getAllFromIndex('edits', 'slug', slug),
    shelf.getAllFromIndex('intents', 'slug', slug),
    navigator.locks.query(),
  ])
  const alive = new Set(held.map(({ name }) => name))
  const unsaved = edits.filter((left) => left.tab === tab || !alive.has(lockOf(left.tab)))
  return { unsaved: unsaved.sort((a, b) => a.order - b.order), intents }
}

const lockOf = (tab: string) => `gemba-tab-${tab}`

async function nextOrder(count: {
  get: (key: string) => Promise<number | undefined>
  put: (value: number, key: string) => Promise<unknown>
}): Promise<number> {
  const order = ((await count.get('order')) ?? 0) + 1
  await count.put(order, 'order')
  return order
}
