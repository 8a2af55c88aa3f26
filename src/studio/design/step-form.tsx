import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { isoDuration, isDuration, parseDuration } from '../../workflow/duration.ts'
import type { State } from '../../workflow/state.ts'
import { WeeklyTime, type Step } from '../../workflow/step.ts'
import { titleOf } from '../../workflow/tree.ts'
import { Checkbox } from '../kit/checkbox.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { Panel } from '../kit/panel.tsx'
import { Select } from '../kit/select.tsx'
import { CheckedField, DurationField } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'
import { GuidePanel } from './handbook-panel.tsx'
import styles from './inspector.module.css'
import { OutcomesForm } from './outcomes-form.tsx'
import { patchStep } from './patch-step.ts'
import { useDraft } from './use-draft.ts'
import { WaitingForm } from './waiting-form.tsx'

/** How the work is done: by whom, until when, with which outcomes and instructions. */
export function StepForm({ state, step }: { state: State; step: Step }) {
  const title = titleOf(state)
  const patch = (change: Record<string, unknown>, label: string) => patchStep(state, change, label)
  return (
    <>
      <Panel
        id="step.work"
        title={step.kind === 'review' ? 'Who and by when' : step.kind === 'batch' ? 'When the batch moves on' : 'By when'}
      >
        <div className={shared.fields}>
          {step.kind === 'review' && <PoolsInOrder step={step} onChange={(pools) => patch({ pools }, `Change the pools of ${title}`)} />}
          {step.kind === 'batch' && <BatchRules step={step} patch={(change) => patch(change, `Change the batch rules of ${title}`)} />}
          <DurationField
            label="Service target"
            hint="From entering this step to leaving it"
            optional
            seconds={step.target && isDuration(step.target) ? parseDuration(step.target) : null}
            onCommit={(seconds) => patch({ target: seconds === null ? undefined : isoDuration(seconds) }, `Change the target of ${title}`)}
          />
          {step.kind === 'automatic' && (
            <CheckedField
              label="Event when it fails"
              hint="Empty: it never fails. The scenario says how often"
              mono
              value={step.failure?.event ?? ''}
              onCommit={(event) =>
                patch(
                  { failure: event === '' ? undefined : { event, title: step.failure?.title ?? 'Failed' } },
                  `Change what ${title} sends when it fails`,
                )
              }
            />
          )}
          {step.kind === 'automatic' && (
            <Checkbox
              label="Leaves no row in a log"
              hint="A decision that a history does not tell of; a simulated log then has none either"
              checked={step.silent ?? false}
              onChange={(silent) =>
                patch({ silent: silent || undefined }, `${silent ? 'Leave' : 'Take'} ${title} ${silent ? 'out of' : 'into'} simulated logs`)
              }
            />
          )}
          {step.kind === 'review' && (
            <>
              <WaitingForm step={step} title={title} patch={patch} />
              <Select
                label="At the end of a shift, the case in hand"
                value={step.endOfShift ?? 'finish'}
                onChange={(endOfShift) =>
                  patch({ endOfShift: endOfShift === 'finish' ? undefined : endOfShift }, `Change the end of shift at ${title}`)
                }
                options={[
                  { value: 'finish', label: 'is finished' },
                  { value: 'restart', label: 'goes back and starts anew' },
                  { value: 'resume', label: 'goes back and is resumed' },
                  { value: 'hand-over', label: 'is handed over' },
                ]}
              />
              <Checkbox
                label="Sensitive material"
                hint="Minutes of exposure are counted"
                checked={step.sensitive ?? false}
                onChange={(sensitive) =>
                  patch({ sensitive: sensitive || undefined }, `${sensitive ? 'Mark' : 'Unmark'} ${title} as sensitive`)
                }
              />
            </>
          )}
          <Checkbox
            label="Adds value for the person concerned"
            checked={step.valueAdding ?? (step.kind === 'review' || step.kind === 'automatic')}
            onChange={(valueAdding) => patch({ valueAdding }, `Change what ${title} is worth`)}
          />
        </div>
      </Panel>
      <OutcomesForm state={state} step={step} />
      <Panel id="step.instructions" title="Instructions">
        <div className={shared.fields}>
          <CheckedField
            label="What is done here"
            hint="Markdown; it goes into the runbook"
            lines={6}
            value={step.instructions ?? ''}
            onCommit={(text) => patch({ instructions: text === '' ? undefined : text }, `Write the instructions of ${title}`)}
          />
          <CheckedField
            label="Policy references"
            hint="One a line: the name of a clause of the handbook, or a text such as Abuse policy 3.2"
            lines={2}
            value={(step.policy ?? []).join('\n')}
            onCommit={(text) => {
              const policy = text
                .split('\n')
                .map((line) => line.trim())
                .filter((line) => line !== '')
              return patch({ policy: policy.length === 0 ? undefined : policy }, `Change the policy references of ${title}`)
            }}
          />
        </div>
      </Panel>
      <GuidePanel state={state} guide={step.guide} />
    </>
  )
}

function PoolsInOrder({ step, onChange }: { step: Extract<Step, { kind: 'review' }>; onChange: (pools: string[]) => void }) {
  const draft = useDraft()
  const others = Object.values(draft.pools)
    .filter(({ id }) => !step.pools.includes(id))
    .toSorted((a, b) => a.order - b.order)
  const swap = (index: number) => onChange(step.pools.with(index - 1, step.pools[index] ?? '').with(index, step.pools[index - 1] ?? ''))
  return (
    <fieldset className={styles.list} aria-label="Pools, in order of preference">
      {step.pools.map((id, index) => (
        <div key={id} className={styles.link}>
          <span>{`${index + 1}. ${draft.pools[id]?.title ?? id}`}</span>
          {index > 0 && <IconButton label={`Prefer ${id}`} icon={<ArrowUp />} onClick={() => swap(index)} />}
          {index < step.pools.length - 1 && <IconButton label={`Prefer ${id} less`} icon={<ArrowDown />} onClick={() => swap(index + 1)} />}
          <IconButton label={`Take ${id} away`} icon={<X />} onClick={() => onChange(step.pools.filter((other) => other !== id))} />
        </div>
      ))}
      {others.length > 0 && (
        <Select
          label={step.pools.length === 0 ? 'Who does it' : 'Then, if those are full'}
          value={null}
          placeholder="Add a pool"
          options={others.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => onChange([...step.pools, id])}
        />
      )}
      {others.length === 0 && step.pools.length === 0 && (
        <p className={shared.quiet}>There are no pools yet. Deselect, then add one under Pools.</p>
      )}
    </fieldset>
  )
}

function BatchRules({
  step,
  patch,
}: {
  step: Extract<Step, { kind: 'batch' }>
  patch: (change: Record<string, unknown>) => string | null
}) {
  return (
    <>
      <p className={shared.quiet}>Whichever comes first.</p>
      <div className={shared.pair}>
        <NumberField
          label="When so many wait"
          unit="cases"
          whole
          min={1}
          optional
          value={step.size ?? null}
          onCommit={(size) => patch({ size: size ?? undefined })}
        />
        <DurationField
          label="When the oldest waits"
          optional
          seconds={step.age && isDuration(step.age) ? parseDuration(step.age) : null}
          onCommit={(seconds) => patch({ age: seconds === null ? undefined : isoDuration(seconds) })}
        />
      </div>
      <CheckedField
        label="At these times of the week"
        placeholder="mon 09:00, thu 09:00"
        value={(step.at ?? []).join(', ')}
        onCommit={(text) => {
          const at = text
            .toLowerCase()
            .split(/[,;]/)
            .map((part) => part.trim().replace(/\s+/g, ' '))
            .filter((part) => part !== '')
          const wrong = at.find((part) => !WeeklyTime.safeParse(part).success)
          return wrong === undefined
            ? patch({ at: at.length === 0 ? undefined : at })
            : `“${wrong}” is no time of the week; write it like mon 09:00.`
        }}
      />
    </>
  )
}
