import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import { classes } from './class-names.ts'
import styles from './table.module.css'

/** A column: how a row is shown in it, and by what it is sorted. */
export type Column<Row> = {
  readonly id: string
  readonly title: string
  /** Unit or explanation, in the heading's tooltip. */
  readonly hint?: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers are right-aligned. */
  readonly numeric?: boolean
  /** What it sorts by; absent: it does not sort. Null sorts last, either way. */
  readonly sortBy?: (row: Row) => number | string | null
  readonly width?: number | string
}

export type Sort = { readonly column: string; readonly descending: boolean }

/** A table with a sticky heading. With `onSelect` its rows can be chosen: arrow keys, Home and End move, Enter or Space choose. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowId,
  initialSort,
  selected,
  onSelect,
  empty = 'Nothing here.',
}: {
  /** What it is a table of; spoken, not seen. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowId: (row: Row) => string
  readonly initialSort?: Sort
  readonly selected?: ReadonlySet<string> | string | null
  readonly onSelect?: (row: Row) => void
  readonly empty?: string
}) {
  const [sort, setSort] = useState<Sort | null>(initialSort ?? null)
  const [focused, setFocused] = useState(0)
  const body = useRef<HTMLTableSectionElement>(null)
  const sorted = useMemo(
    () => sortRows(rows, columns.find(({ id }) => id === sort?.column)?.sortBy, sort?.descending ?? false),
    [rows, columns, sort],
  )
  const isSelected = (id: string) => (typeof selected === 'string' ? selected === id : (selected?.has(id) ?? false))

  const onKeyDown = (event: KeyboardEvent, row: Row, index: number) => {
    if (event.target !== event.currentTarget || !onSelect) return
    const last = sorted.length - 1
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last, PageDown: index + 10, PageUp: index - 10 }[event.key]
    if (event.key === 'Enter' || event.key === ' ') onSelect(row)
    else if (next === undefined) return
    event.preventDefault()
    if (next === undefined) return
    const to = Math.min(last, Math.max(0, next))
    setFocused(to)
    body.current?.querySelectorAll('tr')[to]?.focus()
  }
  return (
    <table className={styles.table}>
      <caption className="spoken">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Heading key={column.id} column={column} sort={sort} onSort={setSort} />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {sorted.map((row, index) => (
          <tr
            key={rowId(row)}
            aria-selected={onSelect ? isSelected(rowId(row)) : undefined}
            tabIndex={onSelect ? (index === Math.min(focused, sorted.length - 1) ? 0 : -1) : undefined}
            className={classes(onSelect && styles.choosable)}
            onClick={onSelect && (() => (setFocused(index), onSelect(row)))}
            onKeyDown={(event) => onKeyDown(event, row, index)}
          >
            {columns.map((column) => (
              <td key={column.id} className={classes(column.numeric && styles.numeric)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
        {rows.length === 0 && (
          <tr>
            <td colSpan={columns.length} className={styles.empty}>
              {empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function Heading<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>
  readonly sort: Sort | null
  readonly onSort: (sort: Sort) => void
}) {
  const active = sort?.column === column.id
  const descending = active ? !sort.descending : column.numeric === true
  const Arrow = sort?.descending ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      title={column.hint}
      style={{ width: column.width }}
      className={classes(column.numeric && styles.numeric)}
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      {column.sortBy ? (
        <button
          type="button"
          className={classes(styles.sort, active && styles.active)}
          onClick={() => onSort({ column: column.id, descending })}
        >
          {column.title}
          <Arrow aria-hidden="true" />
        </button>
      ) : (
        column.title
      )}
    </th>
  )
}

function sortRows<Row>(rows: readonly Row[], sortBy: Column<Row>['sortBy'], descending: boolean): readonly Row[] {
  if (!sortBy) return rows
  const sign = descending ? -1 : 1
  return [...rows].sort((one, other) => {
    const [a, b] = [sortBy(one), sortBy(other)]
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    if (typeof a === 'string' || typeof b === 'string') return sign * String(a).localeCompare(String(b), 'en')
    return sign * (a - b)
  })
}
