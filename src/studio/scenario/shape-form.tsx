import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { formatNumber } from '../../words/number.ts'
import { formatWeekday } from '../../words/week.ts'
import { Segmented } from '../kit/segmented.tsx'
import { optional, type Form } from './form.tsx'
import styles from './shape-form.module.css'

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const height = 96

/** 168 factors with mean 1, by drag: the bars of one day, or of several at once. What is set is scaled so that the mean stays 1. */
export const weekShape: Form<number[]> = function WeekShapeForm({ label, value, onCommit }) {
  const [days, setDays] = useState<DaysId>('all')
  const chosen = daysOf[days]
  const shown = hours.map((hour) => mean(chosen.map((day) => value[day * 24 + hour] ?? 0)))
  const set = (changed: ReadonlyMap<number, number>) => {
    const next = value.slice(0, 168)
    for (const [hour, factor] of changed) for (const day of chosen) next[day * 24 + hour] = factor
    const level = mean(next)
    if (!(level > 0)) return 'At least one hour must have cases.'
    return onCommit(
      next.map((factor) => Number((factor / level).toPrecision(6))),
      label,
    )
  }
  return (
    <fieldset className={styles.shape}>
      <legend>{label}</legend>
      <Segmented
        label="Days"
        value={days}
        onChange={setDays}
        options={(Object.keys(daysOf) as DaysId[]).map((id) => ({ value: id, label: dayWords(id) }))}
      />
      <Bars label={`${label}, ${dayWords(days)}`} values={shown} onSet={set} />
      <p className={styles.hint}>Drag a bar, or choose one with the arrow keys and press + or −. 1 is the mean of the week.</p>
    </fieldset>
  )
}

const dayShape: Form<number[]> = function DayShapeForm({ label, value, onCommit }) {
  const set = (changed: ReadonlyMap<number, number>) =>
    onCommit(
      hours.map((hour) => changed.get(hour) ?? value[hour] ?? 1),
      label,
    )
  return <Bars label={label} values={value} onSet={set} />
}
/** 24 factors on the hours of special days. */
export const dayShapeOrNone: Form<number[] | undefined> = optional(dayShape, () => hours.map(() => 1))

const daysOf = {
  all: [0, 1, 2, 3, 4, 5, 6],
  week: [0, 1, 2, 3, 4],
  end: [5, 6],
  d0: [0],
  d1: [1],
  d2: [2],
  d3: [3],
  d4: [4],
  d5: [5],
  d6: [6],
} as const
type DaysId = keyof typeof daysOf
const dayWords = (id: DaysId) => ({ all: 'All', week: 'Mon–Fri', end: 'Sat–Sun' })[id as 'all'] ?? formatWeekday(Number(id.slice(1)))

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** Bars of 24 hours that are set by drag across them, or by keys. What is dragged becomes one change when the pointer is let go. */
function Bars({
  label,
  values,
  onSet,
}: {
  readonly label: string
  readonly values: readonly number[]
  readonly onSet: (changed: ReadonlyMap<number, number>) => string | null
}) {
  const area = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<ReadonlyMap<number, number> | null>(null)
  const [at, setAt] = useState(12)
  const [fault, setFault] = useState<string | null>(null)
  const [full, setFull] = useState<number | null>(null)
  const top = full ?? Math.max(2, ...values) * 1.15
  const factor = (hour: number) => dragged?.get(hour) ?? values[hour] ?? 0

  const place = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect()
    if (!box) return null
    const hour = Math.min(23, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * 24)))
    const value = Math.max(0, Math.min(1, 1 - (event.clientY - box.top) / box.height)) * top
    return { hour, value: Number(value.toPrecision(2)) }
  }
  const drag = (event: PointerEvent) => {
    const to = place(event)
    if (!to) return
    setAt(to.hour)
    setDragged((before) => new Map([...(before ?? []), [to.hour, to.value]]))
  }
  const release = () => {
    if (dragged) setFault(onSet(dragged))
    setDragged(null)
    setFull(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, Home: -24, End: 24 }[event.key]
    const change = { ArrowUp: 0.1, ArrowDown: -0.1, '+': 0.1, '-': -0.1, PageUp: 1, PageDown: -1 }[event.key]
    if (move !== undefined) setAt(Math.min(23, Math.max(0, at + move)))
    else if (change !== undefined) setFault(onSet(new Map([[at, Number(Math.max(0, factor(at) + change).toFixed(3))]])))
    else return
    event.preventDefault()
  }
  return (
    <div>
      <p className={styles.read} aria-hidden="true">
        {`${String(at).padStart(2, '0')}:00 `}
        <strong>{formatNumber(factor(at))}</strong>
      </p>
      <div
        ref={area}
        className={styles.bars}
        style={{ height }}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- 24 bars in one field, read hour by hour, have no element of their own
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={23}
        aria-valuenow={at}
        aria-valuetext={`${String(at).padStart(2, '0')}:00: ${formatNumber(factor(at))} times the mean`}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setFull(top)
          drag(event)
        }}
        onPointerMove={(event) => dragged && drag(event)}
        onPointerUp={release}
        onPointerCancel={() => {
          setDragged(null)
          setFull(null)
        }}
      >
        {hours.map((hour) => (
          <span key={hour} className={styles.slot} data-chosen={hour === at || undefined}>
            <i style={{ height: `${Math.min(100, (factor(hour) / top) * 100)}%` }} />
          </span>
        ))}
        <span className={styles.mean} style={{ bottom: `${(1 / top) * 100}%` }} />
      </div>
      <p className={styles.axis} aria-hidden="true">
        {[0, 6, 12, 18].map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
      </p>
      {fault !== null && <p role="alert">{fault}</p>}
    </div>
  )
}
