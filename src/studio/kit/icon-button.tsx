import type { ComponentProps, ReactNode } from 'react'
import { classes } from './class-names.ts'
import styles from './icon-button.module.css'
import { Tooltip } from './tooltip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** What it does, in words: the accessible name and the tooltip. */
  readonly label: string
  readonly icon: ReactNode
  /** More for the tooltip: what exactly it would do now. */
  readonly hint?: string | undefined
  readonly shortcut?: string
  /** For a switch: whether it is on. */
  readonly pressed?: boolean
}

/** A button with an icon and, on hover and focus, its words. */
export function IconButton({ label, icon, hint, shortcut, pressed, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={hint ?? label} {...(shortcut === undefined ? {} : { shortcut })}>
      <button type="button" aria-label={label} aria-pressed={pressed} {...rest} className={classes(styles.button, className)}>
        {icon}
      </button>
    </Tooltip>
  )
}
