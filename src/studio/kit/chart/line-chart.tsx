import { type KeyboardEvent, useMemo, useState } from 'react'
import { formatNumber } from '../../../words/number.ts'
import styles from './chart.module.css'
import { ticksBetween } from './ticks.ts'
import { useWidth } from './use-width.ts'

/** A line: points by rising x. `past` is history, in grey behind; `low` and `high` draw a band. */
export type Line = {
  readonly id: string
  readonly title: string
  readonly points: readonly { readonly x: number; readonly y: number; readonly low?: number | null; readonly high?: number | null }[]
  readonly past?: boolean
  readonly colour?: string
}

export type Axis = { readonly title: string; readonly format?: (value: number) => string; readonly ticks?: readonly number[] }

const top = 22
const foot = 34
const left = 48

/**
 * How amounts run over time, from a zero baseline, each line named at its end. The values at one x are read under the pointer, and with the arrow keys.
 * Ticks are given or made; the y axis always starts at zero because a height means an amount.
 */
export function LineChart({
  label,
  lines,
  x,
  y,
  height = 180,
}: {
  readonly label: string
  readonly lines: readonly Line[]
  readonly x: Axis
  readonly y: Axis
  readonly height?: number
}) {
  const [element, width] = useWidth<HTMLDivElement>(640)
  const [chosen, setChosen] = useState<number | null>(null)
  const names = 12 + Math.max(20, ...lines.map(({ title }) => title.length * 6.3))
  const xs = useMemo(() => [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))].sort((a, b) => a - b), [lines])
  const ys = useMemo(
    () =>
      y.ticks ??
      ticksBetween(0, Math.max(1e-9, ...lines.flatMap(({ points }) => points.map((point) => Math.max(point.y, point.high ?? 0))))),
    [lines, y.ticks],
  )
  const [first, last, most] = [xs[0] ?? 0, xs.at(-1) ?? 1, ys.at(-1) ?? 1]
  const atX = (value: number) => left + ((value - first) / Math.max(1e-12, last - first)) * Math.max(40, width - left - names)
  const atY = (value: number) => top + height - (value / most) * height
  const writeX = x.format ?? formatNumber
  const writeY = y.format ?? formatNumber
  const here = chosen === null ? null : xs[chosen]
  const read = (at: number) =>
    lines.flatMap(({ title, points }) => points.filter((point) => point.x === at).map((point) => `${title} ${writeY(point.y)}`)).join(', ')
  const ordered = [...lines].sort((a, b) => Number(b.past ?? false) - Number(a.past ?? false))

  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -xs.length, End: xs.length }[event.key]
    if (move === undefined) return
    event.preventDefault()
    setChosen((now) => Math.min(xs.length - 1, Math.max(0, (now ?? 0) + move)))
  }
  return (
    <div
      ref={element}
      className={styles.chart}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a picture that is read point by point has no element of its own
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, xs.length - 1)}
      aria-valuenow={chosen ?? 0}
      aria-valuetext={`${writeX(here ?? first)}: ${read(here ?? first)}`}
      onKeyDown={onKeyDown}
      onBlur={() => setChosen(null)}
    >
      <svg
        width={width}
        height={top + height + foot}
        aria-hidden="true"
        onPointerMove={(event) =>
          setChosen(nearest(xs, first + ((event.nativeEvent.offsetX - left) / Math.max(1, width - left - names)) * (last - first)))
        }
        onPointerLeave={() => setChosen(null)}
      >
        {ys.map((tick) => (
          <g key={tick}>
            <line x1={left} x2={width - names} y1={atY(tick)} y2={atY(tick)} className={tick === 0 ? styles.zero : styles.grid} />
            <text x={left - 8} y={atY(tick) + 4} textAnchor="end" className={styles.muted}>
              {writeY(tick)}
            </text>
          </g>
        ))}
        <text x={left - 8} y={8} textAnchor="end" className={styles.muted}>
          {y.title}
        </text>
        {(x.ticks ?? ticksBetween(first, last, 6))
          .filter((tick) => tick >= first && tick <= last)
          .map((tick) => (
            <text key={tick} x={atX(tick)} y={top + height + 15} textAnchor="middle" className={styles.muted}>
              {writeX(tick)}
            </text>
          ))}
        <text x={width - names} y={top + height + 31} textAnchor="end" className={styles.muted}>
          {x.title}
        </text>
        {ordered.map((line) => (
          <Drawn key={line.id} line={line} atX={atX} atY={atY} />
        ))}
        {apart(lines.map(({ id, points }) => ({ id, y: atY(points.at(-1)?.y ?? 0) }))).map(({ id, y: at }) => {
          const line = lines.find((other) => other.id === id)
          return (
            <text key={id} x={atX(line?.points.at(-1)?.x ?? last) + 6} y={at + 4} className={line?.past ? styles.muted : undefined}>
              {line?.title}
            </text>
          )
        })}
        {typeof here === 'number' && (
          <Cursor
            x={atX(here)}
            values={lines.flatMap(({ id, points }) => points.filter((point) => point.x === here).map((point) => ({ id, y: atY(point.y) })))}
            height={height}
          />
        )}
        {typeof here === 'number' && (
          <text x={Math.min(atX(here) + 6, width - 160)} y={12} className={styles.halo}>
            {`${writeX(here)}: ${read(here)}`}
          </text>
        )}
      </svg>
    </div>
  )
}

function Drawn({ line, atX, atY }: { readonly line: Line; readonly atX: (x: number) => number; readonly atY: (y: number) => number }) {
  const { points } = line
  const banded = points.filter((point) => typeof point.low === 'number' && typeof point.high === 'number')
  const colour = line.colour === undefined ? undefined : line.colour
  return (
    <g>
      {banded.length > 1 && (
        <path
          d={`M${banded.map((point) => `${atX(point.x)} ${atY(point.high ?? point.y)}`).join('L')}L${[...banded]
            .reverse()
            .map((point) => `${atX(point.x)} ${atY(point.low ?? point.y)}`)
            .join('L')}Z`}
          className={styles.band}
          style={colour === undefined ? undefined : { fill: colour, opacity: 0.25 }}
        />
      )}
      <path
        d={`M${points.map((point) => `${atX(point.x).toFixed(1)} ${atY(point.y).toFixed(1)}`).join('L')}`}
        className={line.past ? styles.pastLine : styles.line}
        style={colour === undefined ? undefined : { stroke: colour }}
      />
    </g>
  )
}

function Cursor({
  x,
  values,
  height,
}: {
  readonly x: number
  readonly values: readonly { readonly id: string; readonly y: number }[]
  readonly height: number
}) {
  return (
    <g>
      <line x1={x} x2={x} y1={top} y2={top + height} className={styles.cursor} />
      {values.map(({ id, y }) => (
        <circle key={id} cx={x} cy={y} r={3.5} className={styles.dot} />
      ))}
    </g>
  )
}

/** Names at the ends of lines, moved apart where they would cover each other. */
function apart(names: readonly { readonly id: string; readonly y: number }[]): { id: string; y: number }[] {
  let before = -Infinity
  return [...names]
    .sort((a, b) => a.y - b.y)
    .map(({ id, y: wanted }) => {
      before = Math.max(wanted, before + 14)
      return { id, y: before }
    })
}

function nearest(xs: readonly number[], value: number): number {
  let best = 0
  for (const [index, x] of xs.entries()) if (Math.abs(x - value) < Math.abs((xs[best] ?? 0) - value)) best = index
  return best
}
