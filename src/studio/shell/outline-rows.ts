import type { State } from '../../workflow/state.ts'
import type { Transition } from '../../workflow/transition.ts'
import { childrenOf, transitionsFrom } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'

/**
 * A line of the outline: a state, or, with `transition`, a way out of it. `open` is null for what has nothing under it. `position` and `size` are 1-based
 * among what stands under the same state.
 */
export type OutlineRow = {
  readonly uid: string
  readonly state: State
  readonly transition: Transition | null
  readonly depth: number
  readonly open: boolean | null
  readonly position: number
  readonly size: number
}

/**
 * The lines that are in sight, in document order: all states but the root, and under each its ways out, then the states in it. A group is open and any other state
 * closed unless it is among those turned.
 */
export function outlineRows(workflow: Pick<Workflow, 'header' | 'states' | 'transitions'>, turned: ReadonlySet<string>): OutlineRow[] {
  const rows: OutlineRow[] = []
  const visit = (parent: string, depth: number) => {
    const [ways, children] = [depth === 0 ? [] : transitionsFrom(workflow, parent), childrenOf(workflow, parent)]
    const size = ways.length + children.length
    const holder = workflow.states[parent]
    for (const [index, transition] of ways.entries())
      if (holder) rows.push({ uid: transition.uid, state: holder, transition, depth, open: null, position: index + 1, size })
    for (const [index, state] of children.entries()) {
      const holds = childrenOf(workflow, state.uid).length > 0
      const open = holds || transitionsFrom(workflow, state.uid).length > 0 ? holds !== turned.has(state.uid) : null
      rows.push({ uid: state.uid, state, transition: null, depth, open, position: ways.length + index + 1, size })
      if (open && depth < 60) visit(state.uid, depth + 1)
    }
  }
  visit(workflow.header.workflow.root, 0)
  return rows
}

/** The states that must be open for a state or transition to have its line. */
export function holdersOf({ states, transitions }: Pick<Workflow, 'states' | 'transitions'>, uid: string): string[] {
  const holders: string[] = []
  let at = transitions[uid]?.source ?? states[uid]?.parent ?? null
  while (at !== null && states[at] && holders.length < 60) {
    holders.push(at)
    at = states[at]?.parent ?? null
  }
  return holders
}

/** What a key does in the outline: goes to a line, or opens or closes the one it is at (WAI-ARIA, Tree View). Null: nothing. Letters are the drawing's commands. */
export function step(
  rows: readonly OutlineRow[],
  row: OutlineRow,
  key: string,
): { readonly to: string } | { readonly open: boolean } | null {
  const index = rows.indexOf(row)
  const at = (to: number) => {
    const found = rows[Math.min(rows.length - 1, Math.max(0, to))]
    return found ? { to: found.uid } : null
  }
  if (key === 'ArrowDown') return at(index + 1)
  if (key === 'ArrowUp') return at(index - 1)
  if (key === 'Home') return at(0)
  if (key === 'End') return at(rows.length - 1)
  if (key === 'ArrowRight') return row.open === null ? null : row.open ? at(index + 1) : { open: true }
  if (key === 'ArrowLeft') return row.open ? { open: false } : parentOf(rows, index)
  return null
}

/**
 * Where Alt and an arrow key move a state: to the right into the group before it, to the left out of the one it is in. Null: there is none.
 */
export function homeAside(workflow: Pick<Workflow, 'states'>, { state, transition }: OutlineRow, key: string): string | null {
  if (transition !== null || state.parent === null) return null
  if (key === 'ArrowLeft') return workflow.states[state.parent]?.parent ?? null
  const siblings = childrenOf(workflow, state.parent)
  const before = siblings[siblings.findIndex(({ uid }) => uid === state.uid) - 1]
  return before?.type === 'compound' || before?.type === 'parallel' ? before.uid : null
}

function parentOf(rows: readonly OutlineRow[], index: number): { readonly to: string } | null {
  const row = rows[index]
  const parent = row && rows.slice(0, index).findLast(({ depth }) => depth < row.depth)
  return parent ? { to: parent.uid } : null
}
