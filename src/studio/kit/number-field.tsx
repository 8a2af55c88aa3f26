import { type KeyboardEvent, useId, useState } from 'react'
import { classes } from './class-names.ts'
import { describedBy, Field, type FieldProps } from './field.tsx'
import styles from './field.module.css'
import { readNumber } from './read-number.ts'
import { useTyped } from './typed.ts'

/** A number. Arrow keys step, with Shift ten times as far; what is not a number, or out of range, is said and not taken. */
export function NumberField({
  value,
  onCommit,
  min,
  max,
  step = 1,
  unit,
  placeholder,
  optional = false,
  whole = false,
  ...field
}: FieldProps & {
  /** Null: empty. */
  readonly value: number | null
  readonly onCommit: (value: number | null) => void
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly unit?: string
  readonly placeholder?: string
  /** Whether it may be empty. */
  readonly optional?: boolean
  /** Whether it must be a whole number. */
  readonly whole?: boolean
}) {
  const id = useId()
  const [fault, setFault] = useState<string | null>(null)
  const limits = { min, max, whole, optional }
  const shown = value === null ? '' : String(value)
  const commit = (text: string) => {
    const read = readNumber(text, limits)
    setFault(read.ok ? null : read.message)
    if (read.ok && read.value !== value) onCommit(read.value)
  }
  const typed = useTyped<HTMLInputElement>(shown, { onCommit: commit, onChange: () => setFault(null) })
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (direction === 0) return typed.onKeyDown(event)
    event.preventDefault()
    const read = readNumber(typed.value, { ...limits, optional: true })
    const next = (read.ok ? (read.value ?? 0) : (value ?? 0)) + direction * step * (event.shiftKey ? 10 : 1)
    typed.onChange({ target: { value: String(Number(Math.min(max ?? Infinity, Math.max(min ?? -Infinity, next)).toFixed(10))) } })
  }
  const shownError = { ...field, error: fault ?? field.error }
  return (
    <Field id={id} {...shownError}>
      <div className={styles.control}>
        <input
          {...describedBy(id, shownError)}
          {...typed}
          onKeyDown={onKeyDown}
          inputMode="decimal"
          disabled={field.disabled}
          placeholder={placeholder}
          autoComplete="off"
          className={classes(styles.input, styles.number)}
        />
        {unit !== undefined && <span className={styles.affix}>{unit}</span>}
      </div>
    </Field>
  )
}
