import { useMemo } from 'react'
import { isMeasurable, sayDifference, sayMeasure } from '../../revisions/impact.ts'
import type { Contrast } from '../../simulation/comparison.ts'
import { classes } from '../kit/class-names.ts'
import { type Column, Table } from '../kit/table.tsx'
import type { Effect } from './effect.ts'
import styles from './effect-table.module.css'

/** Every measure of both versions with the paired difference; what is measurable stands out by weight and sign. */
export function EffectTable({ effect, base, head }: { readonly effect: Effect; readonly base: string; readonly head: string }) {
  const columns = useMemo<readonly Column<Contrast>[]>(() => [
    { id: 'title', title: 'Measure', cell: ({ title }) => title, sortBy: ({ title }) => title },
    { id: 'base', title: base, numeric: true, cell: ({ base: value, unit }) => (value ? sayMeasure(value.value, unit) : '–') },
    { id: 'head', title: head, numeric: true, cell: ({ head: value, unit }) => (value ? sayMeasure(value.value, unit) : '–') },
    {
      id: 'difference', title: 'Difference', hint: 'Paired by replication, with the half width of its 95 % interval', numeric: true, sortBy: relative,
      cell: (contrast) => <span className={classes(contrast.difference && isMeasurable(contrast.difference) ? styles.real : styles.none)}>{sayDifference(contrast) || '–'}</span>,
    },
  ], [base, head])
  return (
    <div className={styles.table}>
      <Table caption={`Measures of ${base} and ${head}`} columns={columns} rows={effect.comparison.contrasts} rowId={({ measure, where }) => `${measure} ${where?.kind ?? ''} ${where?.id ?? ''}`} />
    </div>
  )
}

function relative({ base, difference }: Contrast): number | null {
  return base && difference ? difference.value / Math.max(Math.abs(base.value), 1e-9) : null
}
