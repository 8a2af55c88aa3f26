import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatCount } from '../../words/number.ts'
import styles from './panel.module.css'
import { useRemembered } from './use-remembered.ts'

/** A section with a heading that opens and closes; whether it is open is remembered under `id`. */
export function Panel({
  id,
  title,
  count,
  aside,
  initiallyOpen = true,
  flush = false,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly count?: number
  /** Actions at the right end of the heading. */
  readonly aside?: ReactNode
  readonly initiallyOpen?: boolean
  /** Without padding: for tables and lists. */
  readonly flush?: boolean
  readonly children: ReactNode
}) {
  const [open, setOpen] = useRemembered(`panel.${id}`, initiallyOpen)
  return (
    <Collapsible.Root open={open} onOpenChange={(next) => setOpen(next)} className={styles.panel} render={<section />}>
      <div className={styles.head}>
        <h2 className={styles.heading}>
          <Collapsible.Trigger className={styles.trigger}>
            <ChevronRight aria-hidden="true" />
            {title}
            {count !== undefined && <span className={styles.count}>{formatCount(count)}</span>}
          </Collapsible.Trigger>
        </h2>
        {aside}
      </div>
      <Collapsible.Panel className={flush ? styles.flush : styles.body}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  )
}
