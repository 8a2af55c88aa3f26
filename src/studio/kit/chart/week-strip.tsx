import { type KeyboardEvent, useMemo, useState } from 'react'
import { heatColour } from '../colours.ts'
import { formatNumber } from '../../../words/number.ts'
import { formatHourOfWeek, formatWeekday } from '../../../words/week.ts'
import styles from './chart.module.css'
import { useWidth } from './use-width.ts'

const left = 34
const top = 16
const cellHeight = 16

/**
 * A week of hours, Monday first: seven rows of 24 cells by heat. The number of an hour is read on hover, and with the arrow keys when focused; at first the
 * largest is shown. Values may be null where nothing was seen.
 */
export function WeekStrip({
  label,
  values,
  format = formatNumber,
  max,
  marked,
  onHour,
}: {
  /** What is counted, for the reader and the line above: `People short`. */
  readonly label: string
  /** 168, Monday 00:00 first. */
  readonly values: readonly (number | null)[]
  readonly format?: (value: number) => string
  /** The value of full heat; default: the largest. */
  readonly max?: number
  /** Hours to outline. */
  readonly marked?: (hour: number) => boolean
  readonly onHour?: (hour: number) => void
}) {
  const [element, width] = useWidth<HTMLDivElement>(560)
  const peak = useMemo(
    () => values.reduce<number>((best, value, hour) => ((value ?? -Infinity) > (values[best] ?? -Infinity) ? hour : best), 0),
    [values],
  )
  const [chosen, setChosen] = useState<number | null>(null)
  const hour = chosen ?? peak
  const full = max ?? Math.max(0, values[peak] ?? 0)
  const cell = (width - left) / 24
  const words = (index: number) => (values[index] === null || values[index] === undefined ? 'no data' : format(values[index]))

  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -24, ArrowDown: 24, Home: -(hour % 24), End: 23 - (hour % 24) }[event.key]
    if (event.key === 'Enter') onHour?.(hour)
    if (move === undefined) return
    event.preventDefault()
    setChosen(Math.min(167, Math.max(0, hour + move)))
  }
  return (
    <div ref={element} className={styles.chart}>
      <div className={styles.read} aria-hidden="true">
        <span className={styles.reading}>{`${chosen === null ? 'Most, ' : ''}${formatHourOfWeek(hour)}`}</span>
        <strong>{words(hour)}</strong>
      </div>
      <div
        className={styles.reader}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a picture that is read hour by hour has no element of its own
        role="slider"
        tabIndex={0}
        aria-label={`${label}, by hour of the week`}
        aria-valuemin={0}
        aria-valuemax={167}
        aria-valuenow={hour}
        aria-valuetext={`${formatHourOfWeek(hour)}: ${words(hour)}`}
        onKeyDown={onKeyDown}
        onBlur={() => setChosen(null)}
      >
        <svg width={width} height={top + 7 * cellHeight} aria-hidden="true" onPointerLeave={() => setChosen(null)}>
          {[0, 6, 12, 18].map((of) => (
            <text key={of} x={left + of * cell} y={10} className={styles.muted}>
              {String(of).padStart(2, '0')}
            </text>
          ))}
          {[0, 1, 2, 3, 4, 5, 6].map((day) => (
            <text key={day} x={0} y={top + day * cellHeight + 12} className={styles.muted}>
              {formatWeekday(day)}
            </text>
          ))}
          {values.slice(0, 168).map((value, index) => (
            <rect
              key={formatHourOfWeek(index)}
              x={left + (index % 24) * cell}
              y={top + Math.floor(index / 24) * cellHeight}
              width={cell}
              height={cellHeight}
              className={styles.cell}
              style={{ fill: value === null ? 'transparent' : heatColour(full > 0 ? value / full : 0) }}
              onPointerEnter={() => setChosen(index)}
              onClick={() => onHour?.(index)}
            />
          ))}
          {marked &&
            values.map(
              (_, index) =>
                marked(index) && <Outline key={formatHourOfWeek(index)} hour={index} cell={cell} className={styles.markedCell} />,
            )}
          {chosen !== null && <Outline hour={chosen} cell={cell} className={styles.chosenCell} />}
        </svg>
      </div>
    </div>
  )
}

function Outline({ hour, cell, className }: { readonly hour: number; readonly cell: number; readonly className: string | undefined }) {
  return (
    <rect
      x={left + (hour % 24) * cell + 0.5}
      y={top + Math.floor(hour / 24) * cellHeight + 0.5}
      width={cell - 1}
      height={cellHeight - 1}
      className={className}
      pointerEvents="none"
    />
  )
}
