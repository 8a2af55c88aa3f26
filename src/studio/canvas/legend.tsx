import { ClockAlert } from 'lucide-react'
import { formatShare } from '../../words/number.ts'
import { goalInTime } from '../../lean/target.ts'
import type { HeatLegend } from './layer.ts'
import styles from './legend.module.css'

/** What the heat stands for, from the least to the most, and what the marks mean. */
export function Legend({ legend: { title, low, high, missed, shares } }: { readonly legend: HeatLegend }) {
  return (
    <dl className={styles.legend} aria-label="What the heat means">
      <div>
        <dt>{title}</dt>
        <dd>
          {low} <span className={styles.ramp} aria-hidden="true" /> {high}
        </dd>
      </div>
      {missed && (
        <div>
          <dt>
            <ClockAlert aria-hidden />
          </dt>
          <dd>less than {formatShare(goalInTime)} in time</dd>
        </div>
      )}
      <div>
        <dt>%</dt>
        <dd>{shares}</dd>
      </div>
    </dl>
  )
}
