import { useEffect, useState } from 'react'
import type { QueryResult } from '../../history/sql/ask.ts'
import { keepQuery } from '../../history/sql/saved-queries.ts'
import { formatAmount, formatCount } from '../../words/number.ts'
import { csvOf } from '../../workflow/csv.ts'
import type { SqlOffer } from '../../workers/history.browser.ts'
import { Button } from '../kit/button.tsx'
import { download } from '../kit/export-picture.ts'
import { Notice } from '../kit/notice.tsx'
import { Progress } from '../kit/progress.tsx'
import { Select } from '../kit/select.tsx'
import { Table } from '../kit/table.tsx'
import { TextArea, TextField } from '../kit/text-field.tsx'
import { historyWorker, type LoadedHistory } from '../session/loaded-history.ts'
import { say, useSession } from '../session/session.ts'
import styles from './history.module.css'
import { queriesBeside } from './saved-queries-store.ts'

/** The page shows so many rows; as CSV a sheet's worth can be taken along. */
const shownRows = 200
const sheetRows = 1_048_575
const firstQuery =
  'select activity, count(*) as rows, median(wait_seconds) as wait_p50_seconds\nfrom rows\ngroup by activity\norder by rows desc'

/** Asks the history in SQL: ready queries, those kept with the workflow, and one's own. */
export function SqlPanel({ loaded }: { readonly loaded: LoadedHistory }) {
  const [isOpen, setOpen] = useState(false)
  if (loaded.profile.form === 'volume') return null
  return (
    <section className={styles.block} aria-label="Ask in SQL">
      <div className={styles.actions}>
        <h3 className={styles.section}>Ask in SQL</h3>
        <Button onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? 'Close' : 'Ask the rows'}
        </Button>
      </div>
      {isOpen && <Asking key={`${loaded.fileName} ${loaded.profile.mapping.people ?? ''}`} loaded={loaded} />}
    </section>
  )
}

type Answer = { readonly query: string; readonly result: QueryResult }

function Asking({ loaded }: { readonly loaded: LoadedHistory }) {
  const slug = useSession((state) => state.slug)
  const saved = queriesBeside.use(({ records }) => records)
  const unreadable = queriesBeside.use((state) => state.unreadable)
  const [offer, setOffer] = useState<SqlOffer | null>(null)
  const [query, setQuery] = useState(firstQuery)
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => (slug === null ? undefined : queriesBeside.open(slug)), [slug])
  useEffect(() => {
    let gone = false
    historyWorker()
      .sqlOffer()
      .then(
        (found) => !gone && setOffer(found),
        (error: unknown) => !gone && setFailure(messageOf(error)),
      )
    return () => {
      gone = true
      void historyWorker()
        .cancelQuery()
        .catch(() => undefined)
    }
  }, [loaded.profile])

  const run = async () => {
    setBusy(true)
    setFailure(null)
    try {
      setAnswer({ query, result: await historyWorker().ask(query, shownRows) })
    } catch (error) {
      setAnswer(null)
      setFailure(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  const saveCsv = async (asked: string) => {
    try {
      const { columns, rows } = await historyWorker().ask(asked, sheetRows)
      download('query.csv', 'text/csv', csvOf({ columns: columns.map((column) => column.name), rows }))
    } catch (error) {
      setFailure(messageOf(error))
    }
  }
  const keep = () => {
    if (name.trim() === '' || query.trim() === '') return say('A query is kept under a name: type one first.', 'warning')
    queriesBeside.put(keepQuery(saved, { name: name.trim(), sql: query }))
    setChosen(`saved ${name.trim()}`)
  }
  const about = offer?.queries.find(({ id }) => `ready ${id}` === chosen)?.about
  return (
    <>
      <div className={styles.asking}>
        <TextArea label="Query" value={query} onChange={setQuery} onCommit={setQuery} mono rows={12} />
        <aside>
          <Select
            label="Ready and kept queries"
            value={chosen}
            options={[
              ...(offer?.queries ?? []).map(({ id, title, lacks }) => ({
                value: `ready ${id}`,
                label: title,
                ...(lacks === null ? {} : { hint: lacks, disabled: true }),
              })),
              ...saved.map((one) => ({ value: `saved ${one.name}`, label: one.name, hint: 'kept with the workflow' })),
            ]}
            onChange={(value) => {
              setChosen(value)
              const ready = offer?.queries.find(({ id }) => `ready ${id}` === value)
              const kept = saved.find((one) => `saved ${one.name}` === value)
              setQuery(ready?.sql ?? kept?.sql ?? query)
              if (kept) setName(kept.name)
            }}
          />
          {about !== undefined && <p className={styles.muted}>{about}</p>}
          {offer?.tables.map(({ name: table, columns }) => (
            <p key={table} className={styles.muted}>
              <strong>{table}</strong>: {columns.join(', ')}
            </p>
          ))}
        </aside>
      </div>
      <div className={styles.actions}>
        <Button onClick={() => void run()} disabled={busy}>
          Run the query
        </Button>
        <TextField label="Name" value={name} onChange={setName} onCommit={setName} placeholder="Name to keep it under" />
        <Button onClick={keep} disabled={unreadable !== null}>
          Keep with the workflow
        </Button>
        <Button onClick={() => answer && void saveCsv(answer.query)} disabled={answer === null || busy}>
          Save result (CSV)
        </Button>
      </div>
      {unreadable !== null && <Notice tone="warning" title={unreadable} />}
      {busy && <Progress title="Asking" done={0} total={null} unit="rows" onCancel={() => void historyWorker().cancelQuery()} />}
      {failure !== null && failure !== 'cancelled' && (
        <Notice tone="error" title="The query has no answer">
          {failure}
        </Notice>
      )}
      {answer && !busy && <Result result={answer.result} />}
    </>
  )
}

function Result({ result: { columns, rows, more } }: { readonly result: QueryResult }) {
  return (
    <>
      <p className={styles.muted} aria-live="polite">
        {more
          ? `The first ${formatAmount(rows.length, 'row')}; the CSV has up to ${formatCount(sheetRows)}.`
          : formatAmount(rows.length, 'row')}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled with the keys */}
      <section className={styles.rowsBehind} tabIndex={0} aria-label="Result of the query">
        <Table
          caption="Result of the query"
          columns={columns.map(({ name, type }, at) => ({
            id: `${at} ${name}`,
            title: name,
            numeric: type === 'number',
            cell: ({ cells }: { readonly cells: QueryResult['rows'][number] }) => shown(cells[at] ?? null),
            sortBy: ({ cells }: { readonly cells: QueryResult['rows'][number] }) => cells[at] ?? null,
          }))}
          rows={rows.map((cells, at) => ({ cells, id: String(at) }))}
          rowId={({ id }) => id}
          empty="No row."
        />
      </section>
    </>
  )
}

/** A number to six digits that count; the CSV has all of them. */
function shown(value: string | number | null): string {
  return typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(6))) : String(value ?? '')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
