import type { ChangeSet } from '../workflow/change-set.ts'
import type { Tags } from './project.ts'

/**
 * What a tab has not saved yet: the change since the files that it stands on. `order` counts up over all edits and saves of this browser, so
 * that of an edit and a save it is known which came first.
 */
export type Unsaved = {
  readonly slug: string
  readonly tab: string
  readonly order: number
  /** The tag of each file when the change began. */
  readonly base: Tags
  readonly change: ChangeSet
}

/** A save that a tab was about to make: the tags that its files would have. Noted before the first of them is written. */
export type Intent = { readonly slug: string; readonly tab: string; readonly order: number; readonly tags: Tags }

/**
 * Where edits are kept between making and saving them, one record for each tab and workflow. No tab touches another's while that one lives.
 * A promise resolves when the record is out of this process, so that killing the browser loses nothing that was resolved.
 */
export type Journal = {
  /** Keeps the change of this tab; an empty one forgets it. */
  keep(slug: string, base: Tags, change: ChangeSet): Promise<void>
  /** Notes what a save of this tab is about to write. */
  intend(slug: string, tags: Tags): Promise<void>
  /** What tabs that are gone have left of a workflow, oldest first, and the saves that this browser meant to make. */
  left(slug: string): Promise<{ readonly unsaved: readonly Unsaved[]; readonly intents: readonly Intent[] }>
  /** Forgets what a tab that is gone has left. */
  drop(left: Unsaved): Promise<void>
}

/**
 * What is to be done with what a dead tab left, given the files as they are now:
 * `drop`: the same tab has saved these edits since, or they were in the save that was under way; `own`: nobody but this tab wrote since the
 * change began, so the change is simply made again; `stranger`: somebody else wrote, so it must be merged record by record.
 */
export function judge(left: Unsaved, intents: readonly Intent[], now: Tags): 'drop' | 'own' | 'stranger' {
  const mine = intents.filter(({ tab }) => tab === left.tab)
  if (mine.some(({ order, tags }) => order > left.order && sameTags(tags, now))) return 'drop'
  const isOwn = (path: string) => now[path] === left.base[path] || mine.some(({ tags }) => tags[path] === now[path])
  return [...Object.keys(left.base), ...Object.keys(now)].every(isOwn) ? 'own' : 'stranger'
}

function sameTags(one: Tags, other: Tags): boolean {
  return Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([path, tag]) => other[path] === tag)
}
