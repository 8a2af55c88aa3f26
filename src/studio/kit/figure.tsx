import { Download, Rows3, Table2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { csvOf, type PlainTable } from '../../workflow/csv.ts'
import { download, pictureOf } from './export-picture.ts'
import styles from './figure.module.css'
import { IconButton } from './icon-button.tsx'
import { Menu } from './menu.tsx'
import { Table } from './table.tsx'

/**
 * A picture that answers a question: the answer stands above it as a sentence (look.md, "Pictures"). Its table is one key away (T), and both can be taken
 * along as SVG and CSV.
 */
export function Figure({
  answer,
  note,
  table,
  fileName,
  rows,
  children,
}: {
  /** The sentence with the answer in it: `Arabic tier 1 is short of people from 18:00 to 23:00`. */
  readonly answer: string
  /** What it rests on: `30 replications of 4 weeks`. */
  readonly note?: ReactNode
  /** The numbers behind the picture. */
  readonly table: PlainTable
  /** Without ending: `wait-by-step`. */
  readonly fileName: string
  /** Opens what stands behind the whole figure, or behind one line of its table. */
  readonly rows?: { readonly all: () => void; readonly line: (index: number) => void }
  readonly children: ReactNode
}) {
  const [asTable, setAsTable] = useState(false)
  const picture = useRef<HTMLDivElement>(null)
  const exportPicture = () => {
    const svg = picture.current?.querySelector('svg')
    if (svg) download(`${fileName}.svg`, 'image/svg+xml', pictureOf(svg))
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const { target } = event
    if (
      event.key !== 't' ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      (target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]'))
    )
      return
    event.preventDefault()
    event.stopPropagation()
    setAsTable(!asTable)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut for whatever has the focus inside; the button does the same
    <figure className={styles.figure} onKeyDown={onKeyDown}>
      <figcaption className={styles.head}>
        <span className={styles.words}>
          <strong className={styles.answer}>{answer}</strong>
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </span>
        <span className={styles.tools}>
          {rows && <IconButton label="Rows behind this" icon={<Rows3 aria-hidden="true" />} onClick={rows.all} />}
          <IconButton
            label="Show as table"
            icon={<Table2 aria-hidden="true" />}
            shortcut="T"
            pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
          <Menu
            align="end"
            items={[
              { label: 'Save picture (SVG)', onSelect: exportPicture, disabled: asTable },
              { label: 'Save numbers (CSV)', onSelect: () => download(`${fileName}.csv`, 'text/csv', csvOf(table)) },
            ]}
          >
            <button type="button" aria-label="Save this figure" className={styles.save}>
              <Download aria-hidden="true" />
            </button>
          </Menu>
        </span>
      </figcaption>
      {asTable ? <Numbers table={table} caption={answer} onLine={rows?.line} /> : <div ref={picture}>{children}</div>}
    </figure>
  )
}

function Numbers({
  table,
  caption,
  onLine,
}: {
  readonly table: PlainTable
  readonly caption: string
  readonly onLine: ((index: number) => void) | undefined
}) {
  const rows = table.rows.map((cells, index) => ({ id: String(index), cells }))
  const columns = table.columns.map((title, index) => ({
    id: `${index} ${title}`,
    title,
    numeric: table.rows.some((row) => typeof row[index] === 'number'),
    cell: (row: (typeof rows)[number]) => row.cells[index],
    sortBy: (row: (typeof rows)[number]) => row.cells[index] ?? null,
  }))
  return (
    <div className={styles.table}>
      <Table
        caption={caption}
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        {...(onLine ? { onSelect: ({ id }: { readonly id: string }) => onLine(Number(id)) } : {})}
      />
    </div>
  )
}
