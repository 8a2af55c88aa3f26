import type { NodeProps } from '@xyflow/react'
import { Clock3, EyeOff } from 'lucide-react'
import { memo, useContext } from 'react'
import { DetailContext } from './detail.ts'
import { KindGlyph } from './glyph.tsx'
import type { StateNode } from './project.ts'
import { FarEnds, FoldButton, sameState, StateLine, stateAttributes, StateMarks, StateTitle } from './state-parts.tsx'
import styles from './state.module.css'

/** A step: work by people or a system, a wait, a batch. */
export const Card = memo(({ data, selected }: NodeProps<StateNode>) => {
  const detail = useContext(DetailContext)
  const { state, pools, target, kind } = data
  const [first, ...others] = pools
  const sensitive = state.step?.kind === 'review' && state.step.sensitive
  if (detail === 'heat')
    return (
      <div className={styles.card} {...stateAttributes(data)} data-selected={selected ? '' : undefined}>
        <FarEnds />
      </div>
    )
  return (
    <div className={styles.card} {...stateAttributes(data)} data-selected={selected ? '' : undefined}>
      <span className={styles.edge}>
        <KindGlyph kind={kind} />
        {sensitive && (
          <span title="Sensitive material: exposure is counted">
            <EyeOff size={13} aria-label="Sensitive" />
          </span>
        )}
      </span>
      <div className={styles.content}>
        <StateTitle data={data} />
        {data.folded && <FoldButton data={data} />}
        {(detail === 'card' || detail === 'close') && (
          <div className={styles.facts}>
            {first !== undefined && (
              <span className={styles.chip} title={pools.join(', then ')}>
                <span>{first}</span>
                {others.length > 0 && `+${others.length}`}
              </span>
            )}
            {target !== '' && (
              <span className={styles.target} title={`Service target ${target}`}>
                <Clock3 size={11} aria-hidden />
                {target}
              </span>
            )}
          </div>
        )}
        <StateLine data={data} />
        {detail === 'close' && state.description && <p className={styles.description}>{state.description}</p>}
      </div>
      <StateMarks data={data} />
    </div>
  )
}, sameState)
