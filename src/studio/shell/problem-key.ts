import type { Problem } from '../../workflow/problem.ts'

/** What tells one problem from another, over edits: its rule and its place. */
export function problemKey({ rule, place }: Problem): string {
  return `${rule} ${place.kind} ${'id' in place ? place.id : 'path' in place ? place.path : ''}`
}
