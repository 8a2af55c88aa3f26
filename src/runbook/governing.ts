import type { Revision } from '../machine/workflow-file.ts'
import { compareVersions } from '../revisions/version.ts'

/** A stretch of time in which one version was in force. */
export type Reign = {
  readonly version: string
  /** ISO 8601 in UTC. */
  readonly from: string
  /** Null: until now. */
  readonly until: string | null
}

/** The moment from which a version is in force: its publication, or the day that its control block names where that is later (from 00:00 UTC). */
export function beginOf({ published, workflow }: Pick<Revision, 'published' | 'workflow'>): string {
  const { effective } = workflow.header.workflow.handbook?.control ?? {}
  const day = effective === undefined ? '' : `${effective}T00:00:00Z`
  return Date.parse(day) > Date.parse(published) ? day : published
}

/** Which version was in force when, the first first: at every moment the highest of those that had begun. One that a higher one came before is never in force. */
export function reigns(revisions: readonly Revision[]): Reign[] {
  const begun = revisions
    .map((revision) => ({ version: revision.version, from: beginOf(revision) }))
    .toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from) || compareVersions(a.version, b.version))
  const ruling: { version: string; from: string }[] = []
  for (const one of begun) {
    const last = ruling.at(-1)
    if (last === undefined || compareVersions(one.version, last.version) > 0) ruling.push(one)
  }
  return ruling
    .map(({ version, from }, index) => ({ version, from, until: ruling[index + 1]?.from ?? null }))
    .filter(({ from, until }) => until === null || Date.parse(from) < Date.parse(until))
}

/** The versions in force at a moment (ISO 8601) or at some time of a day (`2025-09-22`, in UTC), the first first; null where it is neither. Empty: none was published yet. */
export function governing(revisions: readonly Revision[], when: string): Reign[] | null {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(when)
  if (!isDay && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(when)) return null
  const start = Date.parse(isDay ? `${when}T00:00:00Z` : when)
  // 30 February is read as the second of March.
  if (Number.isNaN(start) || (isDay && new Date(start).toISOString().slice(0, 10) !== when)) return null
  const end = isDay ? start + 86_400_000 : start + 1
  return reigns(revisions).filter(({ from, until }) => Date.parse(from) < end && (until === null || Date.parse(until) > start))
}

/** Which version a case of that time was decided by, in words. */
export function sayGoverning(found: readonly Reign[], when: string): string {
  const [first, ...later] = found
  if (first === undefined) return `No version was in force on ${when}.`
  if (later.length === 0) return `On ${when} version ${first.version} was in force.`
  return `On ${when} version ${first.version} was in force, ${later.map(({ version, from }) => `from ${from.slice(11, 16)} UTC version ${version}`).join(', ')}.`
}
