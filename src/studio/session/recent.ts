import { recall, remember } from './remembered.ts'

/** A workflow that was worked on in this browser; `at` in milliseconds since 1970. */
export type Recent = { readonly slug: string; readonly at: number }

/** What was worked on here, latest first. */
export function recentWork(): readonly Recent[] {
  const kept = recall('recent')
  return Array.isArray(kept) ? kept.filter(isRecent) : []
}

/** Puts a workflow at the head of the list. */
export function addRecent(slug: string): void {
  remember('recent', [{ slug, at: Date.now() }, ...recentWork().filter((entry) => entry.slug !== slug)].slice(0, 12))
}

function isRecent(value: unknown): value is Recent {
  const entry = value as Partial<Recent> | null
  return typeof entry === 'object' && entry !== null && typeof entry.slug === 'string' && typeof entry.at === 'number'
}
