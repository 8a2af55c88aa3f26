import { Progress as Base } from '@base-ui/react/progress'
import { Pause, Play } from 'lucide-react'
import { Button } from './button.tsx'
import { formatCount } from '../../words/number.ts'
import styles from './progress.module.css'

/** Work under way: what is done, what remains, and a way to stop it. */
export function Progress({
  title,
  done,
  total,
  unit,
  reached = done,
  remaining,
  more,
  onPause,
  onResume,
  onCancel,
}: {
  readonly title: string
  readonly done: number
  /** Null: not known; nothing is counted then until something is done. */
  readonly total: number | null
  /** What is counted: `rows`. */
  readonly unit: string
  /** In words: `about 20 s`. */
  readonly remaining?: string
  /** Where the bar stands, when that is more than what is done: parts of things count for it. */
  readonly reached?: number
  /** What else there is to know of it. */
  readonly more?: string
  readonly onPause?: () => void
  readonly onResume?: () => void
  readonly onCancel?: () => void
}) {
  const counted =
    total === null ? (done === 0 ? '' : `${formatCount(done)} ${unit}`) : `${formatCount(done)} of ${formatCount(total)} ${unit}`
  return (
    <div className={styles.progress}>
      <Base.Root
        value={total === null ? null : reached}
        max={Math.max(1, total ?? 1)}
        {...(counted === '' ? {} : { 'aria-valuetext': counted })}
        className={styles.work}
      >
        <Base.Label className={styles.title}>{title}</Base.Label>
        <span className={styles.count}>
          {remaining === undefined ? counted : `${counted}, ${remaining} left`}
          {more !== undefined && <span className={styles.more}>{more}</span>}
        </span>
        <Base.Track className={styles.track}>
          <Base.Indicator className={styles.bar} />
        </Base.Track>
      </Base.Root>
      {onPause && (
        <Button variant="quiet" icon={<Pause aria-hidden="true" />} onClick={onPause}>
          Pause
        </Button>
      )}
      {onResume && (
        <Button variant="quiet" icon={<Play aria-hidden="true" />} onClick={onResume}>
          Resume
        </Button>
      )}
      {onCancel && (
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  )
}
