import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Contact, readContacts, writeContacts } from '../../runbook/contacts.ts'
import { say } from '../session/session.ts'
import { workspace } from '../session/workspace.ts'

/** The contacts of the open workflow, which are kept in a file of their own beside it. */
type Contacts = {
  /** Whose they are; null: none is read yet. */
  readonly slug: string | null
  readonly contacts: readonly Contact[]
  /** Tag of the file as it was last read or written; null: there is none. */
  readonly tag: string | null
  /** Why the file cannot be read: it is left as it is then. */
  readonly unreadable: string | null
  /** As they were before each change, the last one last. */
  readonly past: readonly (readonly Contact[])[]
}

const none: Contacts = { slug: null, contacts: [], tag: null, unreadable: null, past: [] }
const store = createStore<Contacts>(() => none)

export function useContacts<T>(select: (state: Contacts) => T): T {
  return useStore(store, select)
}

const pathOf = (slug: string) => `${slug}/contacts.json`

/** Reads the contacts of a workflow, and reads them again when somebody else changes them. Returns the way to stop. */
export function openContacts(slug: string): () => void {
  let isOver = false
  let stop = () => undefined as void
  if (store.getState().slug !== slug) store.setState(none, true)
  void (async () => {
    const files = await workspace()
    if (isOver) return
    stop = files.watch((path) => path === pathOf(slug) && void load(slug))
    await load(slug)
  })()
  return () => {
    isOver = true
    stop()
  }
}

async function load(slug: string): Promise<void> {
  const files = await workspace()
  const file = await files.read(pathOf(slug)).catch(() => null)
  if (file !== null && file.tag === store.getState().tag) return
  const read = file === null ? null : readContacts(file.text)
  store.setState({
    slug,
    contacts: read?.ok ? read.contacts : [],
    tag: file?.tag ?? null,
    unreadable: read?.ok === false ? read.message : null,
    past: [],
  })
}

let turn: Promise<unknown> = Promise.resolve()

/** Takes these contacts in the place of those that are there, and writes them. */
export function putContacts(contacts: readonly Contact[]): void {
  const { contacts: before, past } = store.getState()
  keep(contacts, [...past, before].slice(-100))
}

/** Takes back the last change. */
export function undoContacts(): void {
  const { past } = store.getState()
  const before = past.at(-1)
  if (before) keep(before, past.slice(0, -1))
}

/** One write after the other. What somebody else wrote meanwhile stays, and is shown. */
function keep(contacts: readonly Contact[], past: Contacts['past']): void {
  const { slug, unreadable } = store.getState()
  if (slug === null || unreadable !== null) return
  store.setState({ contacts, past })
  turn = turn.then(async () => {
    try {
      const files = await workspace()
      const written = await files.write(pathOf(slug), writeContacts(contacts), store.getState().tag)
      if (store.getState().slug !== slug) return
      if (written.ok) return store.setState({ tag: written.tag })
      await load(slug)
      say('contacts.json was changed by somebody else: that is what is shown now, and your last change is not in it.', 'warning')
    } catch (error) {
      say(`contacts.json could not be written: ${error instanceof Error ? error.message : String(error)}`, 'error')
    }
  })
}
