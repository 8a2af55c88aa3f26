import { Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { eventTitle, wordsOf } from '../../workflow/drawing/words.ts'
import { remove } from '../../workflow/edit/remove.ts'
import { alikeOf } from '../../workflow/edit/reorder.ts'
import { updateTransition, type TransitionPatch } from '../../workflow/edit/update-transition.ts'
import type { Transition, Trigger } from '../../workflow/transition.ts'
import { documentOrder, subtreeOf, titleOf } from '../../workflow/tree.ts'
import { returnFocus } from '../canvas/return-focus.ts'
import { Checkbox } from '../kit/checkbox.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { Panel } from '../kit/panel.tsx'
import { Segmented } from '../kit/segmented.tsx'
import { Select } from '../kit/select.tsx'
import { guardCommand, offerCommands } from '../session/commands.ts'
import { run } from '../session/session.ts'
import { ActionsForm } from './actions-form.tsx'
import { attempt, CheckedField, DurationField } from '../fields/checked-field.tsx'
import { Exits } from './exits.tsx'
import { GuardField } from './guard-field.tsx'
import shared from '../fields/fields.module.css'
import styles from './inspector.module.css'
import { draftNow, useDraft } from './use-draft.ts'

const triggerKinds: readonly { readonly value: Trigger['kind']; readonly label: string; readonly hint: string }[] = [
  { value: 'event', label: 'An outcome or event', hint: 'What the step ends with' },
  { value: 'after', label: 'A timer', hint: 'So long after entering' },
  { value: 'always', label: 'At once', hint: 'As soon as the guard holds' },
  { value: 'done', label: 'When all inside is done', hint: 'For groups' },
]

/** Everything about one transition. */
export function TransitionForm({ transition }: { transition: Transition }) {
  const draft = useDraft()
  const { uid, source, targets, trigger, guard, flow } = transition
  const from = draft.states[source]
  const put = (patch: TransitionPatch, label?: string) => attempt(updateTransition(draftNow(), uid, patch, label))
  const words = wordsOf(transition, draft)
  const guardPart = useRef<HTMLDivElement>(null)
  const isAsked = useRef(false)
  /** Whoever was led to the guard goes back to where the way was drawn. */
  const leaveGuard = () => {
    if (!isAsked.current || !(document.activeElement instanceof HTMLElement)) return
    isAsked.current = false
    document.activeElement.blur()
    returnFocus()
  }
  useEffect(
    () =>
      offerCommands([
        {
          id: guardCommand(uid),
          title: 'Say when it is taken',
          group: 'Drawing',
          words: 'guard condition only if',
          run: () => {
            isAsked.current = true
            guardPart.current?.querySelector<HTMLElement>('textarea, input')?.focus()
          },
        },
      ]),
    [uid],
  )
  const options = documentOrder(draft)
    .slice(1)
    .map((state) => ({ value: state.uid, label: titleOf(state) }))
  return (
    <>
      <header className={styles.head}>
        <h2>{words.trigger || (words.guard ? `If ${words.guard}` : 'Transition')}</h2>
        <IconButton label="Delete" shortcut="Delete" icon={<Trash2 />} onClick={() => run(remove(draftNow(), [uid]))} />
      </header>
      <Panel id="transition.what" title="What moves the case">
        <div className={shared.fields}>
          <Select
            label="Moved by"
            value={trigger.kind}
            options={triggerKinds.filter(
              ({ value }) => value !== 'done' || from?.type === 'compound' || from?.type === 'parallel' || trigger.kind === 'done',
            )}
            onChange={(kind) => put({ trigger: beginningOf(kind, transition) })}
          />
          <TriggerForm key={`${uid} ${trigger.kind}`} transition={transition} put={put} />
          <div ref={guardPart}>
            <GuardField key={`guard ${uid}`} guard={guard} onCommit={(next) => put({ guard: next })} onDone={leaveGuard} />
          </div>
        </div>
      </Panel>
      <Panel id="transition.where" title="Where it leads">
        <div className={shared.fields}>
          <Select
            label="From"
            value={source}
            options={options.filter(({ value }) => draft.states[value]?.type !== 'final')}
            onChange={(next) => put({ source: next }, 'Reconnect')}
          />
          {(targets.length === 0 ? [''] : targets).map((target, index) => (
            <Select
              key={`${index} ${target}`}
              label={index === 0 ? 'To' : 'And to'}
              value={target === '' ? null : target}
              placeholder="Stays where it is"
              options={options}
              onChange={(next) => put({ targets: targets.length === 0 ? [next] : targets.with(index, next) }, 'Reconnect')}
            />
          ))}
          <Order transition={transition} />
          <Segmented
            label="Kind of way"
            value={flow}
            onChange={(next) => put({ flow: next })}
            options={[
              { value: 'normal', label: 'Normal' },
              { value: 'escalation', label: 'Escalation' },
              { value: 'failure', label: 'Failure' },
            ]}
          />
          <Checkbox
            label="Leaves and enters again"
            hint="Where it leads to itself or inside: timers and work start anew"
            checked={transition.reenter}
            onChange={(reenter) => put({ reenter })}
          />
        </div>
      </Panel>
      <Panel
        id="transition.actions"
        title="Changes to the case"
        count={transition.actions.length}
        initiallyOpen={transition.actions.length > 0}
      >
        <ActionsForm label="When it is taken" actions={transition.actions} onChange={(actions) => put({ actions })} />
      </Panel>
      <Panel
        id="transition.words"
        title="Words"
        initiallyOpen={transition.title !== '' || transition.description !== undefined || transition.contact !== undefined}
      >
        <div className={shared.fields}>
          <CheckedField
            key={`title ${uid}`}
            label="Title"
            hint="Instead of the trigger’s own words"
            value={transition.title}
            onCommit={(title) => put({ title: title.trim() })}
          />
          <CheckedField
            key={`description ${uid}`}
            label="Description"
            lines={2}
            value={transition.description ?? ''}
            onCommit={(description) => put({ description })}
          />
          <CheckedField
            key={`contact ${uid}`}
            label="Whom to call"
            hint="A role of the contacts, which are kept in the place Runbook"
            value={transition.contact ?? ''}
            onCommit={(contact) => put({ contact: contact.trim() || undefined }, 'Change whom to call')}
          />
        </div>
      </Panel>
    </>
  )
}

function beginningOf(kind: Trigger['kind'], { source }: Transition): Trigger {
  if (kind === 'event') return { kind, event: draftNow().states[source]?.step?.outcomes[0]?.event ?? 'NEXT' }
  return kind === 'after' ? { kind, delay: 86_400_000 } : { kind }
}

function TriggerForm({ transition, put }: { transition: Transition; put: (patch: TransitionPatch) => string | null }) {
  const draft = useDraft()
  const { trigger, source } = transition
  if (trigger.kind === 'after') {
    if (typeof trigger.delay === 'string')
      return (
        <CheckedField
          label="Delay"
          mono
          value={trigger.delay}
          hint="A delay’s name in an imported machine"
          onCommit={(delay) => put({ trigger: { kind: 'after', delay } })}
        />
      )
    return (
      <DurationField
        label="So long after entering"
        hint="24 h, 1 d 4 h, 90 s or PT24H"
        seconds={trigger.delay / 1000}
        onCommit={(seconds) => put({ trigger: { kind: 'after', delay: Math.round((seconds ?? 0) * 1000) } })}
      />
    )
  }
  if (trigger.kind !== 'event') return null
  const events = [...new Set(subtreeOf(draft, source).flatMap((state) => state.step?.outcomes.map(({ event }) => event) ?? []))]
  const known = events.includes(trigger.event)
  return (
    <>
      {events.length > 0 && (
        <Select
          label="Outcome"
          value={known ? trigger.event : null}
          placeholder="Another event"
          options={events.map((event) => ({ value: event, label: eventTitle(event, source, draft), hint: event }))}
          onChange={(event) => put({ trigger: { kind: 'event', event } })}
        />
      )}
      {!known && (
        <CheckedField
          label="Event"
          mono
          value={trigger.event}
          {...(events.length > 0 ? { hint: 'No step here ends with this event' } : {})}
          onCommit={(event) => (event.trim() === '' ? 'Name the event.' : put({ trigger: { kind: 'event', event: event.trim() } }))}
        />
      )}
    </>
  )
}

/** Among the transitions of the same trigger the first whose guard holds wins, so their order is meaning. */
function Order({ transition }: { transition: Transition }) {
  const alike = alikeOf(useDraft(), transition)
  return alike.length < 2 ? null : <Exits label="Order in which they are asked" exits={alike} open={transition.uid} />
}
