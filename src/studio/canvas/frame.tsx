import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { KindGlyph } from './glyph.tsx'
import type { StateNode } from './project.ts'
import { FoldButton, sameState, stateAttributes, StateMarks, StateTitle } from './state-parts.tsx'
import styles from './state.module.css'

/** A container: a quiet frame with its title on it. Regions of a parallel one are divided by dashed lines. */
export const Frame = memo(
  ({ data, selected }: NodeProps<StateNode>) => (
    <div className={styles.frame} {...stateAttributes(data)} data-selected={selected ? '' : undefined}>
      <div className={styles.heading}>
        <KindGlyph kind={data.kind} size={14} />
        <StateTitle data={data} />
        <FoldButton data={data} />
        {data.mark?.line !== undefined && <span className={styles.line}>{data.mark.line}</span>}
      </div>
      {data.dividers.map((at) => (
        <i key={at} className={styles.divider} style={{ top: at }} />
      ))}
      <StateMarks data={data} />
    </div>
  ),
  sameState,
)
