import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { RowQuery } from '../../history/rows-behind.ts'

const store = createStore<{ readonly query: RowQuery | null }>(() => ({ query: null }))

/** Opens the rows behind a figure. Null: closes them. */
export function showRows(query: RowQuery | null): void {
  store.setState({ query })
}

/** Which rows are open; in a component. */
export function useShownRows(): RowQuery | null {
  return useStore(store, ({ query }) => query)
}
