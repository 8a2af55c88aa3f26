import { ContactsPanel } from './contacts-panel.tsx'
import { RunbookMain } from './runbook-main.tsx'
import styles from './side.module.css'
import { TrainingPanel } from './training-panel.tsx'
import { Versions } from './versions.tsx'

function Beside() {
  return (
    <div className={styles.side}>
      <ContactsPanel />
      <TrainingPanel />
    </div>
  )
}

/** Document: the runbook of any version, and what is kept beside it. */
export const place = { id: 'runbook', title: 'Runbook', Left: Versions, Main: RunbookMain, Right: Beside }
