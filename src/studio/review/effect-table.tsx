import { useMemo } from 'react'
import { provenOf } from '../../simulation/report/claims.ts'
import { sayBoth, sayDifference } from '../../revisions/impact.ts'
import type { Contrast } from '../../simulation/report/comparison.ts'
import { classes } from '../kit/class-names.ts'
import { type Column, Table } from '../kit/table.tsx'
import type { Effect } from './effect.ts'
import styles from './effect-table.module.css'

/** Every measure of both versions with the paired difference; what is measurable stands out by weight. What is nothing in both is left out. */
export function EffectTable({ effect, base, head }: { readonly effect: Effect; readonly base: string; readonly head: string }) {
  const rows = useMemo(
    () => effect.comparison.contrasts.filter((contrast) => contrast.base?.value !== 0 || contrast.head?.value !== 0),
    [effect],
  )
  const proven = useMemo(() => provenOf(effect.comparison.contrasts, effect.comparison.replications), [effect])
  return (
    <div className={styles.table}>
      <Table
        caption={`Measures of ${base} and ${head}`}
        columns={columnsFor(proven)}
        rows={rows}
        rowId={({ measure, where }) => `${measure} ${where?.kind ?? ''} ${where?.id ?? ''}`}
      />
    </div>
  )
}

const columnsFor = (proven: ReadonlySet<Contrast>): readonly Column<Contrast>[] => [
  { id: 'title', title: 'Measure', cell: (contrast) => <Measure contrast={contrast} />, sortBy: ({ title }) => title },
  {
    id: 'difference',
    title: 'Difference',
    hint: 'Paired by replication, with the half width of its 95 % interval; strong where all claims together hold with 95 %; sorted by its size against the base',
    numeric: true,
    sortBy: relative,
    cell: (contrast) => <span className={classes(proven.has(contrast) ? styles.real : styles.none)}>{sayDifference(contrast) || '–'}</span>,
  },
]

function Measure({ contrast }: { readonly contrast: Contrast }) {
  const [was, is] = sayBoth(contrast)
  return (
    <span className={styles.measure}>
      {contrast.title}
      <span className={styles.both}>
        {was} → {is}
      </span>
    </span>
  )
}

function relative({ base, difference }: Contrast): number | null {
  return base && difference ? difference.value / Math.max(Math.abs(base.value), 1e-9) : null
}
