import { useSession } from '../session/session.ts'
import { ContactsPanel } from './contacts-panel.tsx'
import { RunbookMain } from './runbook-main.tsx'
import styles from './side.module.css'
import { ReadersPanel } from './readers-panel.tsx'
import { TrainingPanel } from './training-panel.tsx'
import { Versions } from './versions.tsx'

function Beside() {
  const slug = useSession((state) => state.slug)
  return (
    // What is open in a form belongs to one workflow.
    <div className={styles.side} key={slug}>
      <ContactsPanel />
      <ReadersPanel />
      <TrainingPanel />
    </div>
  )
}

/** Document: the runbook of any version, and what is kept beside it. */
export const place = { id: 'runbook', title: 'Runbook', Left: Versions, Main: RunbookMain, Right: Beside }
