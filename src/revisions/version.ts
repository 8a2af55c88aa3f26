import type { Change } from './change.ts'
import { UserError } from '../workflow/user-error.ts'

/** How a version grows. */
export type Bump = 'major' | 'minor' | 'patch'

/**
 * The bump that the changes call for, or null without any. `major`: something was removed or became incompatible, so cases in hand, integrations or reports of the old version
 * may not fit. `minor`: any other change of behaviour or operations. `patch`: only texts or layout.
 */
export function suggestBump(changes: readonly Change[]): Bump | null {
  if (changes.length === 0) return null
  if (changes.some((change) => change.breaking)) return 'major'
  return changes.some(({ channel }) => channel === 'behaviour' || channel === 'operations') ? 'minor' : 'patch'
}

/** The version after `version` (`1.0.0` after none). Throws where `version` is not MAJOR.MINOR.PATCH. */
export function nextVersion(version: string | null, bump: Bump): string {
  if (version === null) return '1.0.0'
  const [major, minor, patch] = parts(version)
  if (bump === 'major') return `${major + 1}.0.0`
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

/** Order of versions by their numbers, for sorting. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)]
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
}

function parts(version: string): [number, number, number] {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)
  if (!match) throw new UserError(`“${version}” is not a version: write MAJOR.MINOR.PATCH, for instance 1.2.0`)
  return [Number(match[1]), Number(match[2]), Number(match[3])]
}
