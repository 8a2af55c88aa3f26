import { formatNumber, formatShare } from '../../../words/number.ts'
import styles from './chart.module.css'
import { useWidth } from './use-width.ts'

const height = 150
const markHeight = 14
const foot = 38

/**
 * Shares over bins, drawn equally wide whatever their edges are (so a log scale is given by log edges). Percentiles or targets stand as labelled lines;
 * what history says lies in grey behind.
 */
export function Histogram({
  label,
  edges,
  shares,
  past,
  format = formatNumber,
  axis,
  ticks,
  marks = [],
}: {
  readonly label: string
  /** Lower edges, and the upper edge of the last bin if there is one more edge than shares. */
  readonly edges: readonly number[]
  readonly shares: readonly number[]
  readonly past?: readonly number[]
  readonly format?: (value: number) => string
  /** What is measured, with its unit: `Lead time`. */
  readonly axis: string
  /** Values to name under the axis; default: edges. For durations on a log scale: `roundDurationsBetween`. */
  readonly ticks?: readonly number[]
  readonly marks?: readonly { readonly at: number; readonly title: string }[]
}) {
  const [element, width] = useWidth<HTMLDivElement>(560)
  const most = Math.max(1e-12, ...shares, ...(past ?? []))
  const bin = width / Math.max(1, shares.length)
  const tall = (share: number) => (share / most) * height
  const every = Math.max(1, Math.ceil(76 / bin))
  const floor = 4 + marks.length * markHeight + height
  return (
    <div ref={element} className={styles.chart}>
      <svg
        width={width}
        height={floor + foot}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an inline drawing cannot be an img element
        role="img"
        aria-label={`${label}. ${marks.map(({ at, title }) => `${title} ${format(at)}`).join(', ')}`}
      >
        {past?.map((share, index) => (
          <rect
            key={`past ${edges[index]}`}
            x={index * bin}
            y={floor - tall(share)}
            width={Math.max(1, bin - 1)}
            height={tall(share)}
            className={styles.past}
          />
        ))}
        {shares.map((share, index) => (
          <rect
            key={edges[index]}
            x={index * bin + (past ? bin * 0.2 : 0)}
            y={floor - tall(share)}
            width={Math.max(1, (past ? bin * 0.6 : bin) - 1)}
            height={tall(share)}
            className={styles.bar}
          >
            <title>{`from ${format(edges[index] ?? 0)}: ${formatShare(share)}`}</title>
          </rect>
        ))}
        <line x1={0} x2={width} y1={floor} y2={floor} className={styles.zero} />
        {(ticks ?? edges.filter((_, index) => index % every === 0)).map((value) => (
          <Tick key={value} x={positionOf(value, edges) * bin} y={floor} width={width} text={format(value)} />
        ))}
        <text x={width} y={floor + 34} textAnchor="end" className={styles.muted}>
          {axis}
        </text>
        {marks.map(({ at, title }, index) => {
          const x = positionOf(at, edges) * bin
          const end = x > width - 130
          return (
            <g key={title}>
              <line x1={x} x2={x} y1={4 + index * markHeight} y2={floor} className={styles.mark} />
              <text x={x + (end ? -5 : 5)} y={12 + index * markHeight} textAnchor={end ? 'end' : 'start'} className={styles.halo}>
                {`${title} ${format(at)}`}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

function Tick({ x, y, width, text }: { readonly x: number; readonly y: number; readonly width: number; readonly text: string }) {
  return (
    <g>
      <line x1={x} x2={x} y1={y} y2={y + 4} className={styles.zero} />
      <text x={x} y={y + 17} textAnchor={x < 20 ? 'start' : x > width - 30 ? 'end' : 'middle'} className={styles.muted}>
        {text}
      </text>
    </g>
  )
}

/** Where a value lies among the edges, in bins; between two edges by ratio, which suits linear and log edges well enough for a line of one pixel. */
function positionOf(value: number, edges: readonly number[]): number {
  const after = edges.findIndex((edge) => edge > value)
  if (after < 0) return edges.length
  if (after === 0) return 0
  const [from, to] = [edges[after - 1] ?? 0, edges[after] ?? 1]
  return after - 1 + (value - from) / (to - from)
}
