import { faultReasons } from '../../history/fault.ts'
import type { Fault, FaultReason, Reading } from '../../history/fault.ts'
import { Button } from '../kit/button.tsx'
import { Chip } from '../kit/chip.tsx'
import { download } from '../kit/export-picture.ts'
import { formatAmount, formatCount, formatShare } from '../../words/number.ts'
import { Table, type Column } from '../kit/table.tsx'
import { historyWorker } from '../session/loaded-history.ts'
import { say } from '../session/session.ts'
import styles from './history.module.css'

const columns: readonly Column<Fault>[] = [
  { id: 'line', title: 'Line', numeric: true, width: 80, cell: ({ line }) => formatCount(line), sortBy: ({ line }) => line },
  { id: 'reason', title: 'Reason', width: 180, cell: ({ reason }) => faultReasons[reason], sortBy: ({ reason }) => reason },
  { id: 'detail', title: 'What is wrong', cell: ({ detail }) => detail },
  { id: 'excerpt', title: 'Start of the row', cell: ({ excerpt }) => <span className={styles.excerpt}>{excerpt}</span> },
]

/** The rows that are not used, each with its line and reason; to take along as CSV. */
export function BadRows({ reading }: { readonly reading: Reading }) {
  const { bad, read, listed, byReason } = reading
  if (bad === 0) return <p className={styles.muted}>All {formatAmount(read, 'row')} were read.</p>
  const save = () =>
    void historyWorker()
      .rowsAsCsv('aside')
      .then(
        (csv) => download('rows-set-aside.csv', 'text/csv', csv),
        () => say('The rows are no longer there; bring the file again.', 'warning'),
      )
  return (
    <section className={styles.block} aria-label="Rows set aside">
      <header className={styles.head}>
        <h3 className={styles.section}>
          {formatAmount(bad, 'row')} of {formatCount(read)} set aside ({formatShare(bad / read)})
        </h3>
        <Button onClick={save}>Save the list (CSV)</Button>
      </header>
      <div className={styles.chips}>
        {Object.entries(byReason).map(([reason, count]) => (
          <Chip key={reason} tone="warning">
            {faultReasons[reason as FaultReason]}: {formatCount(count)}
          </Chip>
        ))}
      </div>
      {bad > listed.length && <p className={styles.muted}>The first {formatCount(listed.length)} are listed.</p>}
      <div className={styles.faults}>
        <Table caption="Rows set aside" columns={columns} rows={listed} rowId={({ line, reason }) => `${line} ${reason}`} />
      </div>
    </section>
  )
}
