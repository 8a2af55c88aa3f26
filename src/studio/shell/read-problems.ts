import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Problem } from '../../workflow/problem.ts'
import { recall, remember } from '../session/remembered.ts'
import { problemKey } from './problem-key.ts'

const store = createStore<{ readonly slug: string; readonly keys: readonly string[] }>(() => ({ slug: '', keys: [] }))

/** Says that these problems of a workflow have been looked at. */
export function markRead(slug: string, problems: readonly Problem[]): void {
  const keys = problems.map(problemKey)
  remember('readProblems', keys, slug)
  store.setState({ slug, keys })
}

/** How many of these problems nobody has looked at yet. */
export function useUnread(slug: string | null, problems: readonly Problem[]): number {
  const read = useStore(store)
  if (slug === null) return 0
  const kept = read.slug === slug ? read.keys : recall('readProblems', slug)
  return problems.filter((problem) => !Array.isArray(kept) || !kept.includes(problemKey(problem))).length
}
