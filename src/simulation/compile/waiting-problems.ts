import type { State } from '../../workflow/state.ts'
import { titleOf } from '../../workflow/tree.ts'
import { checkCaseCondition, scenarioPlace } from './found.ts'
import type { Context } from './found.ts'

/** A limit on waiting must have a length, patience a limit that it is for, and an overflow something that sets it off. */
export function checkWaiting(context: Context, state: State): void {
  const { scenario, found } = context
  const { step } = state
  if (step === null) return
  const [place, where] = [{ kind: 'state', id: state.uid } as const, titleOf(state)]
  const limit = step.kind === 'review' ? step.waitLimit : undefined
  const overflow = step.kind === 'review' ? step.overflow : undefined
  const patience = scenario.performance[state.uid]?.patience
  const path = `performance.${state.uid}.patience`
  patience?.forEach(({ when }, i) => checkCaseCondition(context, when, scenarioPlace(`${path}.${i}.when`), where))
  if (limit && (patience?.length === 0 || (patience === undefined && limit.after === undefined)))
    found(
      'missing-patience',
      scenarioPlace(path),
      where,
      'The limit on waiting has no length: give it a time, or the scenario the patience.',
      'The engine must know when it ends.',
    )
  if (!limit && patience !== undefined)
    found(
      'idle-patience',
      scenarioPlace(path),
      where,
      'The scenario knows how long patience lasts, but this step has no limit on waiting.',
      'It has no effect; give the step an event for cases that have waited too long.',
      { severity: 'warning' },
    )
  if (overflow && overflow.after === undefined && overflow.queue === undefined)
    found(
      'endless-overflow',
      place,
      where,
      'The overflow has neither a time nor a length of the queue.',
      'The pools after the first would never be asked.',
    )
}
