import { applyChange, composeChanges } from '../change-set.ts'
import type { Draft, Edit, Refusal } from '../draft.ts'

/** Several edits as one entry of the undo list; each sees the draft after the one before. The first refusal refuses all. */
export function together(label: string, draft: Draft, steps: readonly ((draft: Draft) => Edit | Refusal)[]): Edit | Refusal {
  let change: Edit['change'] = {}
  let now = draft
  for (const step of steps) {
    const edit = step(now)
    if ('refused' in edit) return edit
    change = composeChanges(change, edit.change)
    now = applyChange(now, edit.change)
  }
  return { label, change }
}
