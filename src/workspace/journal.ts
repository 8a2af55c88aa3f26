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

/**
 * A save that a tab was about to make: the tags that the files had for it, and those that they would have. Noted, durably, before the first of them is
 * written.
 */
export type Intent = { readonly slug: string; readonly tab: string; readonly order: number; readonly base: Tags; readonly tags: Tags }

/**
 * Where edits are kept between making and saving them, one record for each tab and workflow. No tab touches another's while that one lives.
 * A promise resolves when the record is out of this process, so that killing the browser loses nothing that was resolved.
 */
export type Journal = {
  /** Keeps the change of this tab; an empty one forgets it. */
  keep(slug: string, base: Tags, change: ChangeSet): Promise<void>
  /** Notes what a save of this tab is about to write. */
  intend(slug: string, base: Tags, tags: Tags): Promise<void>
  /** What tabs that are gone, and this one before, have left of a workflow, oldest first, and the saves that this browser meant to make. */
  left(slug: string): Promise<{ readonly unsaved: readonly Unsaved[]; readonly intents: readonly Intent[] }>
  /** Forgets what a tab that is gone has left. */
  drop(left: Unsaved): Promise<void>
}

/**
 * What is to be done with what a tab left, given the files as they are now:
 * `drop`: the same tab saved these edits since; `own`: nobody but this tab wrote since the change began (a save may have been cut off between two files), so the
 * change is simply made again; `stranger`: somebody else wrote, so it must be merged record by record.
 */
export function judge(left: Unsaved, intents: readonly Intent[], now: Tags): 'drop' | 'own' | 'stranger' {
  const mine = intents.filter(({ tab }) => tab === left.tab)
  if (mine.some((intent) => intent.order > left.order && wasDone(intent, intents, now))) return 'drop'
  // A save that had begun when the last edits were made stands on the same files as they do.
  const since = mine.filter(({ order, base }) => order > left.order || sameTags(base, left.base))
  const isOwn = (path: string) => now[path] === left.base[path] || since.some(({ tags }) => tags[path] === now[path])
  return [...Object.keys(left.base), ...Object.keys(now)].every(isOwn) ? 'own' : 'stranger'
}

/** Whether every file that a save was to change was seen as it would be: now, or when a later save of any tab began. */
function wasDone({ order, base, tags }: Intent, intents: readonly Intent[], now: Tags): boolean {
  const seen = [now, ...intents.filter((later) => later.order > order).map((later) => later.base)]
  const changed = [...new Set([...Object.keys(base), ...Object.keys(tags)])].filter((path) => base[path] !== tags[path])
  return changed.every((path) => seen.some((files) => files[path] === tags[path]))
}

function sameTags(one: Tags, other: Tags): boolean {
  return Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([path, tag]) => other[path] === tag)
}
