import { Progress as Base } from '@base-ui/react/progress'
import { Button } from './button.tsx'
import { formatCount } from './format.ts'
import styles from './progress.module.css'

/** Work under way: what is done, what remains, and a way to stop it. */
export function Progress({
  title,
  done,
  total,
  unit,
  remaining,
  onCancel,
}: {
  readonly title: string
  readonly done: number
  /** Null: not known. */
  readonly total: number | null
  /** What is counted: `rows`. */
  readonly unit: string
  /** In words: `about 20 s`. */
  readonly remaining?: string
  readonly onCancel?: () => void
}) {
  const counted = total === null ? `${formatCount(done)} ${unit}` : `${formatCount(done)} of ${formatCount(total)} ${unit}`
  return (
    <div className={styles.progress}>
      <Base.Root value={total === null ? null : done} max={Math.max(1, total ?? 1)} aria-valuetext={counted} className={styles.work}>
        <Base.Label className={styles.title}>{title}</Base.Label>
        <span className={styles.count}>{remaining === undefined ? counted : `${counted}, ${remaining} left`}</span>
        <Base.Track className={styles.track}>
          <Base.Indicator className={styles.bar} />
        </Base.Track>
      </Base.Root>
      {onCancel && (
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  )
}
