import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './class-names.ts'
import { describedBy, Field, type FieldProps } from './field.tsx'
import styles from './field.module.css'
import { useTyped } from './typed.ts'

type TextProps = FieldProps & {
  readonly value: string
  /** With each key; for live checks. The text shown is what is typed, not `value`, until it is committed. */
  readonly onChange?: (text: string) => void
  /** When typing is done (Enter, leaving the field) and something changed: make the edit here. */
  readonly onCommit?: (text: string) => void
  readonly placeholder?: string
  /** For expressions and names. */
  readonly mono?: boolean
  /** Takes the focus when it appears, its text selected: for renaming in place and for what the user has just asked to type. */
  readonly selectOnMount?: boolean
}

/** One line of text. */
export function TextField({
  value,
  onChange,
  onCommit,
  placeholder,
  mono = false,
  selectOnMount,
  prefix,
  suffix,
  type = 'text',
  ...field
}: TextProps & {
  /** An icon before, a unit after. */
  readonly prefix?: ReactNode
  readonly suffix?: ReactNode
  readonly type?: ComponentProps<'input'>['type']
}) {
  const id = useId()
  const typed = useTyped<HTMLInputElement>(value, { onChange, onCommit, selectOnMount })
  return (
    <Field id={id} {...field}>
      <div className={styles.control}>
        {prefix !== undefined && <span className={styles.prefix}>{prefix}</span>}
        <input
          {...describedBy(id, field)}
          {...typed}
          type={type}
          disabled={field.disabled}
          placeholder={placeholder}
          spellCheck={!mono}
          autoComplete="off"
          className={classes(styles.input, mono && styles.mono)}
        />
        {suffix !== undefined && <span className={styles.affix}>{suffix}</span>}
      </div>
    </Field>
  )
}

/** Several lines of text; Ctrl Enter or leaving the field commits. */
export function TextArea({
  value,
  onChange,
  onCommit,
  placeholder,
  mono = false,
  selectOnMount,
  rows = 4,
  ...field
}: TextProps & { readonly rows?: number }) {
  const id = useId()
  const typed = useTyped<HTMLTextAreaElement>(value, { onChange, onCommit, lines: true, selectOnMount })
  return (
    <Field id={id} {...field}>
      <div className={styles.control}>
        <textarea
          {...describedBy(id, field)}
          {...typed}
          rows={rows}
          disabled={field.disabled}
          placeholder={placeholder}
          spellCheck={!mono}
          className={classes(styles.area, mono && styles.mono)}
        />
      </div>
    </Field>
  )
}
