import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './class-names.ts'
import styles from './notice.module.css'

const icons = { info: Info, good: CircleCheck, warning: TriangleAlert, error: CircleAlert } as const

/** Something to know before going on: what, where, what to do. An error is announced at once. */
export function Notice({
  tone = 'info',
  title,
  action,
  children,
}: {
  readonly tone?: keyof typeof icons
  /** A few words; long sentences belong beneath it. */
  readonly title?: string
  /** What to do about it: a button. */
  readonly action?: ReactNode
  readonly children?: ReactNode
}) {
  const Icon = icons[tone]
  return (
    <div className={classes(styles.notice, styles[tone])} role={tone === 'error' ? 'alert' : 'note'}>
      <Icon aria-hidden="true" />
      <div className={styles.words}>
        {title !== undefined && <strong>{title}</strong>}
        {children !== undefined && <div className={styles.more}>{children}</div>}
      </div>
      {action}
    </div>
  )
}
