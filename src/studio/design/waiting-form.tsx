import { isoDuration, isDuration, parseDuration } from '../../workflow/duration.ts'
import type { Step } from '../../workflow/step.ts'
import { NumberField } from '../kit/number-field.tsx'
import { CheckedField, DurationField } from '../fields/checked-field.tsx'
import shared from '../fields/fields.module.css'

type Review = Extract<Step, { kind: 'review' }>
type Patch = (change: Partial<Record<'waitLimit' | 'overflow', unknown>>, label: string) => string | null

const secondsOf = (text: string | undefined) => (text !== undefined && isDuration(text) ? parseDuration(text) : null)
const after = (seconds: number | null) => (seconds === null ? {} : { after: isoDuration(seconds) })

/** How long a case waits for its reviewer before something else happens: the limit on waiting, and when further pools are asked. */
export function WaitingForm({ step, title, patch }: { readonly step: Review; readonly title: string; readonly patch: Patch }) {
  return (
    <>
      <LimitOnWaiting step={step} title={title} patch={patch} />
      {step.pools.length > 1 && <Overflow step={step} title={title} patch={patch} />}
    </>
  )
}

function LimitOnWaiting({ step: { waitLimit }, title, patch }: { readonly step: Review; readonly title: string; readonly patch: Patch }) {
  const label = `Change the limit on waiting at ${title}`
  return (
    <>
      <CheckedField
        label="Event when it has waited too long"
        hint="Empty: it waits until its turn comes"
        mono
        value={waitLimit?.event ?? ''}
        onCommit={(event) => patch({ waitLimit: event === '' ? undefined : { ...waitLimit, event } }, label)}
      />
      {waitLimit && (
        <DurationField
          label="Limit on waiting"
          hint="Empty: the scenario’s patience says how long"
          optional
          seconds={secondsOf(waitLimit.after)}
          onCommit={(seconds) => patch({ waitLimit: { event: waitLimit.event, ...after(seconds) } }, label)}
        />
      )}
    </>
  )
}

/** Pools after the first are asked once either holds; with neither they are asked at once. */
function Overflow({ step: { overflow = {} }, title, patch }: { readonly step: Review; readonly title: string; readonly patch: Patch }) {
  const change = (seconds: number | null, queue: number | null) => {
    const rule = { ...after(seconds), ...(queue === null ? {} : { queue }) }
    return patch({ overflow: Object.keys(rule).length === 0 ? undefined : rule }, `Change the overflow of ${title}`)
  }
  return (
    <div className={shared.pair}>
      <DurationField
        label="Ask the other pools after"
        hint="Both empty: at once"
        optional
        seconds={secondsOf(overflow.after)}
        onCommit={(seconds) => change(seconds, overflow.queue ?? null)}
      />
      <NumberField
        label="Or while so many wait"
        unit="cases"
        whole
        min={1}
        optional
        value={overflow.queue ?? null}
        onCommit={(queue) => change(secondsOf(overflow.after), queue)}
      />
    </div>
  )
}
