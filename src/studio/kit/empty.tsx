import type { ReactNode } from 'react'
import styles from './empty.module.css'

/** An empty place teaches by one sentence and one action (look.md). */
export function Empty({ title, action, children }: { readonly title: string; readonly action?: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <div className={styles.sentence}>{children}</div>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}
