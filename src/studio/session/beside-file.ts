import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { say } from './session.ts'
import { workspace } from './workspace.ts'

/** The records of a file that is kept beside the open workflow and is no part of any version. */
type Beside<R> = {
  /** Whose they are; null: none is read yet. */
  readonly slug: string | null
  readonly records: readonly R[]
  /** Why the file cannot be read: it is left as it is then. */
  readonly unreadable: string | null
  /** As they were before each change, the last one last. */
  readonly past: readonly (readonly R[])[]
}

type Format<R> = {
  /** Its name, `contacts.json`. */
  readonly name: string
  readonly read: (text: string) => { readonly ok: true; readonly records: readonly R[] } | { readonly ok: false; readonly message: string }
  readonly write: (records: readonly R[]) => string
}

/** What is known of the file of one workflow. `tag` as last read or written (null: there is none); `reading` counts how often it was taken from there: a change belongs to the reading it was made on. */
type Known = { tag: string | null; reading: number; turn: Promise<unknown> }

type FileBeside<R> = {
  readonly use: <T>(select: (state: Beside<R>) => T) => T
  readonly now: () => Beside<R>
  readonly open: (slug: string) => () => void
  readonly put: (records: readonly R[]) => void
  readonly undo: () => void
}

/**
 * Keeps such a file. For each workflow what is read and written follows one another, so that changes made while an earlier write is under way are kept, whichever workflow is open by then;
 * what somebody else wrote meanwhile stays, and is shown.
 */
export function fileBeside<R>({ name, read, write }: Format<R>): FileBeside<R> {
  const none: Beside<R> = { slug: null, records: [], unreadable: null, past: [] }
  const store = createStore<Beside<R>>(() => none)
  const known = new Map<string, Known>()
  const pathOf = (slug: string) => `${slug}/${name}`
  /** The workflow whose records are wanted last. */
  let wanted: string | null = null

  const of = (slug: string): Known => {
    const found = known.get(slug) ?? { tag: null, reading: 0, turn: Promise.resolve() }
    known.set(slug, found)
    return found
  }
  const inTurn = (slug: string, work: () => Promise<void>): Promise<void> => {
    const file = of(slug)
    const turn = file.turn.then(work)
    file.turn = turn.catch(() => undefined)
    return turn
  }

  async function load(slug: string): Promise<void> {
    const files = await workspace()
    const found = await files.read(pathOf(slug)).catch(() => null)
    const file = of(slug)
    if (wanted !== slug || (store.getState().slug === slug && (found?.tag ?? null) === file.tag)) return
    file.tag = found?.tag ?? null
    file.reading++
    const taken = found === null ? null : read(found.text)
    store.setState({
      slug,
      records: taken?.ok ? taken.records : [],
      unreadable: taken?.ok === false ? taken.message : null,
      past: [],
    })
  }

  /** Reads the records of a workflow, and again when somebody else changes them. Returns the way to stop. */
  function open(slug: string): () => void {
    let isOver = false
    let stop = () => undefined as void
    wanted = slug
    if (store.getState().slug !== slug) store.setState(none, true)
    void (async () => {
      const files = await workspace()
      if (isOver) return
      stop = files.watch((path) => path === pathOf(slug) && void inTurn(slug, () => load(slug)))
      await inTurn(slug, () => load(slug))
    })()
    return () => {
      isOver = true
      stop()
    }
  }

  function keep(records: readonly R[], past: Beside<R>['past']): void {
    const { slug, unreadable } = store.getState()
    if (slug === null || unreadable !== null) return
    store.setState({ records, past })
    const file = of(slug)
    const { reading } = file
    void inTurn(slug, async () => {
      // Made on what somebody else has changed since: told with the first of them.
      if (file.reading !== reading) return
      try {
        const files = await workspace()
        const written = await files.write(pathOf(slug), write(records), file.tag)
        if (written.ok) return void (file.tag = written.tag)
        file.reading++
        await load(slug)
        say(`${name} was changed by somebody else: that is what is shown now, and your last change is not in it.`, 'warning')
      } catch (error) {
        say(`${name} could not be written: ${error instanceof Error ? error.message : String(error)}`, 'error')
      }
    })
  }

  return {
    use: (select) => useStore(store, select),
    now: store.getState,
    open,
    put: (records) => keep(records, [...store.getState().past, store.getState().records].slice(-100)),
    undo: () => {
      const { past } = store.getState()
      const before = past.at(-1)
      if (before) keep(before, past.slice(0, -1))
    },
  }
}
