import { medianOf } from '../../simulation/compile/distribution-facts.ts'
import type { Distribution } from '../../simulation/model/distribution.ts'
import { NumberField } from '../kit/number-field.tsx'
import { Select } from '../kit/select.tsx'
import { DurationField } from './checked-field.tsx'
import styles from './fields.module.css'
import { sayDistribution } from './say-distribution.ts'

const shapes: readonly { readonly value: Distribution['kind']; readonly label: string }[] = [
  { value: 'lognormal', label: 'Skewed to the right (log-normal)' },
  { value: 'exponential', label: 'Memoryless (exponential)' },
  { value: 'gamma', label: 'Phases one after another (Erlang, gamma)' },
  { value: 'uniform', label: 'Between two values' },
  { value: 'constant', label: 'Always the same' },
]

/** A distribution of durations: its shape and its numbers. */
export function DistributionForm({
  distribution,
  onCommit,
}: {
  distribution: Distribution
  onCommit: (distribution: Distribution) => string | null
}) {
  const measured = { empirical: 'As measured', rare: 'As measured, for a few' }
  const own =
    distribution.kind === 'empirical' || distribution.kind === 'rare'
      ? [{ value: distribution.kind, label: measured[distribution.kind] }]
      : []
  return (
    <div className={styles.fields}>
      <Select
        label="Shape"
        value={distribution.kind}
        options={[...own, ...shapes]}
        onChange={(kind) => onCommit(reshaped(distribution, kind))}
      />
      <Numbers distribution={distribution} onCommit={onCommit} />
      <p className={styles.quiet}>{sayDistribution(distribution)}</p>
    </div>
  )
}

function Numbers({ distribution, onCommit }: { distribution: Distribution; onCommit: (distribution: Distribution) => string | null }) {
  switch (distribution.kind) {
    case 'constant':
      return (
        <DurationField label="Time" seconds={distribution.value} onCommit={(value) => onCommit({ ...distribution, value: value ?? 0 })} />
      )
    case 'exponential':
      return <DurationField label="Mean" seconds={distribution.mean} onCommit={(mean) => onCommit({ ...distribution, mean: mean ?? 1 })} />
    case 'gamma':
      return (
        <div className={styles.pair}>
          <DurationField label="Mean" seconds={distribution.mean} onCommit={(mean) => onCommit({ ...distribution, mean: mean ?? 1 })} />
          <NumberField
            label="Phases (shape)"
            min={0.2}
            max={100}
            step={1}
            value={distribution.shape}
            onCommit={(shape) => onCommit({ ...distribution, shape: shape ?? 2 })}
          />
        </div>
      )
    case 'uniform':
      return (
        <div className={styles.pair}>
          <DurationField
            label="From"
            seconds={distribution.low}
            onCommit={(low) => ((low ?? 0) > distribution.high ? 'This is after the end.' : onCommit({ ...distribution, low: low ?? 0 }))}
          />
          <DurationField
            label="To"
            seconds={distribution.high}
            onCommit={(high) =>
              (high ?? 0) < distribution.low ? 'This is before the start.' : onCommit({ ...distribution, high: high ?? 0 })
            }
          />
        </div>
      )
    case 'lognormal':
      return (
        <div className={styles.pair}>
          <DurationField
            label="Median"
            seconds={distribution.median}
            onCommit={(median) => onCommit({ ...distribution, median: median ?? 1 })}
          />
          <NumberField
            label="Spread (sigma)"
            min={0}
            max={5}
            step={0.05}
            value={Number(distribution.sigma.toFixed(3))}
            onCommit={(sigma) => onCommit({ ...distribution, sigma: sigma ?? 0 })}
          />
        </div>
      )
    case 'empirical':
    case 'rare':
      return null
  }
}

/** Another shape with the same middle. */
function reshaped(distribution: Distribution, kind: Distribution['kind']): Distribution {
  const middle = Math.max(0.001, medianOf(distribution))
  switch (kind) {
    case 'constant':
      return { kind, value: middle }
    case 'exponential':
      return { kind, mean: middle }
    case 'gamma':
      return { kind, mean: middle, shape: 3 }
    case 'uniform':
      return { kind, low: middle / 2, high: middle * 1.5 }
    case 'lognormal':
      return { kind, median: middle, sigma: 0.6 }
    case 'empirical':
    case 'rare':
      return distribution
  }
}
