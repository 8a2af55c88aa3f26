import { openJournal } from '../../workspace/journal.browser.ts'
import type { Journal } from '../../workspace/journal.ts'

/** A browser that keeps nothing (storage denied, private window): every promise to keep fails, and the session says so. */
const keepsNothing: Journal = {
  keep: () => Promise.reject(new Error('This browser keeps nothing.')),
  intend: () => Promise.resolve(),
  left: () => Promise.resolve({ unsaved: [], intents: [] }),
  drop: () => Promise.resolve(),
}

let opened: Promise<Journal> | null = null

/** This browser's journal, opened once. */
export function journal(): Promise<Journal> {
  return (opened ??= openJournal().catch(() => keepsNothing))
}

/** Puts another journal behind the session: for tests. */
export function putJournal(instead: Journal): void {
  opened = Promise.resolve(instead)
}
