import { NumberField } from '../kit/number-field.tsx'
import type { Form } from './form.tsx'

/** Days cut from the start; empty: found. */
export const warmup: Form<'auto' | number> = function WarmupForm({ label, value, onCommit }) {
  return (
    <NumberField
      label={label}
      unit="days"
      optional
      placeholder="Found"
      hint="Empty: found"
      min={0}
      value={value === 'auto' ? null : value}
      onCommit={(days) => onCommit(days ?? 'auto', label)}
    />
  )
}
