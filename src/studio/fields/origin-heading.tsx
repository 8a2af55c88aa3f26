import { OriginChip } from '../kit/chip.tsx'
import { formatAmount } from '../../words/number.ts'
import styles from './fields.module.css'
import type { originOf } from '../session/scenario-edit.ts'

/** A heading with where its values come from. */
export function OriginHeading({ title, origin }: { title: string; origin: ReturnType<typeof originOf> | null }) {
  const facts = origin
    ? [
        origin.n === undefined ? '' : `from ${formatAmount(origin.n, 'observation')}`,
        origin.fit === undefined ? '' : `distance ${origin.fit.toFixed(3)}`,
        origin.note ?? '',
      ]
        .filter(Boolean)
        .join(', ')
    : ''
  return (
    <div className={styles.row}>
      <h4>{title}</h4>
      {origin && <OriginChip source={origin.source} title={facts || undefined} />}
    </div>
  )
}
