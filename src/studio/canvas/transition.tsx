import type { EdgeProps } from '@xyflow/react'
import { CircleAlert, Clock3, TriangleAlert } from 'lucide-react'
import { createContext, memo, useContext } from 'react'
import { createPortal } from 'react-dom'
import { roundedPath, type Point } from '../../workflow/drawing/path.ts'
import { stretched, type Drift } from '../../workflow/drawing/stretch.ts'
import type { TransitionWords } from '../../workflow/drawing/words.ts'
import { CanvasActions } from './actions.ts'
import { DetailContext } from './detail.ts'
import { useDrift } from './drifts.ts'
import { ChangeGlyph } from './glyph.tsx'
import type { TransitionData, TransitionEdge } from './project.ts'
import styles from './transition.module.css'

const radius = 8

/**
 * The elements that hold what is drawn of transitions. `pills`: React Flow's own way to it looks through the page once for each pill at each change of
 * anything. `lines`: one picture for all that stay where they are, which the browser keeps while others move; in pictures of their own, as React Flow
 * has them, hundreds are put together at each step. `raised`: over it, what is selected or moves.
 */
export type Holders = { readonly pills: Element | null; readonly lines: Element | null; readonly raised: Element | null }
export const HoldersContext = createContext<Holders>({ pills: null, lines: null, raised: null })

/** A transition: a line of right angles with rounded corners, an arrow, and a pill with its words. */
export const TransitionLine = memo(({ id, data, selected }: EdgeProps<TransitionEdge>) => {
  const { reconnect } = useContext(CanvasActions)
  const { lines, raised } = useContext(HoldersContext)
  const detail = useContext(DetailContext)
  const drift = useDrift(id)
  const holder = selected || drift ? raised : lines
  if (!data || !holder) return null
  const { transition, route, mark, dimmed, editable } = data
  const points = drift ? stretched(route.points, drift) : route.points
  const path = roundedPath(shortened(points), radius)
  const [start, end] = [points[0], points.at(-1)]
  const attributes = {
    'data-flow': transition.flow,
    'data-change': mark?.change,
    'data-active': mark?.active ? '' : undefined,
    'data-selected': selected ? '' : undefined,
    'data-dimmed': dimmed ? '' : undefined,
  }
  const line = (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a part of a picture
    <g className="react-flow__edge selectable nopan" data-id={id} role="img" aria-label={data.spoken}>
      <g className={styles.transition} {...attributes} style={mark?.flow === undefined ? undefined : { strokeWidth: 1.25 + mark.flow * 6 }}>
        <path d={path} className={styles.line} />
        {mark?.change === 'changed' && <path d={path} className={styles.gap} />}
        <path d={arrowHead(points, mark?.flow ?? 0)} className={styles.head} />
        <path d={path} className={`react-flow__edge-interaction ${styles.target}`} />
        {selected && editable && start && end && (
          <>
            <Grip at={start} label="Move the start" onGrab={(at) => reconnect(id, 'source', at)} />
            <Grip at={end} label="Move the end" onGrab={(at) => reconnect(id, 'target', at)} />
          </>
        )}
      </g>
    </g>
  )
  return (
    <>
      {createPortal(line, holder)}
      {detail !== 'heat' && <Label id={id} data={data} drift={drift} attributes={attributes} />}
    </>
  )
}, sameLine)

/** Where React Flow thinks that a line begins and ends is nothing to it: it runs as the router says, and as a drag moves it. */
function sameLine(before: EdgeProps<TransitionEdge>, after: EdgeProps<TransitionEdge>): boolean {
  return before.id === after.id && before.data === after.data && before.selected === after.selected
}

function Grip({ at, label, onGrab }: { at: Point; label: string; onGrab: (at: Point) => void }) {
  return (
    <circle
      cx={at.x}
      cy={at.y}
      r={6}
      className={`nopan nodrag ${styles.grip}`}
      onPointerDown={(event) => {
        event.stopPropagation()
        onGrab({ x: event.clientX, y: event.clientY })
      }}
    >
      <title>{label}</title>
    </circle>
  )
}

type LabelProps = {
  readonly id: string
  readonly data: TransitionData
  readonly drift: Drift | null
  readonly attributes: Record<string, string | undefined>
}

function Label({ id, data, drift, attributes }: LabelProps) {
  const { label, mark, problem } = data
  const { pills } = useContext(HoldersContext)
  if (!label || !pills) return null
  // A pill goes half the way that the two ends go together.
  const [dx, dy] = drift ? [(drift.source.x + drift.target.x) / 2, (drift.source.y + drift.target.y) / 2] : [0, 0]
  return createPortal(
    <div
      className={`nopan nodrag ${styles.label}`}
      {...attributes}
      data-edge={id}
      data-says={label.words === null ? 'number' : label.whole ? 'all' : 'short'}
      style={{ left: label.x + dx, top: label.y + dy, width: label.width, height: label.height }}
      title={label.full}
    >
      {label.words === null ? (
        <span className={styles.number} data-severity={problem ?? undefined}>
          {label.number}
        </span>
      ) : (
        <Words words={label.words} mark={mark} problem={problem} />
      )}
      {!label.whole && <span className={styles.full}>{label.full}</span>}
    </div>,
    pills,
  )
}

type WordsProps = Pick<TransitionData, 'mark' | 'problem'> & { readonly words: TransitionWords }

function Words({ words, mark, problem }: WordsProps) {
  const first = words.trigger !== '' || problem !== null || mark?.label !== undefined || mark?.change !== undefined
  return (
    <>
      {first && (
        <span className={styles.first}>
          {mark?.change && <ChangeGlyph change={mark.change} size={11} />}
          {words.clock && <Clock3 size={12} aria-label="Timer" />}
          {problem &&
            (problem === 'error' ? (
              <CircleAlert size={12} className={styles.error} aria-label="Error" />
            ) : (
              <TriangleAlert size={12} className={styles.warning} aria-label="Warning" />
            ))}
          <span className={styles.words}>{words.trigger}</span>
          {mark?.label !== undefined && <strong className={styles.said}>{mark.label}</strong>}
        </span>
      )}
      {words.guard !== '' && <span className={styles.guard}>{words.guard}</span>}
    </>
  )
}

const headLength = 8

/** The line ends under the middle of the arrow, so that a thick one does not stick out of its point. */
function shortened(points: readonly Point[]): Point[] {
  const [before, last] = [points.at(-2), points.at(-1)]
  if (!before || !last) return [...points]
  return [
    ...points.slice(0, -1),
    { x: last.x - Math.sign(last.x - before.x) * (headLength - 2), y: last.y - Math.sign(last.y - before.y) * (headLength - 2) },
  ]
}

function arrowHead(points: readonly Point[], flow: number): string {
  const [before, last] = [points.at(-2), points.at(-1)]
  if (!before || !last) return ''
  const [dx, dy] = [Math.sign(last.x - before.x), Math.sign(last.y - before.y)]
  const half = 4 + flow * 3
  const [x, y] = [last.x - dx * headLength, last.y - dy * headLength]
  return `M${last.x} ${last.y}L${x - dy * half} ${y - dx * half}L${x + dy * half} ${y + dx * half}Z`
}
