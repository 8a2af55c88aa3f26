import { memo } from 'react'
import { reveal } from '../session/session.ts'
import styles from './number-list.module.css'
import type { StateNode } from './project.ts'

/** Most states that are listed: a longer list would be no help beside the drawing. */
export const mostListed = 200

/** What the numbers in a drawing that is too far away for titles stand for, with what the layer says of each. */
export const NumberList = memo(({ nodes }: { readonly nodes: readonly StateNode[] }) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so that keys must reach it
  <ol className={styles.list} aria-label="States by number" tabIndex={0}>
    {nodes.map(({ id, data, selected }) => (
      <li key={id} data-selected={selected ? '' : undefined}>
        <button type="button" tabIndex={-1} onClick={() => reveal({ kind: 'state', id }, true)}>
          <span className={styles.number}>{data.number}</span>
          <span className={styles.title}>{data.title}</span>
          {data.mark?.line !== undefined && <span className={styles.said}>{data.mark.short ?? data.mark.line}</span>}
        </button>
      </li>
    ))}
  </ol>
))
