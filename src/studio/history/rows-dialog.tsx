import { useEffect, useState } from 'react'
import { queryInWords } from '../../history/rows-behind.ts'
import type { RowQuery, RowsPage } from '../../history/rows-behind.ts'
import type { Profile } from '../../history/profile.ts'
import { formatAmount, formatCount } from '../../words/number.ts'
import { Button } from '../kit/button.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { download } from '../kit/export-picture.ts'
import { Notice } from '../kit/notice.tsx'
import { Table } from '../kit/table.tsx'
import { historyWorker } from '../session/loaded-history.ts'
import styles from './history.module.css'
import { showRows, useShownRows } from './rows-shown.ts'

const size = 50

/** The rows behind the figure that was chosen, page by page, with the query in words; to take along as CSV. */
export function RowsDialog({ profile }: { readonly profile: Profile }) {
  const query = useShownRows()
  // The rows of another history are not shown.
  useEffect(() => () => showRows(null), [profile])
  return query && <Rows key={JSON.stringify(query)} query={query} profile={profile} />
}

function Rows({ query, profile }: { readonly query: RowQuery; readonly profile: Profile }) {
  const [from, setFrom] = useState(0)
  const [page, setPage] = useState<RowsPage | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    historyWorker()
      .rowsBehind(query, from, size)
      .then(
        (found) => !gone && setPage(found),
        (error: unknown) => !gone && setFailure(String(error)),
      )
    return () => {
      gone = true
    }
  }, [query, from])
  const save = () =>
    void historyWorker()
      .rowsAsCsv(query)
      .then(
        (csv) => download('rows.csv', 'text/csv', csv),
        (error: unknown) => setFailure(String(error)),
      )
  const last = Math.max(0, Math.ceil((page?.total ?? 0) / size) - 1) * size
  return (
    <Dialog
      open
      size="wide"
      onClose={() => showRows(null)}
      title={page === null ? 'Rows' : formatAmount(page.total, 'row')}
      description={`${queryInWords(query, profile.form)}. Times on the clock of ${profile.timezone}.`}
      footer={
        <>
          <span className={styles.muted} aria-live="polite">
            {page && page.total > 0
              ? `${formatCount(from + 1)} to ${formatCount(from + page.rows.length)} of ${formatCount(page.total)}`
              : ''}
          </span>
          <Button disabled={from === 0} onClick={() => setFrom(Math.max(0, from - size))}>
            Previous
          </Button>
          <Button disabled={from >= last} onClick={() => setFrom(from + size)}>
            Next
          </Button>
          <Button disabled={page === null || page.total === 0} onClick={save}>
            Save rows (CSV)
          </Button>
        </>
      }
    >
      {failure !== null && <Notice tone="error" title={failure} />}
      {page && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled with the keys
        <section key={from} className={styles.rowsBehind} tabIndex={0} aria-label="Rows">
          <Table
            caption={queryInWords(query, profile.form)}
            columns={page.columns.map((title, at) => ({
              id: title,
              title,
              numeric: page.rows.some((row) => typeof row[at] === 'number'),
              cell: ({ cells }: { readonly cells: RowsPage['rows'][number] }) => {
                const value = cells[at]
                return typeof value === 'number' && title !== 'line' ? formatCount(value) : (value ?? '')
              },
            }))}
            rows={page.rows.map((cells, at) => ({ cells, id: `${from + at}` }))}
            rowId={({ id }) => id}
            empty="No row."
          />
        </section>
      )}
    </Dialog>
  )
}
