import type { Uid } from '../name.ts'
import { isInside } from '../tree.ts'
import type { Workflow } from '../workflow.ts'

/** One drawn line of a transition: one with several targets is drawn as several. */
export type DrawnEdge = {
  /** The transition's uid, or `uid/1` for its second target and so on. */
  readonly id: string
  readonly transition: Uid
  readonly source: Uid
  readonly target: Uid
  /** How the boxes lie: beside each other, the target within the source, the source within the target, or the same. */
  readonly relation: 'beside' | 'into' | 'out' | 'self'
}

/** The lines of all transitions whose ends are drawn. One without a target is drawn as a loop. */
export function edgesOf(workflow: Workflow): DrawnEdge[] {
  const root = workflow.header.workflow.root
  const drawn = (uid: Uid) => uid !== root && Object.hasOwn(workflow.states, uid)
  return Object.values(workflow.transitions).flatMap(({ uid, source, targets }) => {
    const ends = targets.length === 0 ? [source] : targets
    return ends.flatMap((target, index): DrawnEdge[] =>
      drawn(source) && drawn(target)
        ? [{ id: index === 0 ? uid : `${uid}/${index}`, transition: uid, source, target, relation: relationOf(workflow, source, target) }]
        : [],
    )
  })
}

function relationOf(workflow: Workflow, source: Uid, target: Uid): DrawnEdge['relation'] {
  if (source === target) return 'self'
  if (isInside(workflow, target, source)) return 'into'
  return isInside(workflow, source, target) ? 'out' : 'beside'
}
