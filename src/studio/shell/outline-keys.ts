import { remove } from '../../workflow/edit/remove.ts'
import { moveBy, moveInto } from '../canvas/commands.ts'
import { rememberFocus } from '../canvas/return-focus.ts'
import { guardCommand, perform } from '../session/commands.ts'
import { reveal, run, type SessionState } from '../session/session.ts'
import { homeAside, type OutlineRow, step } from './outline-rows.ts'

type Press = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>

/** What a key does in the outline: walks, opens or closes, begins to rename, or does something of its own. */
export type OutlineAction =
  | { readonly go: string }
  | { readonly turn: true }
  | { readonly rename: true }
  | { readonly act: () => void; readonly moves: boolean }

/** What a key pressed at a row does; null: it is none of the outline's, and perhaps one of the drawing's. */
export function outlineAction(
  press: Press,
  row: OutlineRow,
  rows: readonly OutlineRow[],
  { tables, selection }: Pick<SessionState, 'tables' | 'selection'>,
): OutlineAction | null {
  const { key } = press
  if (press.ctrlKey || press.metaKey) return null
  if (press.altKey) {
    if (key === 'ArrowUp' || key === 'ArrowDown') return { act: () => moveBy(row.uid, key === 'ArrowUp' ? -1 : 1), moves: true }
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null
    const home = homeAside(tables, row, key)
    return { act: () => home !== null && moveInto([row.uid], home), moves: true }
  }
  if (key === 'F2' && row.transition === null) return { rename: true }
  if (key === 'Delete' || key === 'Backspace')
    return { act: () => run(remove(tables, selection.has(row.uid) ? [...selection] : [row.uid])), moves: false }
  if (key === 'Enter' || key === ' ' || key === 'F2') {
    const show = () => {
      reveal({ kind: row.transition ? 'transition' : 'state', id: row.uid })
      rememberFocus()
      if (row.transition) perform(guardCommand(row.uid))
    }
    return { act: show, moves: false }
  }
  const next = step(rows, row, key)
  return next === null ? null : 'open' in next ? { turn: true } : { go: next.to }
}
