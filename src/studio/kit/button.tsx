import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'
import { classes } from './class-names.ts'
import { Keys } from './keys.tsx'

export type ButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** `primary` is the one next step of a region; `quiet` has no edge until pointed at. */
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'danger'
  readonly icon?: ReactNode
  /** Shown as a hint: `Ctrl Enter`. The key itself is bound elsewhere. */
  readonly shortcut?: string
  readonly children: ReactNode
}

/** A button with words. */
export function Button({ variant = 'plain', icon, shortcut, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" data-variant={variant} {...rest} className={classes(styles.button, styles[variant], className)}>
      {icon}
      <span className={styles.words}>{children}</span>
      {shortcut !== undefined && <Keys keys={shortcut} />}
    </button>
  )
}
