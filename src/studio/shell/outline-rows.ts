import type { State } from '../../workflow/state.ts'
import { childrenOf, titleOf } from '../../workflow/tree.ts'
import type { Workflow } from '../../workflow/workflow.ts'

/** A line of the outline. `open` is null for a state that holds none. `position` and `size` are 1-based among its siblings. */
export type OutlineRow = {
  readonly state: State
  readonly depth: number
  readonly open: boolean | null
  readonly position: number
  readonly size: number
}

/** The lines that are in sight: all states but the root in document order, without what lies in closed ones. */
export function outlineRows(workflow: Pick<Workflow, 'header' | 'states'>, closed: ReadonlySet<string>): OutlineRow[] {
  const rows: OutlineRow[] = []
  const visit = (parent: string, depth: number) => {
    const children = childrenOf(workflow, parent)
    for (const [index, state] of children.entries()) {
      const holds = childrenOf(workflow, state.uid).length > 0
      const open = holds ? !closed.has(state.uid) : null
      rows.push({ state, depth, open, position: index + 1, size: children.length })
      if (open && depth < 60) visit(state.uid, depth + 1)
    }
  }
  visit(workflow.header.workflow.root, 0)
  return rows
}

/** What a key does in the outline: goes to a state, or opens or closes the one it is at (WAI-ARIA, Tree View). Null: nothing. */
export function step(
  rows: readonly OutlineRow[],
  row: OutlineRow,
  key: string,
): { readonly to: string } | { readonly open: boolean } | null {
  const index = rows.indexOf(row)
  const at = (to: number) => {
    const found = rows[Math.min(rows.length - 1, Math.max(0, to))]
    return found ? { to: found.state.uid } : null
  }
  if (key === 'ArrowDown') return at(index + 1)
  if (key === 'ArrowUp') return at(index - 1)
  if (key === 'Home') return at(0)
  if (key === 'End') return at(rows.length - 1)
  if (key === 'ArrowRight') return row.open === null ? null : row.open ? at(index + 1) : { open: true }
  if (key === 'ArrowLeft') return row.open ? { open: false } : parentOf(rows, index)
  return key.length === 1 && /[a-z]/i.test(key) ? nextByLetter(rows, index, key) : null
}

function parentOf(rows: readonly OutlineRow[], index: number): { readonly to: string } | null {
  const row = rows[index]
  const parent = row && rows.slice(0, index).findLast(({ depth }) => depth < row.depth)
  return parent ? { to: parent.state.uid } : null
}

function nextByLetter(rows: readonly OutlineRow[], index: number, letter: string): { readonly to: string } | null {
  const round = [...rows.slice(index + 1), ...rows.slice(0, index + 1)]
  const found = round.find(({ state }) => titleOf(state).toLowerCase().startsWith(letter.toLowerCase()))
  return found ? { to: found.state.uid } : null
}
