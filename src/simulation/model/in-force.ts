import type { Scenario } from './scenario.ts'

/** The scenario in force on a day (ISO 8601): the one with the latest first day that is not after it; null where none has begun. */
export function scenarioInForce(scenarios: Readonly<Record<string, Scenario>>, day: string): Scenario | null {
  const begun = Object.values(scenarios).filter(({ inForceFrom }) => inForceFrom !== undefined && inForceFrom <= day)
  return begun.toSorted((a, b) => compare(b.inForceFrom ?? '', a.inForceFrom ?? '') || compare(a.id, b.id))[0] ?? null
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
