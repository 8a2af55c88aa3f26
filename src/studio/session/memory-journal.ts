import { isEmpty } from '../../workflow/change-set.ts'
import type { Intent, Journal, Unsaved } from '../../workspace/journal.ts'

/** What the browser holds for all its tabs. */
export type Shelf = { readonly unsaved: Map<string, Unsaved>; readonly intents: Intent[]; readonly alive: Set<string>; order: number }

/** An empty shelf. For tests. */
export const emptyShelf = (): Shelf => ({ unsaved: new Map(), intents: [], alive: new Set(), order: 0 })

/** A journal in memory with the manners of the browser's, for a tab of this name. For tests. */
export function memoryJournal(shelf: Shelf, tab: string): Journal {
  shelf.alive.add(tab)
  return {
    keep: async (slug, base, change) => {
      if (isEmpty(change)) shelf.unsaved.delete(`${slug} ${tab}`)
      else shelf.unsaved.set(`${slug} ${tab}`, structuredClone({ slug, tab, order: ++shelf.order, base, change }))
    },
    intend: async (slug, base, tags) => void shelf.intents.push({ slug, tab, order: ++shelf.order, base, tags }),
    left: async (slug) => ({
      unsaved: [...shelf.unsaved.values()].filter((left) => left.slug === slug && (left.tab === tab || !shelf.alive.has(left.tab))),
      intents: shelf.intents.filter((intent) => intent.slug === slug),
    }),
    drop: async (left) => void shelf.unsaved.delete(`${left.slug} ${left.tab}`),
  }
}
