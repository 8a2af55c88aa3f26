import { useMemo, useState } from 'react'
import { withBuiltIns } from '../../machine/built-ins.ts'
import type { Distribution } from '../../simulation/model/distribution.ts'
import { Window } from '../../simulation/model/demand.ts'
import { ClockTime, LocalDate, LocalTime } from '../../simulation/model/fields.ts'
import { isZone } from '../../simulation/model/zone.ts'
import type { AttributeValue } from '../../workflow/attribute.ts'
import { isoDuration, parseDuration } from '../../workflow/duration.ts'
import { documentOrder, titleOf } from '../../workflow/tree.ts'
import { CheckedField, DurationField } from '../fields/checked-field.tsx'
import { readDays, sayDays } from '../fields/days.ts'
import { DistributionForm } from '../fields/distribution-form.tsx'
import { ExpressionField } from '../fields/expression-field.tsx'
import { Checkbox } from '../kit/checkbox.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { Select } from '../kit/select.tsx'
import { useSession } from '../session/session.ts'
import type { Form } from './form.tsx'
import styles from './form.module.css'

type Checkable = {
  readonly safeParse: (text: string) => { success: boolean; error?: { issues: readonly { message: string }[] } | undefined }
}

/** What is said where a schema does not take a text; null where it does. */
function refused(schema: Checkable | undefined, text: string): string | null {
  const read = schema?.safeParse(text)
  return read === undefined || read.success ? null : `Please ${read.error?.issues[0]?.message ?? 'write something else'}.`
}

function line(schema?: Checkable, placeholder?: string, tidy: (text: string) => string = (text) => text.trim()): Form<string> {
  return function LineForm({ label, value, onCommit, hint }) {
    return (
      <CheckedField
        label={label}
        value={value}
        {...(hint === undefined ? {} : { hint })}
        {...(placeholder === undefined ? {} : { placeholder })}
        onCommit={(text) => refused(schema, tidy(text)) ?? onCommit(tidy(text), label)}
      />
    )
  }
}

/** The same, where an empty field means that there is none. */
function orNone(form: Form<string>): Form<string | undefined> {
  const Inner = form
  return function OrNoneForm({ value, onCommit, ...rest }) {
    return <Inner {...rest} value={value ?? ''} onCommit={(next, what) => onCommit(next === '' ? undefined : next, what)} />
  }
}

const noneOr = (schema: Checkable): Checkable => ({ safeParse: (text) => (text === '' ? { success: true } : schema.safeParse(text)) })
/** `2025-11-03` is the midnight that begins it; `2025-11-03 08:00` as people write it. */
const tidyTime = (text: string) => {
  const plain = text.trim().replace(' ', 'T')
  return /^\d{4}-\d\d-\d\d$/.test(plain) ? `${plain}T00:00:00` : plain
}
const tidyClock = (text: string) => text.trim().replace(/^(\d):/, '0$1:')

export const text: Form<string> = line({
  safeParse: (given) => (given === '' ? { success: false, error: { issues: [{ message: 'give it a name' }] } } : { success: true }),
})
export const textOrNone: Form<string | undefined> = orNone(line())
export const dateOrNone: Form<string | undefined> = orNone(line(noneOr(LocalDate), '2025-12-25'))
/** First and last date of a window, with a stroke between them. */
export const dateSpan: Form<string> = line(Window, '2025-01-06/2025-03-30')
export const localTime: Form<string> = line(LocalTime, '2025-12-25 18:00', tidyTime)
export const localTimeOrNone: Form<string | undefined> = orNone(
  line(noneOr(LocalTime), 'None', (given) => (given.trim() === '' ? '' : tidyTime(given))),
)
export const clock: Form<string> = line(ClockTime, '08:30', tidyClock)
const zoneCheck: Checkable = {
  safeParse: (given) =>
    isZone(given) ? { success: true } : { success: false, error: { issues: [{ message: 'write a time zone like Europe/Dublin' }] } },
}
export const zone: Form<string> = line(zoneCheck, 'Europe/Dublin')
export const zoneOrNone: Form<string | undefined> = orNone(line(noneOr(zoneCheck), 'The scenario’s'))

/** Texts between commas: skills, dates. */
export function texts(schema?: Checkable, placeholder?: string): Form<string[]> {
  return function TextsForm({ label, value, onCommit, hint }) {
    return (
      <CheckedField
        label={label}
        value={value.join(', ')}
        {...(hint === undefined ? {} : { hint })}
        {...(placeholder === undefined ? {} : { placeholder })}
        onCommit={(given) => {
          const parts = given
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== '')
          for (const part of parts) {
            const fault = refused(schema, part)
            if (fault !== null) return fault
          }
          return onCommit(parts, label)
        }}
      />
    )
  }
}

export const weekdays: Form<number[]> = function WeekdaysForm({ label, value, onCommit }) {
  return (
    <CheckedField
      label={label}
      value={sayDays(value)}
      onCommit={(given) => {
        const read = readDays(given)
        return read.ok ? onCommit(read.days, label) : read.message
      }}
    />
  )
}

type Limits = {
  readonly min?: number
  readonly max?: number
  readonly unit?: string
  readonly whole?: boolean
  readonly step?: number
  readonly scale?: number
}

/** A number that may be absent: the field is empty then. `scale` 100 shows a share as per cent. */
export function numberOrNone(limits: Limits = {}): Form<number | undefined> {
  return numberForm(limits, true)
}

/** A number. */
export function number(limits: Limits = {}): Form<number> {
  const Inner = numberForm(limits, false)
  return function NumberForm({ onCommit, ...rest }) {
    return <Inner {...rest} onCommit={(next, what) => (next === undefined ? null : onCommit(next, what))} />
  }
}

function numberForm({ scale = 1, ...limits }: Limits, optional: boolean): Form<number | undefined> {
  return function AnyNumberForm({ label, value, onCommit, hint }) {
    const [fault, setFault] = useState<string | null>(null)
    return (
      <NumberField
        label={label}
        {...limits}
        {...(hint === undefined ? {} : { hint })}
        optional={optional}
        error={fault}
        value={value === undefined ? null : Number((value * scale).toPrecision(6))}
        onCommit={(next) => setFault(onCommit(next === null ? undefined : Number((next / scale).toPrecision(12)), label))}
      />
    )
  }
}

const percent = { scale: 100, unit: '%', min: 0, max: 100 } as const
export const share = number(percent)
export const shareOrNone = numberOrNone(percent)

/** An ISO duration of the file, typed as people say it. */
export const durationOrNone: Form<string | undefined> = function DurationOrNoneForm({ label, value, onCommit, hint }) {
  return (
    <DurationField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      optional
      seconds={value === undefined ? null : parseDuration(value)}
      onCommit={(seconds) => onCommit(seconds === null ? undefined : isoDuration(seconds), label)}
    />
  )
}

export const distribution: Form<Distribution> = function DistributionLeaf({ label, value, onCommit }) {
  return (
    <fieldset className={styles.list}>
      <legend>{label}</legend>
      <DistributionForm distribution={value} onCommit={(next) => onCommit(next, label)} />
    </fieldset>
  )
}

/** Yes or no; no is absent from the file. */
export const flagOrNone: Form<boolean | undefined> = function FlagForm({ label, value, onCommit, hint }) {
  return (
    <Checkbox
      label={label}
      checked={value ?? false}
      {...(hint === undefined ? {} : { hint })}
      onChange={(on) => onCommit(on ? true : undefined, label)}
    />
  )
}

/** A CEL expression over the attributes, and with `past` over what the case has done before; empty: none. */
export function expressionOrNone(wanted: 'bool' | 'number', placeholder = 'all cases', past = false): Form<string | undefined> {
  return function ExpressionOrNoneForm({ label, value, onCommit }) {
    const byName = useSession((state) => state.tables.attributes)
    const states = useSession((state) => state.tables.states)
    const attributes = useMemo(() => {
      const steps = Object.values(states).flatMap(({ uid, step }) => (step === null ? [] : [uid]))
      return past ? withBuiltIns(Object.values(byName), steps) : Object.values(byName)
    }, [byName, states])
    return (
      <ExpressionField
        label={label}
        value={value ?? ''}
        wanted={wanted}
        placeholder={placeholder}
        attributes={attributes}
        onCommit={(given) => onCommit(given.trim() === '' ? undefined : given.trim(), label)}
      />
    )
  }
}
export const when = expressionOrNone('bool')
/** The same where a condition may ask for visits("…"), prev, prev2, age and weekHour. */
export const whenWithPast = expressionOrNone('bool', 'all cases', true)

export const numberExpression: Form<string> = function NumberExpressionForm({ onCommit, ...rest }) {
  const Inner = expression
  return (
    <Inner {...rest} onCommit={(next, what) => (next === undefined ? 'Write an expression that gives a number.' : onCommit(next, what))} />
  )
}
const expression = expressionOrNone('number', 'severity * reports')

type Option<V extends string> = { readonly value: V; readonly label: string }
/** What is chosen where a field may be absent; no option of a file can be called so. */
const noneChosen = ''

export function choiceOrNone<V extends string>(options: readonly Option<V>[], none: string): Form<V | undefined> {
  return function ChoiceOrNoneForm({ label, value, onCommit, hint }) {
    return (
      <Select<V | typeof noneChosen>
        label={label}
        {...(hint === undefined ? {} : { hint })}
        value={value ?? noneChosen}
        options={[{ value: noneChosen, label: none }, ...options]}
        onChange={(next) => onCommit(next === noneChosen ? undefined : next, label)}
      />
    )
  }
}

/** A state of the drawing by its uid. */
export function stateChoice(which: 'step' | 'final' | 'atomic'): Form<string> {
  return function StateChoiceForm({ label, value, onCommit }) {
    return <Select label={label} value={value} options={useStates(which)} onChange={(uid) => onCommit(uid, label)} />
  }
}

/** The same, where none means everywhere. */
export function stateChoiceOrNone(which: 'step' | 'final' | 'atomic', none: string): Form<string | undefined> {
  return function StateChoiceOrNoneForm({ label, value, onCommit }) {
    return (
      <Select
        label={label}
        value={value ?? noneChosen}
        options={[{ value: noneChosen, label: none }, ...useStates(which)]}
        onChange={(uid) => onCommit(uid === noneChosen ? undefined : uid, label)}
      />
    )
  }
}

/** A pool of the drawing by its id, or what is meant by none. */
export function poolChoiceOrNone(none: string): Form<string | undefined> {
  return function PoolChoiceForm({ label, value, onCommit }) {
    const pools = useSession((state) => state.tables.pools)
    return (
      <Select
        label={label}
        value={value ?? noneChosen}
        options={[{ value: noneChosen, label: none }, ...Object.values(pools).map(({ id, title }) => ({ value: id, label: title }))]}
        onChange={(id) => onCommit(id === noneChosen ? undefined : id, label)}
      />
    )
  }
}

/** States of a kind as options, in the order of the drawing. */
function useStates(which: 'step' | 'final' | 'atomic'): Option<string>[] {
  const tables = useSession((state) => state.tables)
  return documentOrder(tables)
    .filter(({ uid, type, step }) => {
      if (which === 'step') return step !== null && step !== undefined
      if (which === 'final') return type === 'final'
      return type !== 'final' && uid !== tables.header.workflow.root && !Object.values(tables.states).some(({ parent }) => parent === uid)
    })
    .map((state) => ({ value: state.uid, label: titleOf(state) }))
}

/** Several states by check boxes. */
export function stateSet(which: 'step' | 'final' | 'atomic'): Form<string[]> {
  return function StateSetForm({ label, value, onCommit, hint }) {
    const states = useStates(which)
    return (
      <fieldset className={styles.list}>
        <legend>{label}</legend>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
        {states.map(({ value: uid, label: title }) => (
          <Checkbox
            key={uid}
            label={title}
            checked={value.includes(uid)}
            onChange={(on) => onCommit(on ? [...value, uid] : value.filter((other) => other !== uid), label)}
          />
        ))}
      </fieldset>
    )
  }
}

/** Values of attributes; one that is not set has its default. */
export const attributeValues: Form<Record<string, AttributeValue>> = function AttributeValuesForm({ value, onCommit }) {
  const attributes = Object.values(useSession((state) => state.tables.attributes)).toSorted((a, b) => a.order - b.order)
  if (attributes.length === 0) return <p className={styles.hint}>This workflow asks for no attribute: all cases are alike.</p>
  const set = (name: string, next: AttributeValue | undefined, title: string) => {
    const { [name]: _old, ...rest } = value
    return onCommit(next === undefined ? rest : { ...rest, [name]: next }, title)
  }
  return (
    <div className={styles.record}>
      {attributes.map((attribute) => {
        const { name, title } = attribute
        const now = Object.hasOwn(value, name) ? value[name] : undefined
        if (attribute.type === 'number')
          return (
            <div key={name} className={styles.half}>
              <NumberField
                label={title}
                optional
                placeholder={String(attribute.default)}
                {...(attribute.unit === undefined ? {} : { unit: attribute.unit })}
                value={typeof now === 'number' ? now : null}
                onCommit={(next) => set(name, next ?? undefined, title)}
              />
            </div>
          )
        const options = attribute.type === 'boolean' ? ['true', 'false'] : attribute.values
        return (
          <div key={name} className={styles.half}>
            <Select
              label={title}
              value={now === undefined ? noneChosen : String(now)}
              options={[
                { value: noneChosen, label: `Default: ${attribute.default}` },
                ...options.map((option) => ({ value: option, label: option })),
              ]}
              onChange={(next) => set(name, next === noneChosen ? undefined : attribute.type === 'boolean' ? next === 'true' : next, title)}
            />
          </div>
        )
      })}
    </div>
  )
}
