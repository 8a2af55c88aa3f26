import type { NodeProps } from '@xyflow/react'
import { ShieldAlert } from 'lucide-react'
import { memo, useContext } from 'react'
import { DetailContext } from './detail.ts'
import { KindGlyph } from './glyph.tsx'
import type { StateData, StateNode } from './project.ts'
import { sameState, StateLine, stateAttributes, StateMarks, StateTitle } from './state-parts.tsx'
import styles from './state.module.css'

/** A rest, a decision or an end: compact, told apart by outline and glyph. */
export const Plate = memo(
  ({ data, selected, width = 0, height = 0 }: NodeProps<StateNode>) => (
    <div className={styles.plate} {...stateAttributes(data)} data-selected={selected ? '' : undefined}>
      {data.kind === 'decision' && (
        <svg className={styles.outline} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
          <path d={`M18 1H${width - 18}L${width - 1} ${height / 2}L${width - 18} ${height - 1}H18L1 ${height / 2}Z`} />
        </svg>
      )}
      <span className={styles.mark}>
        {data.state.disposition?.restrictive ? (
          <ShieldAlert size={16} strokeWidth={1.75} aria-label="Restrictive" />
        ) : (
          <KindGlyph kind={data.kind} />
        )}
      </span>
      <div className={styles.content}>
        <StateTitle data={data} />
        <StateLine data={data} />
        <Exits data={data} />
      </div>
      <StateMarks data={data} />
    </div>
  ),
  sameState,
)

/** Where a group is entered again as it was left. */
export const Point = memo(
  ({ data, selected }: NodeProps<StateNode>) => (
    <div className={styles.point} {...stateAttributes(data)} data-selected={selected ? '' : undefined} title={data.title}>
      {data.state.history === 'deep' ? 'H*' : 'H'}
      <StateMarks data={data} />
    </div>
  ),
  sameState,
)

/** A decision says how it decides: its ways out in the order in which they are asked. A layer's number takes their place. */
function Exits({ data: { exits, mark } }: { data: StateData }) {
  const detail = useContext(DetailContext)
  if (exits.length === 0 || mark?.line !== undefined || (detail !== 'card' && detail !== 'close')) return null
  return (
    <ol className={styles.exits}>
      {exits.map((exit) => (
        <li key={exit} title={exit}>
          {exit}
        </li>
      ))}
    </ol>
  )
}
