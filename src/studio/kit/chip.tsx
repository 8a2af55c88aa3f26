import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './chip.module.css'
import { classes } from './class-names.ts'

export type Tone =
  | 'plain'
  | 'accent'
  | 'good'
  | 'warning'
  | 'error'
  | 'info'
  | 'added'
  | 'removed'
  | 'changed'
  | 'moved'
  | 'fitted'
  | 'guessed'

/** A short fact about something: a pool, a version, a state of things. */
export function Chip({
  tone = 'plain',
  icon,
  onRemove,
  removeLabel,
  children,
}: {
  readonly tone?: Tone
  readonly icon?: ReactNode
  readonly onRemove?: () => void
  readonly removeLabel?: string
  readonly children: ReactNode
}) {
  return (
    <span className={classes(styles.chip, styles[tone])}>
      {icon}
      <span className={styles.words}>{children}</span>
      {onRemove && (
        <button type="button" className={styles.remove} onClick={onRemove} aria-label={removeLabel ?? 'Remove'}>
          <X aria-hidden="true" />
        </button>
      )}
    </span>
  )
}

/** Where a parameter comes from: fitted is solid, typed is plain, guessed is hatched. */
export function OriginChip({ source, title }: { readonly source: 'fitted' | 'typed' | 'guessed'; readonly title?: string | undefined }) {
  return (
    <span className={classes(styles.chip, styles[source === 'typed' ? 'plain' : source])} title={title}>
      <span className={styles.words}>{source}</span>
    </span>
  )
}
