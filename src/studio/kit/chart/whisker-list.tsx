import { formatNumber } from '../../../words/number.ts'
import { choice, shortened, Whisker } from './bar-chart.tsx'
import styles from './chart.module.css'
import { ticksBetween } from './ticks.ts'
import { useWidth } from './use-width.ts'

/** An estimate with its interval on the common axis. */
export type WhiskerRow = {
  readonly id: string
  readonly title: string
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  /** The value as it is said elsewhere; default: as the axis says it. */
  readonly said?: string
  /** Colour of the dot, by meaning; default the series colour. */
  readonly colour?: string
  /** A word or two at the end of the row: what it takes, say. */
  readonly aside?: string
}

const rowHeight = 28
/** Above the rows: the axis, and what stands at their end. */
const top = 24

/** Estimates with their intervals, one row each, on one axis with a zero line: which differences are real, and how large. */
export function WhiskerList({
  label,
  rows,
  format = formatNumber,
  ticks = ticksBetween,
  selected,
  onSelect,
  asideTitle,
  fromZero = false,
}: {
  readonly label: string
  readonly rows: readonly WhiskerRow[]
  readonly format?: (value: number) => string
  /** `durationTicks` where values are seconds. */
  readonly ticks?: (low: number, high: number, count: number) => number[]
  readonly selected?: string | null
  readonly onSelect?: (id: string) => void
  /** What stands at the end of the rows. */
  readonly asideTitle?: string
  /** The axis begins at zero, where intervals are cut off. */
  readonly fromZero?: boolean
}) {
  const [element, width] = useWidth<HTMLDivElement>(560)
  const titles = Math.min(width * 0.4, 20 + Math.max(40, ...rows.map(({ title }) => title.length * 6.2)))
  const numbers = 24 + Math.max(30, ...rows.map(({ value, said }) => (said ?? format(value)).length * 6.6))
  const asides = asideTitle === undefined ? 0 : 16 + Math.max(asideTitle.length * 6.2, ...rows.map(({ aside = '' }) => aside.length * 6.2))
  const plot = Math.max(40, width - titles - numbers - asides - 16)
  const ends = rows.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value])
  const marks = ticks(fromZero ? 0 : Math.min(0, ...ends), Math.max(0, ...ends), Math.max(1, Math.min(5, Math.floor(plot / 64))))
  const [low, high] = [marks[0] ?? 0, marks.at(-1) ?? 1]
  const at = (value: number) => titles + 8 + ((value - low) / (high - low)) * plot
  const height = top + rows.length * rowHeight
  return (
    <div ref={element} className={styles.chart}>
      <svg width={width} height={height} role={onSelect ? 'listbox' : 'list'} aria-label={label}>
        {marks.map((mark) => (
          <g key={mark} aria-hidden="true">
            <line x1={at(mark)} x2={at(mark)} y1={top} y2={height} className={mark === 0 ? styles.zero : styles.grid} />
            <text x={at(mark)} y={14} textAnchor="middle" className={styles.muted}>
              {format(mark)}
            </text>
          </g>
        ))}
        {asideTitle !== undefined && (
          <text x={width - 8} y={14} textAnchor="end" className={styles.muted} aria-hidden="true">
            {asideTitle}
          </text>
        )}
        {rows.map((row, index) => (
          <g
            key={row.id}
            transform={`translate(0 ${top + index * rowHeight})`}
            {...choice(row.id, selected, onSelect)}
            aria-label={inWords(row, format)}
          >
            {onSelect && <rect width={width} height={rowHeight} rx={4} className={styles.rowGround} />}
            <text x={titles - 8} y={18} textAnchor="end">
              {shortened(row.title, titles - 12)}
            </text>
            {row.low !== null && row.high !== null && (
              <Whisker from={at(fromZero ? Math.max(0, row.low) : row.low)} to={at(row.high)} at={14} />
            )}
            <circle
              cx={at(row.value)}
              cy={14}
              r={4.5}
              className={styles.dot}
              style={row.colour === undefined ? undefined : { fill: row.colour }}
            />
            <text x={width - 8 - asides} y={18} textAnchor="end">
              {row.said ?? format(row.value)}
            </text>
            {row.aside !== undefined && (
              <text x={width - 8} y={18} textAnchor="end" className={styles.muted}>
                {row.aside}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  )
}

function inWords({ title, value, low, high, aside }: WhiskerRow, format: (value: number) => string): string {
  const end = aside === undefined ? '' : `, ${aside}`
  return low === null || high === null
    ? `${title}: ${format(value)}${end}`
    : `${title}: ${format(value)}, between ${format(low)} and ${format(high)}${end}`
}
