import type { KeyboardEvent } from 'react'
import { formatNumber } from '../../../words/number.ts'
import styles from './chart.module.css'
import { useWidth } from './use-width.ts'

/** One bar. `parts` divide it, in order; their colours need a direct label or a legend in the sentence above. */
export type Bar = {
  readonly id: string
  readonly title: string
  readonly value: number
  readonly low?: number | null
  readonly high?: number | null
  /** What history says, in grey behind. */
  readonly past?: number | null
  readonly parts?: readonly { readonly title: string; readonly value: number; readonly colour: string }[]
  readonly colour?: string
  /** After the number. */
  readonly note?: string
}

const rowHeight = 26

/** Amounts as horizontal bars from zero, each with its name before and its number after it. With `onSelect` a bar can be chosen by mouse or keys. */
export function BarChart({
  label,
  bars,
  format = formatNumber,
  max,
  selected,
  onSelect,
}: {
  readonly label: string
  readonly bars: readonly Bar[]
  readonly format?: (value: number) => string
  readonly max?: number
  readonly selected?: string | null
  readonly onSelect?: (id: string) => void
}) {
  const [element, width] = useWidth<HTMLDivElement>(560)
  const titles = Math.min(width * 0.36, 24 + Math.max(40, ...bars.map(({ title }) => title.length * 6.2)))
  const numbers = 14 + Math.max(30, ...bars.map((bar) => numberOf(bar, format).length * 6.4))
  const full = max ?? Math.max(1e-12, ...bars.map(({ value, high, past }) => Math.max(value, high ?? 0, past ?? 0)))
  const length = (value: number) => Math.max(0, (value / full) * Math.max(20, width - titles - numbers))
  return (
    <div ref={element} className={styles.chart}>
      <svg width={width} height={bars.length * rowHeight} role={onSelect ? 'listbox' : 'list'} aria-label={label}>
        <line x1={titles} x2={titles} y1={0} y2={bars.length * rowHeight} className={styles.zero} />
        {bars.map((bar, index) => (
          <g
            key={bar.id}
            transform={`translate(0 ${index * rowHeight})`}
            {...choice(bar.id, selected, onSelect)}
            aria-label={`${bar.title}: ${numberOf(bar, format)}${partsInWords(bar, format)}`}
          >
            {onSelect && <rect width={width} height={rowHeight} rx={4} className={styles.rowGround} />}
            <text x={titles - 8} y={17} textAnchor="end">
              {shortened(bar.title, titles - 12)}
            </text>
            {typeof bar.past === 'number' && <rect x={titles} y={3} width={length(bar.past)} height={20} className={styles.past} />}
            {bar.parts ? (
              <Parts bar={bar} from={titles} length={length} />
            ) : (
              <rect
                x={titles}
                y={7}
                width={length(bar.value)}
                height={12}
                className={styles.bar}
                style={bar.colour === undefined ? undefined : { fill: bar.colour }}
              />
            )}
            {typeof bar.low === 'number' && typeof bar.high === 'number' && (
              <Whisker from={titles + length(bar.low)} to={titles + length(bar.high)} at={13} />
            )}
            <text x={titles + length(Math.max(bar.value, bar.high ?? 0, bar.past ?? 0)) + 8} y={17}>
              {numberOf(bar, format)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}

/** The whisker of an interval: a line with end ticks. */
export function Whisker({ from, to, at }: { readonly from: number; readonly to: number; readonly at: number }) {
  return <path d={`M${from} ${at - 4}V${at + 4}M${from} ${at}H${to}M${to} ${at - 4}V${at + 4}`} className={styles.whisker} />
}

/** What makes a row of a chart something that can be chosen: Enter or Space, arrows move among the rows. */
export function choice(id: string, selected: string | null | undefined, onSelect: ((id: string) => void) | undefined) {
  if (!onSelect) return { role: 'listitem' } as const
  return {
    role: 'option',
    tabIndex: 0,
    'aria-selected': selected === id,
    className: styles.row,
    onClick: () => onSelect(id),
    onKeyDown: (event: KeyboardEvent<SVGGElement>) => {
      const { currentTarget, key } = event
      const next = key === 'ArrowDown' ? currentTarget.nextElementSibling : key === 'ArrowUp' ? currentTarget.previousElementSibling : null
      if (key === 'Enter' || key === ' ') onSelect(id)
      else if (next instanceof SVGGElement) next.focus()
      else return
      event.preventDefault()
    },
  } as const
}

/** A text that fits the width in pixels, its end replaced by an ellipsis. */
export function shortened(text: string, width: number): string {
  const letters = Math.max(3, Math.floor(width / 6.2))
  return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`
}

function Parts({ bar, from, length }: { readonly bar: Bar; readonly from: number; readonly length: (value: number) => number }) {
  let before = 0
  return bar.parts?.map(({ title, value, colour }) => {
    const x = from + length(before)
    before += value
    return (
      <rect key={title} x={x} y={7} width={Math.max(0, length(value) - 1)} height={12} style={{ fill: colour }}>
        <title>{title}</title>
      </rect>
    )
  })
}

function numberOf({ value, note }: Bar, format: (value: number) => string): string {
  return note === undefined ? format(value) : `${format(value)}  ${note}`
}

function partsInWords({ parts }: Bar, format: (value: number) => string): string {
  return parts ? ` (${parts.map(({ title, value }) => `${title} ${format(value)}`).join(', ')})` : ''
}
