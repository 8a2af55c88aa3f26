import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { formatCount } from '../../words/number.ts'
import styles from './tabs.module.css'

export type Tab<Id extends string> = {
  readonly id: Id
  readonly title: string
  /** A word of the title that stands for it where tabs share a narrow column; the title is still what is spoken. */
  readonly short?: string
  readonly count?: number
  readonly icon?: ReactNode
  readonly panel: ReactNode
}

/** Panels of which one is seen. Arrow keys move among the tabs. */
export function Tabs<Id extends string>({
  label,
  tabs,
  value,
  onChange,
  aside,
}: {
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly value: Id
  readonly onChange: (id: Id) => void
  /** At the right end of the row of tabs. */
  readonly aside?: ReactNode
}) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as Id)} className={styles.tabs}>
      <div className={styles.row}>
        <Base.List aria-label={label} className={styles.list} activateOnFocus>
          {tabs.map((tab) => (
            <Base.Tab key={tab.id} value={tab.id} className={styles.tab} aria-label={tab.short && tab.title}>
              {tab.icon}
              {tab.short ?? tab.title}
              {tab.count !== undefined && <span className={styles.count}>{formatCount(tab.count)}</span>}
            </Base.Tab>
          ))}
        </Base.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className={styles.panel}>
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
