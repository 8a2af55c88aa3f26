import type { Attribute } from '../../workflow/attribute.ts'
import type { Place, Problem } from '../../workflow/problem.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import type { Scenario } from '../scenario.ts'

/** Collects what the rules find. */
export type Found = (
  rule: string,
  place: Place,
  where: string,
  message: string,
  why: string,
  more?: { severity?: Problem['severity']; range?: readonly [number, number] },
) => void
/** What the rules look at. */
export type Context = {
  readonly workflow: Workflow
  readonly scenario: Scenario
  readonly attributes: readonly Attribute[]
  readonly found: Found
}

/** All shares together. */
export function sum(shares: Readonly<Record<string, number>>): number {
  return Object.values(shares).reduce((total, share) => total + share, 0)
}

/** Four digits at most. */
export function round(x: number): string {
  return x.toFixed(4).replace(/\.?0+$/, '')
}
