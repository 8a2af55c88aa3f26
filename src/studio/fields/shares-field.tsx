import { useState } from 'react'
import { formatShare } from '../../words/number.ts'
import { NumberField } from '../kit/number-field.tsx'
import styles from './shares-field.module.css'

/** Shares that add up to 100 %: one field each, with a bar. Changing one scales the others, so the sum holds. */
export function SharesField({
  label,
  shares,
  names,
  onCommit,
}: {
  label: string
  /** Key → share, 0 to 1. */
  shares: Readonly<Record<string, number>>
  /** Key → what people call it, in order. */
  names: ReadonlyMap<string, string>
  onCommit: (shares: Record<string, number>) => string | null
}) {
  const [fault, setFault] = useState<string | null>(null)
  const keys = [...names.keys()]
  const sum = keys.reduce((total, key) => total + (shares[key] ?? 0), 0)
  const change = (key: string, percent: number) => setFault(onCommit(rescaled(shares, keys, key, percent / 100)))
  return (
    <fieldset aria-label={label} className={styles.shares}>
      {keys.map((key) => (
        <div key={key} className={styles.row}>
          <span className={styles.name} title={key}>
            {names.get(key)}
          </span>
          <span className={styles.bar} aria-hidden>
            <i style={{ width: formatShare(shares[key] ?? 0).replace(/\s/g, '') }} />
          </span>
          <div className={styles.number}>
            <NumberField
              label={`Share of ${names.get(key)}`}
              hideLabel
              unit="%"
              min={0}
              max={100}
              value={Number(((shares[key] ?? 0) * 100).toFixed(2))}
              onCommit={(percent) => change(key, percent ?? 0)}
            />
          </div>
        </div>
      ))}
      {Math.abs(sum - 1) > 1e-6 && (
        <p className={styles.fault}>{`These add up to ${formatShare(sum)}; change one and the others follow.`}</p>
      )}
      {fault !== null && <p className={styles.fault}>{fault}</p>}
    </fieldset>
  )
}

/** The shares with one set, and the others in their proportions making up the rest. */
function rescaled(shares: Readonly<Record<string, number>>, keys: readonly string[], key: string, share: number): Record<string, number> {
  const others = keys.filter((other) => other !== key)
  const before = others.reduce((total, other) => total + (shares[other] ?? 0), 0)
  const rest = 1 - share
  const part = (other: string) => (before > 0 ? ((shares[other] ?? 0) / before) * rest : rest / others.length)
  const result = Object.fromEntries(
    keys.map((name) => [name, name === key ? (others.length === 0 ? 1 : share) : Number(part(name).toFixed(6))]),
  )
  // Rounding is made up for at the largest of the others, so that the sum is exactly one.
  const largest = others.toSorted((a, b) => (result[b] ?? 0) - (result[a] ?? 0))[0]
  if (largest !== undefined)
    result[largest] = Number((1 - keys.reduce((total, name) => total + (name === largest ? 0 : (result[name] ?? 0)), 0)).toFixed(9))
  return result
}
