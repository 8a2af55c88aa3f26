import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classes } from './class-names.ts'
import { describedBy, Field, type FieldProps } from './field.tsx'
import fieldStyles from './field.module.css'
import popup from './popup.module.css'
import styles from './select.module.css'

export type SelectOption<Value extends string> = {
  readonly value: Value
  readonly label: string
  readonly hint?: string
  readonly icon?: ReactNode
  readonly disabled?: boolean
}

/** A choice of one among some. For two to four short ones, `Segmented` shows them all. */
export function Select<Value extends string>({
  value,
  options,
  onChange,
  placeholder = 'Choose',
  quiet = false,
  ...field
}: FieldProps & {
  /** Null: none yet. */
  readonly value: Value | null
  readonly options: readonly SelectOption<Value>[]
  readonly onChange: (value: Value) => void
  readonly placeholder?: string
  /** Without an edge, for bars. */
  readonly quiet?: boolean
}) {
  const id = useId()
  const chosen = options.find((option) => option.value === value)
  return (
    <Field id={id} {...field}>
      <Base.Root items={options} value={value} onValueChange={(next) => next !== null && onChange(next)} disabled={field.disabled ?? false}>
        <Base.Trigger
          {...describedBy(id, field)}
          aria-label={field.label}
          className={classes(fieldStyles.control, styles.trigger, quiet && styles.quiet)}
        >
          {chosen?.icon}
          <span className={classes(styles.value, !chosen && styles.placeholder)}>{chosen?.label ?? placeholder}</span>
          <ChevronsUpDown aria-hidden="true" />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className={popup.above}>
            <Base.Popup className={classes(popup.popup, styles.popup)}>
              <Base.List>
                {options.map((option) => (
                  <Base.Item
                    key={option.value}
                    value={option.value}
                    label={option.label}
                    disabled={option.disabled ?? false}
                    className={popup.row}
                  >
                    {option.icon}
                    <span className={popup.words}>
                      <Base.ItemText>{option.label}</Base.ItemText>
                      {option.hint !== undefined && <span className={popup.hintText}>{option.hint}</span>}
                    </span>
                    <Base.ItemIndicator>
                      <Check aria-hidden="true" />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  )
}
