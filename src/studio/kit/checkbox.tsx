import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import styles from './checkbox.module.css'

/** Yes or no, or, for a group, some. */
export function Checkbox({
  label,
  checked,
  onChange,
  hint,
  some = false,
  disabled = false,
  hideLabel = false,
}: {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly hint?: ReactNode
  readonly some?: boolean
  readonly disabled?: boolean
  readonly hideLabel?: boolean
}) {
  const id = useId()
  return (
    <div className={styles.row}>
      <label className={styles.line}>
        <Base.Root
          checked={checked}
          indeterminate={some}
          disabled={disabled}
          onCheckedChange={(next) => onChange(next)}
          className={styles.box}
          aria-describedby={hint === undefined ? undefined : id}
        >
          <Base.Indicator className={styles.mark}>{some ? <Minus aria-hidden="true" /> : <Check aria-hidden="true" />}</Base.Indicator>
        </Base.Root>
        <span className={hideLabel ? 'spoken' : undefined}>{label}</span>
      </label>
      {hint !== undefined && (
        <p id={id} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
