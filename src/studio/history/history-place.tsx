import { useSelector } from '@xstate/react'
import { Button } from '../kit/button.tsx'
import { Notice } from '../kit/notice.tsx'
import { Choose } from './choose.tsx'
import styles from './history.module.css'
import { wizardActor } from './wizard-actor.ts'
import { Questions } from './questions.tsx'
import { MapColumns } from './map-columns.tsx'
import { ProfileView } from './profile-view.tsx'
import { Reading } from './reading.tsx'

/** The place in whichever step the wizard is. */
export function HistoryPlace() {
  const step = useSelector(wizardActor, ({ value }) => value)
  return <div className={styles.place}>{viewOf(step)}</div>
}

function viewOf(step: string) {
  if (step === 'choose') return <Choose />
  if (step === 'mapping') return <MapColumns />
  if (step === 'ready') return <ProfileView />
  return step === 'failed' ? <Failed /> : <Reading />
}

function Failed() {
  const failure = useSelector(wizardActor, ({ context }) => context.failure)
  const name = useSelector(wizardActor, ({ context }) => context.file?.name)
  const asked = useSelector(wizardActor, ({ context }) => context.asked)
  const canMap = useSelector(wizardActor, (snapshot) => snapshot.can({ type: 'REMAP' }))
  return (
    <div className={styles.column}>
      <Notice tone="error" title={`${name ?? 'The file'} could not be read`}>
        {failure}
      </Notice>
      <Questions questions={asked} />
      <div className={styles.actions}>
        {canMap && <Button onClick={() => wizardActor.send({ type: 'REMAP' })}>Map the columns again</Button>}
        <Button variant="primary" onClick={() => wizardActor.send({ type: 'AGAIN' })}>
          Choose another file
        </Button>
      </div>
    </div>
  )
}
