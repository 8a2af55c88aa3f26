import { updateState } from '../../workflow/edit/update-state.ts'
import type { State } from '../../workflow/state.ts'
import type { Step } from '../../workflow/step.ts'
import { attempt } from '../fields/checked-field.tsx'
import { draftNow } from './use-draft.ts'

/** Takes properties that are undefined away, as the schema wants absent ones absent. */
function cleaned(step: { [Key in keyof Step]: unknown } & Record<string, unknown>): Step {
  return Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined)) as Step
}

/** Makes an edit of a step's properties; the reason why not, or null. */
export function patchStep(state: State, patch: Record<string, unknown>, label: string): string | null {
  const current = draftNow().states[state.uid]
  return current?.step
    ? attempt(updateState(draftNow(), state.uid, { step: cleaned({ ...current.step, ...patch }) }, label))
    : 'This step is not there any more.'
}
