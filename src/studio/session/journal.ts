import { isEmpty } from '../../workflow/change-set.ts'
import { openJournal } from '../../workspace/journal.browser.ts'
import type { Journal, Unsaved } from '../../workspace/journal.ts'

/**
 * The journal of a browser that keeps nothing (storage denied, private window): every promise to keep fails, and the session says so. What was to be kept
 * is found again as long as the page lives.
 */
export function pageJournal(): Journal {
  const kept = new Map<string, Unsaved>()
  return {
    keep: async (slug, base, change) => {
      if (isEmpty(change)) return void kept.delete(slug)
      kept.set(slug, { slug, tab: 'page', order: kept.size, base, change })
      throw new Error('This browser keeps nothing.')
    },
    intend: async () => undefined,
    left: async (slug) => ({ unsaved: [...kept.values()].filter((left) => left.slug === slug), intents: [] }),
    drop: async ({ slug }) => void kept.delete(slug),
  }
}

let opened: Promise<Journal> | null = null

/** The journal of the page's session, opened once. */
export function journal(): Promise<Journal> {
  return (opened ??= openJournal().catch(pageJournal))
}

/** Puts another journal behind the session: for tests. */
export function putJournal(instead: Journal): void {
  opened = Promise.resolve(instead)
}
