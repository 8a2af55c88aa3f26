import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Warning } from '../../revisions/change.ts'
import type { Review } from './review-store.ts'

const store = createStore<{ readonly of: Review | null; readonly warnings: readonly Warning[] | null }>(() => ({
  of: null,
  warnings: null,
}))
const finder = () => import('../../revisions/warnings.ts')
// Fetched with the place, so that Review has it where the network is gone by then.
void finder().catch(() => {})
/** Milliseconds without another edit before a workflow is looked through. */
const pause = 400

/** What a reviewer must know first of these two versions; null while it is looked for. */
export function useWarnings(review: Review): readonly Warning[] | null {
  const { of, warnings } = useStore(store)
  useEffect(() => {
    if (store.getState().of === review) return
    const timer = setTimeout(() => void look(review), pause)
    return () => clearTimeout(timer)
  }, [review])
  return of === review ? warnings : null
}

/** The warnings where they are known of these two versions, for a copy of the review. */
export function knownWarnings(review: Review): readonly Warning[] {
  const { of, warnings } = store.getState()
  return of === review ? (warnings ?? []) : []
}

async function look(review: Review): Promise<void> {
  const { findWarnings } = await finder()
  store.setState({ of: review, warnings: findWarnings(review.base.draft, review.head.draft) })
}
