import type { Scenario } from '../simulation/model/scenario.ts'
import type { Placement } from '../workflow/layout.ts'
import type { Workflow } from '../workflow/workflow.ts'
import type { Change, Diff } from './change.ts'
import { alignPlacements, alignWorkflow, type Aligned } from './identity.ts'
import { layoutChanges } from './layout-changes.ts'
import { attributeChanges, headerChanges, poolChanges } from './record-changes.ts'
import { scenarioChanges } from './scenario-changes.ts'
import type { Sides } from './sides.ts'
import { stateChanges } from './state-changes.ts'
import { transitionChanges } from './transition-changes.ts'
import { nextVersion, suggestBump } from './version.ts'

/** What else to compare, and how the two sides are called. */
type DiffOptions = {
  /** Placements by uid, for the layout channel. */
  readonly layouts?: { readonly base: Readonly<Record<string, Placement>>; readonly head: Readonly<Record<string, Placement>> }
  readonly scenarios?: { readonly base: Scenario; readonly head: Scenario }
  /** Names of the two sides; default: their versions, or `draft`. */
  readonly names?: { readonly base: string; readonly head: string }
}

/**
 * The semantic difference of two workflows, layout apart. Every difference of the documents is told by a change; the order in which siblings or ways out are numbered
 * counts, the numbers themselves do not, nor does the version that a draft was made from. Deterministic; pure.
 */
export function diffWorkflows(base: Workflow, head: Workflow, options: DiffOptions = {}): Diff {
  const aligned = alignWorkflow(base, head)
  const changes = changesOf({ base: aligned.base, head }, options, aligned)
  const from = base.header.workflow.version
  // A scenario is no part of a version.
  const bump = suggestBump(changes.filter(({ place }) => place.kind !== 'scenario'))
  return {
    base: options.names?.base ?? from ?? 'draft',
    head: options.names?.head ?? head.header.workflow.version ?? 'draft',
    version: { from, suggested: bump && nextVersion(from, bump) },
    changes,
    impact: null,
  }
}

function changesOf(sides: Sides, { layouts, scenarios }: DiffOptions, aligned: Aligned): Change[] {
  return [
    ...stateChanges(sides),
    ...transitionChanges(sides),
    ...attributeChanges(sides),
    ...poolChanges(sides),
    ...headerChanges(sides),
    ...(scenarios ? scenarioChanges(sides, scenarios.base, scenarios.head) : []),
    ...(layouts ? layoutChanges(sides, alignPlacements(aligned, layouts.base), layouts.head) : []),
  ].sort(byChannel)
}

const channelOrder = { behaviour: 0, operations: 1, policy: 2, layout: 3 }

/** Grouped by channel; within one, in the order in which they were found. */
function byChannel(a: Change, b: Change): number {
  return channelOrder[a.channel] - channelOrder[b.channel]
}
