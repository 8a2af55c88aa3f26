import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { Outcome, Step } from '../../workflow/step.ts'
import { together } from '../../workflow/edit/together.ts'
import { updateTransition } from '../../workflow/edit/update-transition.ts'
import { updateState } from '../../workflow/edit/update-state.ts'
import type { State } from '../../workflow/state.ts'
import { titleOf, transitionsFrom } from '../../workflow/tree.ts'
import { IconButton } from '../kit/icon-button.tsx'
import { Panel } from '../kit/panel.tsx'
import { attempt, CheckedField } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'
import styles from './inspector.module.css'
import { AddButton } from '../fields/add-button.tsx'
import { patchStep } from './patch-step.ts'
import { draftNow } from './use-draft.ts'

/** The outcomes of a step: what the reviewer may decide, and what to look for. */
export function OutcomesForm({ state, step }: { state: State; step: Step }) {
  const { outcomes } = step
  const title = titleOf(state)
  const put = (next: readonly Outcome[]) => patchStep(state, { outcomes: next }, `Change the outcomes of ${title}`)
  const swap = (index: number) => {
    const [a, b] = [outcomes[index - 1], outcomes[index]]
    if (a && b) put(outcomes.with(index - 1, b).with(index, a))
  }
  return (
    <Panel id="step.outcomes" title="Outcomes" count={outcomes.length}>
      {outcomes.map((outcome, index) => (
        <div key={outcome.event} className={styles.item}>
          <div className={shared.row}>
            <CheckedField
              label={`Outcome ${index + 1}`}
              hideLabel
              value={outcome.title}
              onCommit={(text) =>
                text.trim() === '' ? 'An outcome needs a title.' : put(outcomes.with(index, { ...outcome, title: text.trim() }))
              }
            />
            {index > 0 && <IconButton label="Earlier" icon={<ArrowUp />} onClick={() => swap(index)} />}
            {index < outcomes.length - 1 && <IconButton label="Later" icon={<ArrowDown />} onClick={() => swap(index + 1)} />}
            <IconButton
              label={`Take ${outcome.title} away`}
              icon={<X />}
              onClick={() => put(outcomes.filter((other) => other !== outcome))}
            />
          </div>
          <CheckedField
            label="What to look for"
            value={outcome.criteria ?? ''}
            onCommit={(text) => {
              const { criteria: _old, ...rest } = outcome
              return put(outcomes.with(index, text === '' ? rest : { ...rest, criteria: text }))
            }}
          />
          <CheckedField label="Event" mono value={outcome.event} onCommit={(event) => renameEvent(state, outcome, event.trim())} />
        </div>
      ))}
      <AddButton onClick={() => put([...outcomes, { event: freeEvent(outcomes), title: 'New outcome' }])}>Add an outcome</AddButton>
    </Panel>
  )
}

/** Renames the event of an outcome, and of the step's own transitions that wait for it. */
function renameEvent(state: State, outcome: Outcome, event: string): string | null {
  const step = draftNow().states[state.uid]?.step
  if (!step) return 'This step is not there any more.'
  if (event === '') return 'An outcome needs an event: the name by which transitions wait for it.'
  if (step.outcomes.some((other) => other.event === event && other.event !== outcome.event))
    return `Another outcome has the event ${event} already.`
  const outcomes = step.outcomes.map((other) => (other.event === outcome.event ? { ...other, event } : other))
  const waiting = transitionsFrom(draftNow(), state.uid).filter(
    ({ trigger }) => trigger.kind === 'event' && trigger.event === outcome.event,
  )
  return attempt(
    together(`Rename the event ${outcome.event} to ${event}`, draftNow(), [
      (draft) => updateState(draft, state.uid, { step: { ...step, outcomes } }),
      ...waiting.map(
        ({ uid }) =>
          (draft: Parameters<typeof updateTransition>[0]) =>
            updateTransition(draft, uid, { trigger: { kind: 'event', event } }),
      ),
    ]),
  )
}

function freeEvent(outcomes: readonly Outcome[]): string {
  for (let number = outcomes.length + 1; ; number++)
    if (outcomes.every(({ event }) => event !== `OUTCOME_${number}`)) return `OUTCOME_${number}`
}
