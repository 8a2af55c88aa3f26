import type { Version } from './name.ts'

/** Order of two versions: negative if `a` is older, positive if newer, 0 if equal. */
export function compareVersions(a: Version, b: Version): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
