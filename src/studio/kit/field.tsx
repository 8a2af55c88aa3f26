import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './class-names.ts'
import styles from './field.module.css'

/** What all fields take. */
export type FieldProps = {
  readonly label: string
  /** The label is spoken but not seen: in tables and bars. */
  readonly hideLabel?: boolean
  /** One line under the control. */
  readonly hint?: ReactNode
  /** What is wrong and what to do; null or absent: nothing is. */
  readonly error?: string | null | undefined
  /** To the right of the label: where the value comes from, an action. */
  readonly aside?: ReactNode
  readonly disabled?: boolean
}

/** A label, its control, and what is to say about it. `id` is the control's; its hint and error are `${id}-hint` and `${id}-error`. */
export function Field({
  id,
  label,
  hideLabel = false,
  hint,
  error,
  aside,
  children,
}: FieldProps & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className={styles.field}>
      <div className={classes(styles.head, hideLabel && aside === undefined && 'spoken')}>
        <label htmlFor={id} className={classes(styles.label, hideLabel && 'spoken')}>
          {label}
        </label>
        {aside}
      </div>
      {children}
      {error ? (
        <p id={`${id}-error`} className={styles.error}>
          <CircleAlert aria-hidden="true" />
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}

/** The attributes that tie a control to its field's hint and error. */
export function describedBy(id: string, { hint, error }: Pick<FieldProps, 'hint' | 'error'>) {
  return {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : hint === undefined ? undefined : `${id}-hint`,
  } as const
}
