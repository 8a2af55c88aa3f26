import { useSelector } from '@xstate/react'
import { formatMeasured } from '../../words/duration.ts'
import { formatAmount, formatCompact } from '../../words/number.ts'
import { Progress } from '../kit/progress.tsx'
import styles from './history.module.css'
import { wizardActor } from './wizard-actor.ts'

/** The file is being read beside the page. */
export function Reading() {
  const step = useSelector(wizardActor, ({ value }) => value)
  const name = useSelector(wizardActor, ({ context }) => context.file?.name ?? 'the file')
  const progress = useSelector(wizardActor, ({ context }) => context.progress)
  const cancel = { onCancel: () => wizardActor.send({ type: 'CANCEL' }) }
  if (step === 'profiling')
    return (
      <div className={styles.column}>
        <Progress title={progress ? `Summing up ${formatAmount(progress.rows, 'row')}` : 'Summing up'} done={0} total={null} unit="rows" />
      </div>
    )
  if (!progress)
    return (
      <div className={styles.column}>
        <Progress title={`Opening ${name}`} done={0} total={null} unit="rows" {...cancel} />
      </div>
    )
  const { bytes, totalBytes, seconds, rows, bad } = progress
  const share = totalBytes === null ? null : bytes / Math.max(1, totalBytes)
  const left = share !== null && share > 0.02 && share < 1 ? { remaining: formatMeasured((seconds * (1 - share)) / share) } : {}
  return (
    <div className={styles.column}>
      {share === null ? (
        <Progress title={`Reading ${name}`} done={rows} total={null} unit="rows" {...cancel} />
      ) : (
        <Progress title={`Reading ${name}`} done={Math.round(share * 100)} total={100} unit="%" {...left} {...cancel} />
      )}
      <p className={styles.muted} aria-live="polite">
        {formatAmount(rows, 'row')} in {formatCompact(bytes / 1e6)} MB of text so far, {formatCompact(rows / Math.max(0.1, seconds))} a
        second
        {bad > 0 && `, ${formatAmount(bad, 'row')} set aside`}.
      </p>
    </div>
  )
}
